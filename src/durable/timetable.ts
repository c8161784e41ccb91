import type { Logger } from '../platform/logger.ts'
import { retryDelay } from './retry-delay.ts'

/** Something recurring. */
export interface Timetable {
  name: string
  /** When it is due next: in the past when it was missed, null when never. Asked often, so it must be quick. */
  dueAt(now: Date): Date | null
  /** Does it, or a part of it, and moves what `dueAt` says: never runs twice at once. */
  run(now: Date): void | Promise<void>
  /** True: it runs whenever somebody looks, and time that is played does not stop for it (see `nextAt`). */
  isBackground?: boolean
}

export interface RunningTimetable {
  /** Begins what is due and not running already. What is returned never rejects. */
  begin(now: Date): Promise<void>[]
  /** When the next entry is due, or null. What is running is left out, and what happens in the background. */
  nextAt(now: Date): Date | null
}

/** An entry that is due again so often without its instant moving does not get anywhere. */
const tooOften = 100

interface State {
  entry: Timetable
  running: boolean
  failures: number
  /** How often in a row it ran and was due all the same. */
  repeats: number
  /** Not tried between these instants, after a failure. */
  rest: { from: number; until: number } | null
}

/** Keeps one entry's failure from the others: it is logged, and the entry is tried again after `retryDelay`. */
export function createTimetable(entries: readonly Timetable[], log: Logger): RunningTimetable {
  const states: State[] = entries.map((entry) => ({ entry, running: false, failures: 0, repeats: 0, rest: null }))

  function begin(now: Date): Promise<void>[] {
    const begun: Promise<void>[] = []
    for (const state of states) {
      const at = dueAt(state, now)
      if (at && at <= now) begun.push(run(state, now))
    }
    return begun
  }

  function dueAt(state: State, now: Date): Date | null {
    if (state.running) return null
    // A clock set back to before the failure must not make the rest last for years.
    const resting = state.rest && now.getTime() >= state.rest.from && now.getTime() < state.rest.until
    try {
      const at = state.entry.dueAt(now)
      return at && resting && state.rest ? new Date(Math.max(at.getTime(), state.rest.until)) : at
    } catch (error) {
      if (!resting) failed(state, error, now)
      return null
    }
  }

  async function run(state: State, now: Date): Promise<void> {
    state.running = true
    try {
      await state.entry.run(now)
      const next = state.entry.dueAt(now)
      state.repeats = next && next <= now ? state.repeats + 1 : 0
      if (state.repeats > tooOften) throw new Error('it ran and is due all the same, over and over')
      state.failures = 0
      state.rest = null
    } catch (error) {
      failed(state, error, now)
    } finally {
      state.running = false
    }
  }

  function failed(state: State, error: unknown, now: Date): void {
    const { name } = state.entry
    state.failures++
    state.repeats = 0
    state.rest = { from: now.getTime(), until: now.getTime() + retryDelay(state.failures, name) }
    log.error({ err: error, entry: name }, 'something recurring failed')
  }

  function nextAt(now: Date): Date | null {
    const awaited = states.filter(({ entry }) => !entry.isBackground)
    const instants = awaited.map((state) => dueAt(state, now)).filter((at) => at !== null)
    return instants.reduce<Date | null>((first, at) => (first && first <= at ? first : at), null)
  }

  return { begin, nextAt }
}
