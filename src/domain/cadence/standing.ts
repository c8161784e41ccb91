import type { Week } from '../weeks.ts'
import type { StandingAnswer } from './calendar.ts'

/**
 * How one key result's check-in of one week stands. *Stale* outranks its last colour everywhere.
 * `not-asked`: not due, covered by nobody's fault, paused, missed or not yet; its owner's week says which.
 */
export type CheckInStanding = 'answered' | 'late' | 'missing' | 'stale' | 'not-asked'

/** What is known of one key result in one week. */
export interface AskedWeek {
  week: Week
  /** When it was asked for. Null: no request covers it. */
  askedAt: Date | null
  /** From here on an answer counts for this week too (`coveredFrom` of its ask); null when the week has no ask. */
  coveredFrom: Date | null
  /** The ask itself: what was answered between the two covers the week. */
  askAt: Date | null
  /** The team's summary of this week; null when the week has none. */
  summaryAt: Date | null
  /** `staleAt` of the request. */
  staleAt: Date | null
}

/**
 * Answered: an answer for this week, or one in the two working days before its ask. Late: the first such answer came
 * after the week's summary. Stale: asked three of the owner's working days ago, and no answer. What is not due is not
 * asked for, so it cannot be stale.
 */
export function checkInStanding(asked: AskedWeek, answers: readonly StandingAnswer[], now: Date): CheckInStanding {
  const counting = answers.filter(({ at, week }) => at <= now && (week === asked.week || covers(asked, at)))
  const first = Math.min(...counting.map(({ at }) => at.getTime()))
  if (counting.length > 0) return asked.summaryAt !== null && first > asked.summaryAt.getTime() ? 'late' : 'answered'
  if (asked.askedAt === null || asked.askedAt > now) return 'not-asked'
  return asked.staleAt !== null && asked.staleAt <= now ? 'stale' : 'missing'
}

function covers({ coveredFrom, askAt, askedAt }: AskedWeek, at: Date): boolean {
  if (coveredFrom === null || askAt === null) return false
  return at >= coveredFrom && at <= (askedAt ?? askAt)
}
