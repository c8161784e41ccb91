import { type Direction, directionOf } from './progress.ts'

export type Commitment = 'committed' | 'aspirational'

/** What decides whether a key result is a hit. `threshold` null: the default for its commitment. */
export interface Goal {
  baseline: number | null
  target: number | null
  threshold: number | null
  commitment: Commitment
}

/** How much of the way an aspirational key result must come to count as a hit (Doerr: 0.6–0.7 is the aim). */
export const aspirationalShare = 0.7

/**
 * The value at which a key result is a hit: its own threshold, else the target if it is committed, else 70 % of the
 * way from baseline to target. Null when target (or, for the 70 %, the baseline) is missing.
 */
export function thresholdOf({ baseline, target, threshold, commitment }: Goal): number | null {
  if (threshold !== null) return threshold
  if (commitment === 'committed' || target === null) return target
  return baseline === null ? null : baseline + aspirationalShare * (target - baseline)
}

/**
 * Is `value` a hit: does it reach the threshold, in the direction that is better? Reaching it exactly is a hit.
 * Null when that cannot be told: a missing value or threshold, or no direction and a value off the threshold.
 */
export function isHit(value: number | null, goal: Goal): boolean | null {
  const threshold = thresholdOf(goal)
  if (value === null || threshold === null) return null
  const direction = directionOf(goal.baseline, goal.target, goal.threshold)
  if (direction === null) return reaches(value, threshold, 'up') && reaches(value, threshold, 'down') ? true : null
  return reaches(value, threshold, direction)
}

// 8 − 0.7 × 3 is 5.9 to a person and 5.9000000000000004 to a machine: what differs in the tenth digit is equal.
function reaches(value: number, threshold: number, direction: Direction): boolean {
  const slack = 1e-9 * Math.max(Math.abs(value), Math.abs(threshold))
  return direction === 'up' ? value >= threshold - slack : value <= threshold + slack
}
