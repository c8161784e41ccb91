/** Where a measure began, stands and shall end. Null: not known. */
export interface Measure {
  baseline: number | null
  current: number | null
  target: number | null
}

/** Which way is better. */
export type Direction = 'up' | 'down'

/**
 * How much of the way from baseline to target is done, 0..1:
 * `(current − baseline) / (target − baseline)`, clamped, in either direction.
 *
 * Baseline = target gives 0: there is no way to go, so nothing of it is done. Null when any of the three is missing.
 * Source: product rule; the same boundary is used by Operately and OpenOKR.
 */
export function progressOf({ baseline, current, target }: Measure): number | null {
  if (baseline === null || current === null || target === null) return null
  if (baseline === target) return 0
  const share = (current - baseline) / (target - baseline)
  return Math.min(1, Math.max(0, share))
}

/**
 * Which way is better: from the baseline towards the target. Where they are equal or the baseline is missing, a
 * threshold tells: it is the easier one, so better is from the threshold towards the target. Null: cannot be told.
 */
export function directionOf(
  baseline: number | null,
  target: number | null,
  threshold: number | null = null,
): Direction | null {
  if (target === null) return null
  const from = baseline !== null && baseline !== target ? baseline : threshold
  if (from === null || from === target) return null
  return target > from ? 'up' : 'down'
}
