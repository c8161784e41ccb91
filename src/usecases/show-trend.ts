import { type Forecast, forecastOf } from '../domain/forecast.ts'
import { type KeyResultId, type KpiId, type ObjectiveId, parseId } from '../domain/ids.ts'
import type { Kpi, Reading } from '../domain/kpis.ts'
import { type LocalDate, localDateAt, type Zone } from '../domain/local-time.ts'
import { nearest } from '../domain/nearest.ts'
import { type Cycle, dueOf, type KeyResult } from '../domain/objectives.ts'
import { parseInstant } from '../domain/time-spans.ts'
import { type Trend, trendOf, usualSince } from '../domain/trends.ts'
import type { Db } from '../platform/db.ts'
import { getCycle, openCycle } from '../storage/cycles.ts'
import {
  cycleIdOf,
  findKeyResult,
  getKeyResult,
  listKeyResultsOfKpi,
  listKeyResultsOfObjective,
} from '../storage/key-results.ts'
import { getKpi, listKpis, readingsOf } from '../storage/kpis.ts'
import { type Refused, refused } from './check-ins/outcomes.ts'

/** How a measure went, for whoever asks. */
export interface KpiTrend {
  kpiId: KpiId
  name: string
  unit: string | null
  /** The key result it is asked for, or that is measured by it. */
  keyResult: { id: KeyResultId; title: string } | null
  baseline: number | null
  target: number | null
  since: LocalDate
  trend: Trend
  forecast: Forecast | null
  /** Newest first. */
  readings: readonly Reading[]
}

/** What somebody typed: a key result or a KPI, and from when on. */
export function showTrend(
  db: Db,
  typed: string,
  now: Date,
  defaultZone: Zone,
): { kind: 'trend'; trend: KpiTrend } | Refused {
  const { what, since } = takeApart(typed, now, defaultZone)
  if (what === '') return refused('Which key result or KPI? Write it like `trend O1-KR1` or `trend churn 2025-10-01`.')
  const named = parseId(what)
  if (named?.kind === 'objective') return refused(oneOf(db, named.id))
  if (named) {
    const keyResult = findKeyResult(db, named.id)
    if (!keyResult) return refused(`There is no key result ${named.id}.`)
    return { kind: 'trend', trend: trendOfKeyResult(db, keyResult, since, now, defaultZone) }
  }
  const kpi = findKpiNamed(db, what)
  if (kpi === null) return refused(unknown(db, what))
  const [first] = listKeyResultsOfKpi(db, kpi.id)
  const keyResult = first === undefined ? null : getKeyResult(db, first)
  return { kind: 'trend', trend: trendOfKpi(db, kpi, keyResult, since, now, defaultZone) }
}

/** The last word is a time when it is one: `O1-KR1 2025-10-01`, `churn 3m`, `churn all`. */
function takeApart(typed: string, now: Date, zone: Zone): { what: string; since: LocalDate | null } {
  const words = typed.trim().split(/\s+/)
  const last = words.at(-1) ?? ''
  if (words.length > 1 && /^all$/i.test(last)) return { what: words.slice(0, -1).join(' '), since: '0000-01-01' }
  const instant = words.length > 1 ? parseInstant(last, now) : null
  if (instant === null) return { what: words.join(' '), since: null }
  const what = words
    .slice(0, -1)
    .join(' ')
    .replace(/\s+since$/i, '')
  return { what, since: /^\d{4}-/.test(last) ? last.slice(0, 10) : localDateAt(instant, zone) }
}

function trendOfKeyResult(db: Db, keyResult: KeyResult, since: LocalDate | null, now: Date, zone: Zone): KpiTrend {
  return trendOfKpi(db, getKpi(db, keyResult.kpiId), keyResult, since, now, zone)
}

function trendOfKpi(
  db: Db,
  kpi: Kpi,
  keyResult: KeyResult | null,
  wanted: LocalDate | null,
  now: Date,
  zone: Zone,
): KpiTrend {
  const today = localDateAt(now, zone)
  const cycle: Cycle | null = keyResult ? getCycle(db, cycleIdOf(db, keyResult.id)) : openCycle(db, today)
  const all = readingsOf(db, kpi.id, null).filter(({ at }) => at <= today)
  const since = wanted ?? usualSince(today, cycle?.starts ?? null)
  const baseline = keyResult?.baseline ?? kpi.baseline
  const target = keyResult?.target ?? kpi.target
  return {
    kpiId: kpi.id,
    name: kpi.name,
    unit: kpi.unit,
    keyResult,
    baseline,
    target,
    since,
    trend: trendOf(all, { since, every: kpi.every }),
    forecast: cycle && forecastOf(all, baseline, cycle, keyResult ? dueOf(keyResult, cycle) : cycle.ends),
    readings: all.filter(({ at }) => at >= since).toReversed(),
  }
}

function findKpiNamed(db: Db, said: string): Kpi | null {
  const plain = said.toLowerCase()
  const kpis = listKpis(db)
  return (
    kpis.find(({ id }) => id.toLowerCase() === plain) ?? kpis.find(({ name }) => name.toLowerCase() === plain) ?? null
  )
}

function oneOf(db: Db, id: ObjectiveId): string {
  const ids = listKeyResultsOfObjective(db, id).map((keyResult) => keyResult.id)
  return ids.length === 0 ? `There is no objective ${id}.` : `Which of its key results? ${ids.join(', ')}`
}

function unknown(db: Db, said: string): string {
  const meant = nearest(
    said,
    listKpis(db).map(({ id }) => id),
  )
  return `There is no key result or KPI “${said.slice(0, 60)}”.${meant === null ? '' : ` Did you mean ${meant}?`}`
}
