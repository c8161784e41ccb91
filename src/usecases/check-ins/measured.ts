import { divergenceInWords, divergenceOf } from '../../domain/divergence.ts'
import type { Kpi, Reading } from '../../domain/kpis.ts'
import { addDays, type LocalDate } from '../../domain/local-time.ts'
import { formatChange, formatValue } from '../../domain/numbers.ts'
import { dueOf, type KeyResult } from '../../domain/objectives.ts'
import type { Db } from '../../platform/db.ts'
import { getCycle } from '../../storage/cycles.ts'
import { cycleIdOf } from '../../storage/key-results.ts'
import { getKpi, readingsOf } from '../../storage/kpis.ts'

/** Where a key result stands by its measurements, beside what its owner says of it. */
export interface Measured {
  /** `6.2 % → 5 %`. */
  progress: string
  /** `-1.8 pp since last week`; null while there is nothing to compare with. */
  change: string | null
  /** Readings so far, oldest first, for a small trend. */
  trend: number[]
}

const trendLength = 12

/** What the readings up to `today` say. The change is that of seven days, however many readings came in them. */
export function measure(db: Db, keyResult: KeyResult, today: LocalDate): Measured {
  const { kpi, readings } = load(db, keyResult, today)
  const newest = readings.at(-1)
  const target = keyResult.target === null ? 'no target' : formatValue(keyResult.target, kpi.unit)
  const now = newest ? formatValue(newest.value, kpi.unit) : 'no reading yet'
  const weekAgo = readings.findLast(({ at }) => at <= addDays(today, -7))
  return {
    progress: `${now} → ${target}`,
    change: newest && weekAgo ? `${formatChange(newest.value - weekAgo.value, kpi.unit)} since last week` : null,
    trend: readings.slice(-trendLength).map(({ value }) => value),
  }
}

/** What to say when "on track" does not fit the readings; null when it does. Never a refusal. */
export function onTrackWarning(db: Db, keyResult: KeyResult, today: LocalDate): string | null {
  const { kpi, readings } = load(db, keyResult, today)
  const cycle = getCycle(db, cycleIdOf(db, keyResult.id))
  const divergence = divergenceOf(
    { confidence: 2, readings, goal: keyResult, cycle, due: dueOf(keyResult, cycle), every: kpi.every },
    today,
  )
  return divergence && `On track, but ${divergenceInWords(divergence, kpi.unit, today)}.`
}

function load(db: Db, keyResult: KeyResult, today: LocalDate): { kpi: Kpi; readings: Reading[] } {
  const kpi = getKpi(db, keyResult.kpiId)
  return { kpi, readings: readingsOf(db, kpi.id, null).filter(({ at }) => at <= today) }
}
