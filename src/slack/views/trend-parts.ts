import type { Block } from '@slack/types'
import { slackChart } from '../../charts/slack-chart.ts'
import { textTrend, trendInWords } from '../../charts/text-trend.ts'
import { longDate } from '../../domain/dates.ts'
import type { Forecast } from '../../domain/forecast.ts'
import type { LocalDate } from '../../domain/local-time.ts'
import { formatValue } from '../../domain/numbers.ts'
import { progressOf } from '../../domain/progress.ts'
import type { Gap, Trend } from '../../domain/trends.ts'
import { escape, oneLine, shorten } from '../blocks/text.ts'

/** A measure over time, with what it is to become. */
export interface ShownTrend {
  name: string
  unit: string | null
  baseline: number | null
  target: number | null
  trend: Trend
  forecast: Forecast | null
}

/** The readings and the target as Slack's own chart; nothing below two readings. */
export function trendChart({ name, unit, target, trend: { points } }: ShownTrend): Block[] {
  const last = points.at(-1)?.at ?? ''
  if (points.length < 2) return []
  const chart = slackChart({
    type: 'line',
    title: unit && unit !== 'count' ? `${shorten(name, 40)} (${unit})` : name,
    categories: points.map(({ at }) => labelOf(at, last)),
    series: [
      { name: 'Measured', values: points.map(({ value }) => value) },
      ...(target === null ? [] : [{ name: 'Target', values: points.map(() => target) }]),
    ],
  })
  return chart ? [chart] : []
}

/** What the chart shows in a sentence or two: where it went, where it leads, what is missing in it. */
export function trendSentence(shown: ShownTrend, { bars }: { bars: boolean }): string {
  const { name, trend, baseline, target, unit } = shown
  const { points, dates, gaps } = trend
  const told = { readings: points, baseline, target, unit }
  const said = [
    `${bars ? textTrend(told) : trendInWords(told)}.`,
    forecastWords(shown),
    dates > points.length && `${points.length} of ${dates} readings are drawn, those that keep the shape.`,
    gapWords(gaps),
  ]
  return `*${escape(shorten(oneLine(name), 100))}* ${escape(said.filter(Boolean).join(' '))}`
}

/** Every point of the chart: `31 Oct 7 %, 31 Dec 8 %`. */
export function pointsInWords({ unit, trend: { points } }: Pick<ShownTrend, 'unit' | 'trend'>): string {
  const last = points.at(-1)?.at ?? ''
  return escape(points.map(({ at, value }) => `${labelOf(at, last)} ${formatValue(value, unit)}`).join(', '))
}

/** A line drawn on beyond the target says no more than that it gets there. */
function forecastWords({ baseline, target, unit, forecast }: ShownTrend): string | null {
  if (forecast === null) return null
  const on = longDate(forecast.on)
  const { value } = forecast
  if (progressOf({ baseline, current: value, target }) === 1)
    return `Going on like this it reaches the target by ${on}.`
  // It is not known to the third digit.
  return `Going on like this it is at ${formatValue(Number(value.toPrecision(3)), unit)} on ${on}.`
}

function gapWords([longest, ...more]: readonly Gap[]): string {
  if (!longest) return ''
  const others = more.length === 0 ? '' : more.length === 1 ? ', and 1 more gap' : `, and ${more.length} more gaps`
  return `No reading between ${longDate(longest.after)} and ${longDate(longest.before)}${others}.`
}

/** `9 Jan`; with its year when that is not the last one's. */
function labelOf(at: LocalDate, last: LocalDate): string {
  const short = longDate(at).replace(/^(\d+ \w{3})\w*/, '$1')
  return at.slice(0, 4) === last.slice(0, 4) ? short : `${short} ${at.slice(0, 4)}`
}
