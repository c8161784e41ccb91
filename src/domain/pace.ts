import { daysBetween, type LocalDate } from './local-time.ts'

/** First and last day, both included. */
export interface Span {
  starts: LocalDate
  ends: LocalDate
}

/**
 * The share of a cycle that is over, 0..1, counted in whole days with today as one of them: day 40 of 100 is 0.4, the
 * first day of 90 is 1/90, the last is 1. 0 before it starts, 1 after its end.
 */
export function elapsedShare({ starts, ends }: Span, today: LocalDate): number {
  const days = daysBetween(starts, ends) + 1
  const over = daysBetween(starts, today) + 1
  return Math.min(1, Math.max(0, over / days))
}

/**
 * Progress ÷ elapsed share of the cycle: 1 is exactly on the straight line from baseline to target, 0.5 half as far as
 * it should be. Null without progress, and before the cycle has begun (nothing is expected yet).
 */
export function paceOf(progress: number | null, elapsed: number): number | null {
  return progress === null || elapsed === 0 ? null : progress / elapsed
}

export type PaceStatus = 'met' | 'on pace' | 'behind' | 'no data'

/** One word for a measure beside its target: met at progress 1, on pace at a pace of 1 or before the cycle began. */
export function paceStatus(progress: number | null, elapsed: number): PaceStatus {
  if (progress === null) return 'no data'
  if (progress >= 1 - rounding) return 'met'
  return progress >= elapsed - rounding ? 'on pace' : 'behind'
}

const rounding = 1e-9
