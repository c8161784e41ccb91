import type { Evidence } from '../../../domain/check-ins.ts'
import { longDate } from '../../../domain/dates.ts'
import type { Reading } from '../../../domain/kpis.ts'
import { formatValue } from '../../../domain/numbers.ts'
import type { Db } from '../../../platform/db.ts'
import { getKpi, readingsOf } from '../../../storage/kpis.ts'
import type { About } from './provider.ts'

/** Where the KPI stands now and where it stood at the last check-in, or that nothing new came. */
export function kpiMovement(db: Db, { keyResult, since, today }: About): Evidence[] {
  const kpi = getKpi(db, keyResult.kpiId)
  const known = readingsOf(db, kpi.id, null).filter(({ at }) => at <= today)
  const newest = known.at(-1)
  if (!newest) return [{ text: 'No reading yet', source: kpi.name }]
  const value = formatValue(newest.value, kpi.unit)
  if (since && newest.recordedAt <= since) {
    return [{ text: `No new data since ${longDate(newest.at)} (${kpi.name} ${value})`, source: newest.source }]
  }
  const before = readingBefore(known, newest, since)
  return [
    { text: `${kpi.name} ${value} on ${longDate(newest.at)}${from(before, newest, kpi.unit)}`, source: newest.source },
  ]
}

/** The one that counted at the last check-in; without one, the one before the newest. */
function readingBefore(known: readonly Reading[], newest: Reading, since: Date | null): Reading | undefined {
  const older = since ? known.findLast(({ recordedAt }) => recordedAt <= since) : undefined
  return older ?? known.findLast(({ id, at }) => id !== newest.id && at < newest.at)
}

function from(before: Reading | undefined, newest: Reading, unit: string | null): string {
  if (!before) return ''
  if (before.value === newest.value) return `, unchanged since ${longDate(before.at)}`
  return `, from ${formatValue(before.value, unit)} on ${longDate(before.at)}`
}
