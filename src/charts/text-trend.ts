import { longDate } from '../domain/dates.ts'
import type { Point } from '../domain/forecast.ts'
import type { LocalDate } from '../domain/local-time.ts'
import { formatChange, formatValue } from '../domain/numbers.ts'
import { directionOf } from '../domain/progress.ts'
import { sparkline } from './sparkline.ts'

/** A measure and its readings, oldest first. */
export interface Trend {
  readings: readonly Point[]
  baseline: number | null
  target: number | null
  unit: string | null
}

/** As many as Slack's chart has points. */
const mostBars = 20

/**
 * What a chart shows, in words and a row of bars, for where Slack draws no chart and for whoever cannot see one:
 * `█▆▄▁ fell from 8 % to 6.2 % since 31 October, 1.2 pp from the target of 5 %`.
 */
export function textTrend(trend: Trend): string {
  const { readings } = trend
  const bars =
    readings.length > 1
      ? `${sparkline(
          readings.map(({ value }) => value),
          mostBars,
        )} `
      : ''
  return `${bars}${trendInWords(trend)}`
}

/** The same without the bars: `fell from 8 % to 6.2 % since 31 October, 1.2 pp from the target of 5 %`. */
export function trendInWords({ readings, baseline, target, unit }: Trend): string {
  const [first, last] = [readings[0], readings.at(-1)]
  if (first === undefined || last === undefined) {
    return target === null ? 'no reading yet' : `no reading yet, target ${formatValue(target, unit)}`
  }
  return [movement(first, last, readings.length, unit), distance(last.value, baseline ?? first.value, target, unit)]
    .filter((part) => part !== null)
    .join(', ')
}

function movement(first: Point, last: Point, count: number, unit: string | null): string {
  const value = formatValue(last.value, unit)
  if (count === 1) return `${value} on ${longDate(last.at)}`
  const from = formatValue(first.value, unit)
  if (from === value) return `unchanged at ${value} since ${day(first.at, last.at)}`
  return `${last.value > first.value ? 'rose' : 'fell'} from ${from} to ${value} since ${day(first.at, last.at)}`
}

/** How far the target still is; it counts as reached from the side the measure comes from. */
function distance(value: number, from: number, target: number | null, unit: string | null): string | null {
  if (target === null) return null
  const shown = formatValue(target, unit)
  const direction = directionOf(from, target)
  const left = direction === 'up' ? target - value : direction === 'down' ? value - target : Math.abs(target - value)
  if (left <= 0) return `the target of ${shown} is reached`
  return `${formatChange(left, unit).replace('+', '')} from the target of ${shown}`
}

/** The year is said when it is another one. */
function day(date: LocalDate, last: LocalDate): string {
  const [year] = date.split('-')
  return last.startsWith(`${year}-`) ? longDate(date) : `${longDate(date)} ${year}`
}
