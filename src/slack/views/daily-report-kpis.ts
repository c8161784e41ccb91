import type { Block, KnownBlock, TableBlock } from '@slack/types'
import { chartLimits, slackChart } from '../../charts/slack-chart.ts'
import { textTrend, trendInWords } from '../../charts/text-trend.ts'
import { longDate } from '../../domain/dates.ts'
import { formatLimit } from '../../domain/kpis.ts'
import type { LocalDate } from '../../domain/local-time.ts'
import { formatChange, formatValue } from '../../domain/numbers.ts'
import type { PaceStatus } from '../../domain/pace.ts'
import type { ReportKpi } from '../../usecases/daily-report/report-kpis.ts'
import { context } from '../blocks/blocks.ts'
import { andMore } from '../blocks/fit.ts'
import { escape, oneLine, shorten } from '../blocks/text.ts'

const statusMarks: Record<PaceStatus, string> = { met: '✅', 'on pace': '🟢', behind: '🟡', 'no data': '⚪' }

const columns = ['KPI', 'Baseline', 'Now', 'Target', 'Status', 'Change', 'Age'] as const

/** Every KPI in a row; what is left out is said below. */
export function kpiTable(kpis: readonly ReportKpi[], most: number): KnownBlock[] {
  if (kpis.length === 0) return []
  const rows = kpis.slice(0, most).map((kpi) => rowOf(kpi).map(cell))
  const table: TableBlock = {
    type: 'table',
    rows: [columns.map(cell), ...rows],
    column_settings: columns.map((_, index) => ({
      align: index >= 1 && index <= 3 ? ('right' as const) : ('left' as const),
      is_wrapped: index === 0,
    })),
  }
  return [table, ...andMore(kpis.length - most).map((line) => context(line))]
}

function rowOf(kpi: ReportKpi): string[] {
  const { name, unit, baseline, target, current } = kpi
  const value = (one: number | null) => (one === null ? '–' : formatValue(one, unit))
  return [
    shorten(oneLine(name), 60),
    value(baseline),
    value(current?.value ?? null),
    value(target),
    statusCell(kpi),
    changeWords(kpi) ?? '–',
    ageCell(kpi),
  ]
}

function cell(text: string) {
  return { type: 'raw_text' as const, text: text === '' ? '–' : text }
}

function statusCell({ status, broken }: ReportKpi): string {
  const word = status === null ? 'no target' : `${statusMarks[status]} ${status}`
  return broken ? `🔴 limit ${formatLimit(broken)} broken` : word
}

function changeWords({ change, unit }: ReportKpi): string | null {
  return change && `${formatChange(change.by, unit)} since ${longDate(change.since)}`
}

function ageCell({ current, added }: ReportKpi): string {
  if (current === null) return 'no reading yet'
  return `${added > 0 ? 'new, ' : ''}${ageWords(current.days)}`
}

function ageWords(days: number): string {
  if (days === 0) return 'of today'
  return days === 1 ? '1 day old' : `${days} days old`
}

/** A row in a sentence, for whoever reads no table. */
export function kpiLine(kpi: ReportKpi): string {
  const { name, unit, baseline, target, current, status, broken } = kpi
  const from = baseline === null ? '' : `baseline ${formatValue(baseline, unit)}, `
  const to = target === null ? 'no target' : `target ${formatValue(target, unit)}`
  const now = current === null ? 'no reading yet' : formatValue(current.value, unit)
  const facts = [
    status,
    broken && `limit ${formatLimit(broken)} broken`,
    changeWords(kpi),
    current && `reading ${ageCell(kpi)}`,
  ]
  return escape(`${oneLine(name)}: ${now} (${from}${to}), ${facts.filter(Boolean).join(', ')}.`)
}

/** All that the chart shows, in words. */
export function kpiTrendLine({ unit, trend }: ReportKpi): string {
  const points = trend.points.map(
    ({ at, value }) => `${labelOf(at, trend.points.at(-1)?.at ?? at)} ${formatValue(value, unit)}`,
  )
  return escape(points.length > 1 ? `Trend: ${points.join(', ')}.` : '')
}

/**
 * The trends of two KPIs as charts, those with news first; those of the others in words, and all where charts are
 * refused: at most so many, and how many more there are.
 */
export function chartBlocks(kpis: readonly ReportKpi[], charts: boolean, most: number): (KnownBlock | Block)[] {
  const drawable = kpis.filter(({ trend }) => trend.points.length > 1)
  const newsFirst = [...drawable].sort((a, b) => Number(b.added > 0) - Number(a.added > 0))
  const drawn = charts ? newsFirst.slice(0, chartLimits.perMessage) : []
  const others = newsFirst.filter((kpi) => !drawn.includes(kpi))
  const lines = [
    ...others.slice(0, most).map((kpi) => trendWords(kpi, true)),
    ...andMore(others.length - most, ' trends'),
  ]
  return [
    ...drawn.flatMap((kpi) => [...chartOf(kpi), context(trendWords(kpi, false))]),
    ...inTens(lines).map((some) => context(...some)),
  ]
}

/** Slack takes ten elements in one block. */
function inTens(lines: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(lines.length / 10) }, (_, ten) => lines.slice(ten * 10, ten * 10 + 10))
}

function chartOf({ name, unit, target, trend }: ReportKpi): Block[] {
  const { points } = trend
  const last = points.at(-1)?.at ?? ''
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

/** A chart's words: where it went, what is missing in it, and where it leads. */
function trendWords({ name, trend, baseline, target, unit, forecast }: ReportKpi, bars: boolean): string {
  const { points, dates, gaps } = trend
  const shown = { readings: points, baseline, target, unit }
  const said = [
    `${bars ? textTrend(shown) : trendInWords(shown)}.`,
    forecast &&
      `Going on like this it ends at ${formatValue(roughly(forecast.value), unit)} on ${longDate(forecast.on)}.`,
    dates > points.length && `${points.length} of ${dates} readings are drawn, those that keep the shape.`,
    gaps.length > 0 && gapWords(gaps),
  ]
  return `*${escape(oneLine(name))}* ${escape(said.filter(Boolean).join(' '))}`
}

/** A forecast is not known to the second digit. */
function roughly(value: number): number {
  return Number(value.toPrecision(3))
}

function gapWords([longest, ...more]: ReportKpi['trend']['gaps']): string {
  if (!longest) return ''
  const others = more.length === 0 ? '' : more.length === 1 ? ', and 1 more gap' : `, and ${more.length} more gaps`
  return `No reading between ${longDate(longest.after)} and ${longDate(longest.before)}${others}.`
}

/** What else has to be said of readings: where the new ones come from, and where sources disagree. */
export function notesOn(kpis: readonly ReportKpi[]): KnownBlock[] {
  const fresh = kpis.flatMap(({ name, unit, current, added }) =>
    current === null || added === 0
      ? []
      : `${name} ${formatValue(current.value, unit)}: ${current.source}${current.note ? `, “${shorten(current.note, 80)}”` : ''}`,
  )
  const disagreements = kpis.flatMap(({ name, unit, current, others }) => {
    if (!current || others.length === 0) return []
    const theirs = others.map(({ value, source }) => `${formatValue(value, unit)} (${source})`).join(', ')
    return `⚠️ ${name}: sources disagree on ${longDate(current.at)}. ${formatValue(current.value, unit)} (${current.source}) came last and is used; also ${theirs}.`
  })
  const more = fresh.length > 5 ? ` · and ${fresh.length - 5} more` : ''
  const sources = fresh.length === 0 ? [] : [`New from ${fresh.slice(0, 5).join(' · ')}${more}`]
  const notes = [...sources, ...disagreements.slice(0, 5), ...andMore(disagreements.length - 5, ' disagreements')]
  return notes.length === 0 ? [] : [context(...notes.map((note) => escape(oneLine(note))))]
}

/** `9 Jan`; with its year when that is not the last one's. */
function labelOf(at: LocalDate, last: LocalDate): string {
  const short = longDate(at).replace(/^(\d+ \w{3})\w*/, '$1')
  return at.slice(0, 4) === last.slice(0, 4) ? short : `${short} ${at.slice(0, 4)}`
}
