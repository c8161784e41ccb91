import type { Confidence } from './check-ins.ts'
import { type Forecast, forecastOf, type Point, pointsOfCycle } from './forecast.ts'
import { type Goal, isHit, thresholdOf } from './hit.ts'
import type { Every } from './kpis.ts'
import { daysBetween, type LocalDate } from './local-time.ts'
import { formatValue } from './numbers.ts'
import type { Span } from './pace.ts'

/** What data and answer are compared on. */
export interface Compared {
  confidence: Confidence | null
  /** In the order they were recorded. */
  readings: readonly Point[]
  goal: Goal
  cycle: Span
  /** The date the forecast is for. */
  due: LocalDate
  /** How often a reading is expected. Null: nothing is known of it. */
  every: Every | null
}

/** Why "on track" does not fit the data: the parts of the sentence that says so. */
export interface Divergence {
  /** The forecast that misses the threshold. Null: there is none, or it does not miss. */
  forecast: Forecast | null
  threshold: number | null
  /** Since when nothing moved, when that is long. Null: something did. */
  unmovedSince: LocalDate | null
}

/**
 * Do data and answer disagree? Confidence 2 while the forecast misses the threshold, or while nothing moved and no
 * reading came for max(3 weeks, 1.5 × the KPI's own interval). Null: they do not. Never a refusal, only a word said.
 *
 * Readings that keep coming with the same value are no silence: from four on the forecast judges them. Silence counts
 * from the cycle's first day at the earliest, since every cycle begins anew.
 */
export function divergenceOf(compared: Compared, today: LocalDate): Divergence | null {
  const { confidence, readings, goal, cycle, due, every } = compared
  if (confidence !== 2) return null
  const known = readings.filter(({ at }) => at <= today)
  const forecast = forecastOf(known, goal.baseline, cycle, due)
  const misses = forecast !== null && isHit(forecast.value, goal) === false
  const points = pointsOfCycle(known, cycle)
  const long = quietDays(every)
  const isSilent = daysBetween(points.at(-1)?.at ?? cycle.starts, today) >= long
  if (!misses && !isSilent) return null
  const since = unmovedFrom(points, goal.baseline, cycle)
  return {
    forecast: misses ? forecast : null,
    threshold: thresholdOf(goal),
    unmovedSince: daysBetween(since, today) >= long ? since : null,
  }
}

/** How long nothing may come before that is news: 3 weeks, or 1.5 × the KPI's own interval if that is longer. In days. */
export function quietDays(every: Every | null): number {
  return Math.max(21, every === null ? 0 : 1.5 * every.count * daysOf[every.unit])
}

/** `unmoved for 3 weeks and forecast to end at 6.1 %, not 5 %`: what follows "on track, but". */
export function divergenceInWords(
  { forecast, threshold, unmovedSince }: Divergence,
  unit: string | null,
  today: LocalDate,
): string {
  const weeks = unmovedSince === null ? 0 : Math.floor(daysBetween(unmovedSince, today) / 7)
  const unmoved = unmovedSince === null ? [] : [`unmoved for ${weeks} weeks`]
  const short = threshold === null ? '' : `, not ${formatValue(threshold, unit)}`
  const ends = forecast === null ? [] : [`forecast to end at ${formatValue(forecast.value, unit)}${short}`]
  return [...unmoved, ...ends].join(' and ')
}

const daysOf = { day: 1, week: 7, month: 365.2425 / 12 } as const

/** The first date of the value that still stands; the baseline stands from the cycle's first day. */
function unmovedFrom(points: readonly Point[], baseline: number | null, { starts }: Span): LocalDate {
  const value = points.at(-1)?.value ?? baseline
  const moved = points.findLastIndex((point) => point.value !== value)
  const first = points[moved + 1]
  if (first === undefined || (moved === -1 && baseline === value)) return starts
  return first.at
}
