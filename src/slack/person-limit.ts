/** Somebody presses faster than people do: refused instead of acknowledged. */
export class TooManyRequests extends Error {
  override readonly name = 'TooManyRequests'
}

/** Twice of what the quickest person does; a script, or a key that hangs, does many times more. */
const mostPerMinute = 120
const minute = 60_000

/**
 * Counts what each person presses and sends, so that one of them cannot keep the app from all others. `first-too-many`
 * comes once until they have paused for a minute: then they can be told why nothing happens.
 */
export function createPersonLimit(
  most = mostPerMinute,
): (slackId: string, now: Date) => 'fine' | 'first-too-many' | 'too-many' {
  const people = new Map<string, { since: number; count: number; told: boolean }>()

  return (slackId, now) => {
    const at = now.getTime()
    const known = people.get(slackId)
    const isCounting = known && at >= known.since && at < known.since + minute
    const state = isCounting ? known : { since: at, count: 0, told: false }
    state.count += 1
    people.delete(slackId)
    people.set(slackId, state)
    forgetOldest(people)
    if (state.count <= most) return 'fine'
    const isFirst = !state.told
    state.told = true
    return isFirst ? 'first-too-many' : 'too-many'
  }
}

function forgetOldest(people: Map<string, unknown>): void {
  const [oldest] = people.keys()
  if (people.size > 10_000 && oldest !== undefined) people.delete(oldest)
}
