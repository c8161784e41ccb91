import { instantAt, type LocalDate, localDateAt, localTimeAt, type Zone } from './local-time.ts'
import { type WorksOn, workingDayAfter } from './working-days.ts'

/** How many of the owner's working days a request may stay without an answer. */
export const patience = 3

/**
 * When a request without an answer makes its key result stale: the same hour on the third of the owner's working days
 * after it. Asked Monday 09:00: Thursday 09:00; days off, pauses and holidays between push it on. Null: never.
 */
export function staleAt(askedAt: Date, zone: Zone, ownerWorks: WorksOn): Date | null {
  const on: LocalDate | null = workingDayAfter(localDateAt(askedAt, zone), patience, ownerWorks)
  return on === null ? null : instantAt(on, localTimeAt(askedAt, zone), zone)
}

/**
 * Since when a key result is stale, or null when it is not: the oldest request that no answer has followed is three of
 * the owner's working days old. An answer for any week ends it. What was never asked cannot be stale, so `asks` holds
 * only requests that were sent for it and that still cover it (not skipped, not dropped).
 */
export function staleSince(
  asks: readonly Date[],
  answers: readonly Date[],
  zone: Zone,
  ownerWorks: WorksOn,
  now: Date,
): Date | null {
  const lastAnswer = Math.max(...answers.map(Number))
  const unanswered = asks.map(Number).filter((ask) => ask > lastAnswer)
  if (unanswered.length === 0) return null
  const since = staleAt(new Date(Math.min(...unanswered)), zone, ownerWorks)
  return since !== null && since <= now ? since : null
}
