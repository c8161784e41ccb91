import { isDeepStrictEqual } from 'node:util'
import { type Forecast, forecastOf } from '../../domain/forecast.ts'
import type { KpiId } from '../../domain/ids.ts'
import { isWithin, type Kpi, type Limit } from '../../domain/kpis.ts'
import { daysBetween, type LocalDate } from '../../domain/local-time.ts'
import { type Cycle, dueOf, type KeyResult } from '../../domain/objectives.ts'
import { elapsedShare, type PaceStatus, paceStatus } from '../../domain/pace.ts'
import { directionOf, progressOf } from '../../domain/progress.ts'
import { type Trend, trendOf, usualSince } from '../../domain/trends.ts'
import type { Db } from '../../platform/db.ts'
import { findKpi } from '../../storage/kpis.ts'
import { countReadingsBetween, newestReadings, type ReportReading } from '../../storage/report-facts.ts'
import type { ReportWindow } from './report-window.ts'

/** A KPI as the daily report shows it. */
export interface ReportKpi {
  id: KpiId
  name: string
  unit: string | null
  /** The KPI's own, else that of a key result measured by it. */
  baseline: number | null
  target: number | null
  /** The reading that counts, and how many days old it is. Null: none yet. */
  current: { at: LocalDate; value: number; source: string; note?: string | null; days: number } | null
  /** How many readings came since the last report, of whatever date. */
  added: number
  /** Null: it has no target, or no baseline to tell a pace from. */
  status: PaceStatus | null
  /** Another word than in the last report: that one's. Null: the same, or it was not in it. */
  statusBefore: string | null
  /** Against the value of the last report; without a new one against the reading before. Null: nothing to compare. */
  change: { by: number; since: LocalDate } | null
  /** The limit the value does not keep to. */
  broken: Limit | null
  /** What other sources say of the same date. */
  others: { value: number; source: string }[]
  trend: Trend
  forecast: Forecast | null
}

/** The newest readings are enough for a table and its trend: half a year of days. */
const enough = 200

/** The KPIs that are asked for, in that order; one that is gone is left out. */
export function reportKpis(
  db: Db,
  kpiIds: readonly KpiId[],
  keyResults: readonly KeyResult[],
  cycle: Cycle | null,
  window: ReportWindow,
): ReportKpi[] {
  const added = countReadingsBetween(db, window.before.readingId, window.readingId)
  return kpiIds.flatMap((id) => {
    const kpi = findKpi(db, id)
    const measured = keyResults.find(({ kpiId }) => kpiId === id)
    return kpi ? reportKpi(db, kpi, measured, cycle, window, added.get(id) ?? 0) : []
  })
}

function reportKpi(
  db: Db,
  kpi: Kpi,
  keyResult: KeyResult | undefined,
  cycle: Cycle | null,
  { date, before }: ReportWindow,
  added: number,
): ReportKpi {
  const { id, name, unit, every, limit } = kpi
  const baseline = kpi.baseline ?? keyResult?.baseline ?? null
  const target = kpi.target ?? keyResult?.target ?? null
  const newest = newestReadings(db, id, date, enough)
  const [current] = newest
  const readings = newest.toReversed()
  const status = statusOf(baseline, target, current?.value ?? null, cycle, date)
  const said = before.statuses[id]
  return {
    id,
    name,
    unit,
    baseline,
    target,
    current: current ? { ...current, days: daysBetween(current.at, date) } : null,
    added,
    status,
    statusBefore: said !== undefined && said !== wordOf(status) ? said : null,
    change: current ? changeOf(current, newest, before.readingId) : null,
    broken: current && limit && !isWithin(limit, current.value) ? limit : null,
    others: current ? otherSources(current, newest) : [],
    trend: trendOf(readings, { since: usualSince(date, cycle?.starts ?? null), every }),
    forecast: cycle && forecastOf(readings, baseline, cycle, keyResult ? dueOf(keyResult, cycle) : cycle.ends),
  }
}

/** What stands in the column, and what a later report compares with. */
export function wordOf(status: PaceStatus | null): string {
  return status ?? 'no target'
}

/** Without a baseline nothing can be said of a pace; without a target nothing at all. */
function statusOf(
  baseline: number | null,
  target: number | null,
  current: number | null,
  cycle: Cycle | null,
  date: LocalDate,
): PaceStatus | null {
  if (target === null || directionOf(baseline, target) === null) return null
  return paceStatus(progressOf({ baseline, current, target }), cycle ? elapsedShare(cycle, date) : 0)
}

function changeOf(current: ReportReading, newest: readonly ReportReading[], known: number): ReportKpi['change'] {
  const shownBefore = known > 0 && current.id > known ? newest.find(({ id }) => id <= known) : undefined
  const reference = shownBefore ?? newest.find(({ at }) => at < current.at)
  return reference ? { by: current.value - reference.value, since: reference.at } : null
}

/** Readings of the same date that say something else, each source by its last word. A correction is no disagreement. */
function otherSources(current: ReportReading, newest: readonly ReportReading[]): ReportKpi['others'] {
  const ofThatDay = newest.filter(({ at, source }) => at === current.at && source !== current.source)
  const last = ofThatDay.filter((one, index) => ofThatDay.findIndex(({ source }) => source === one.source) === index)
  return last
    .filter(({ value }) => !isDeepStrictEqual(value, current.value))
    .map(({ value, source }) => ({ value, source }))
}
