import type { Evidence } from '../../domain/check-ins.ts'
import { longDate } from '../../domain/dates.ts'
import type { KeyResultId } from '../../domain/ids.ts'
import type { Kpi, Reading } from '../../domain/kpis.ts'
import { formatValue } from '../../domain/numbers.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { lastAnswerBefore } from '../../storage/check-ins.ts'
import { getKeyResult } from '../../storage/key-results.ts'
import { getKpi, readingsOf } from '../../storage/kpis.ts'

/**
 * What the app can say by itself about a key result since its last check-in, each line with its source. Today: the
 * movement of its KPI. An owner accepts it with one click, so it must be true and it must be short.
 */
export function evidenceFor(db: Db, keyResultId: KeyResultId, week: Week, now: Date): Evidence[] {
  const keyResult = getKeyResult(db, keyResultId)
  const kpi = getKpi(db, keyResult.kpiId)
  const since = lastAnswerBefore(db, keyResultId, week)?.at ?? null
  return kpiMovement(kpi, readingsOf(db, kpi.id, null), since, now)
}

function kpiMovement(kpi: Kpi, readings: readonly Reading[], since: Date | null, now: Date): Evidence[] {
  const today = now.toISOString().slice(0, 10)
  const known = readings.filter(({ at }) => at <= today)
  const newest = known.at(-1)
  if (!newest) return [{ text: `No reading of ${kpi.name} yet`, source: 'no data' }]
  const value = formatValue(newest.value, kpi.unit)
  if (since && newest.recordedAt <= since) {
    return [{ text: `No new data since ${longDate(newest.at)} (${kpi.name} ${value})`, source: newest.source }]
  }
  const before = known.at(-2)
  const from = before ? `, from ${formatValue(before.value, kpi.unit)} on ${longDate(before.at)}` : ''
  return [{ text: `${kpi.name} ${value} on ${longDate(newest.at)}${from}`, source: newest.source }]
}
