import { isWithin, type Kpi, type Reading } from './kpis.ts'
import { directionOf } from './progress.ts'

export type CrossingKind = 'target-reached' | 'limit-left' | 'limit-kept'

/**
 * What the newest reading crossed since the one before it: the target reached, the limit left, or kept again. The first
 * reading of all crosses nothing but a limit it lies outside of. A target is reached in the direction from the baseline;
 * where that cannot be told nothing is crossed.
 */
export function crossingsOf(
  kpi: Pick<Kpi, 'baseline' | 'target' | 'limit'>,
  before: Pick<Reading, 'value'> | null,
  newest: Pick<Reading, 'value'>,
): CrossingKind[] {
  const crossed: CrossingKind[] = []
  if (before && !reaches(kpi, before.value) && reaches(kpi, newest.value)) crossed.push('target-reached')
  if (kpi.limit) {
    const was = before === null || isWithin(kpi.limit, before.value)
    const is = isWithin(kpi.limit, newest.value)
    if (was && !is) crossed.push('limit-left')
    if (!was && is) crossed.push('limit-kept')
  }
  return crossed
}

function reaches({ baseline, target }: Pick<Kpi, 'baseline' | 'target'>, value: number): boolean {
  const direction = directionOf(baseline, target)
  if (target === null || direction === null) return false
  return direction === 'up' ? value >= target : value <= target
}
