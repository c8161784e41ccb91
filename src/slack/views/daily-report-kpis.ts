import type { Block, KnownBlock, TableBlock } from '@slack/types'
import { chartLimits } from '../../charts/slack-chart.ts'
import { longDate } from '../../domain/dates.ts'
import { limitInWords } from '../../domain/kpis.ts'
import { formatChange, formatValue } from '../../domain/numbers.ts'
import type { PaceStatus } from '../../domain/pace.ts'
import type { ReportKpi } from '../../usecases/daily-report/report-kpis.ts'
import { context } from '../blocks/blocks.ts'
import { andMore } from '../blocks/fit.ts'
import { clip, escape, oneLine, shorten } from '../blocks/text.ts'
import { pointsInWords, trendChart, trendSentence } from './trend-parts.ts'

const statusMarks: Record<PaceStatus, string> = { met: '✅', 'on pace': '🟢', behind: '🟡', 'no data': '⚪' }

const columns = ['KPI', 'Baseline', 'Now', 'Target', 'Status', 'Change', 'Age'] as const

/** KPIs as a table, one row each (see `kpiRow`); what is left out is said below. */
export function kpiTable(rows: readonly (readonly string[])[], most: number): KnownBlock[] {
  if (rows.length === 0) return []
  const table: TableBlock = {
    type: 'table',
    rows: [columns, ...rows.slice(0, most)].map((row) => row.map(cell)),
    column_settings: columns.map((_, index) => ({
      align: index >= 1 && index <= 3 ? ('right' as const) : ('left' as const),
      is_wrapped: index === 0,
    })),
  }
  return [table, ...andMore(rows.length - most, ' KPIs').map((line) => context(line))]
}

export function kpiRow(kpi: ReportKpi): string[] {
  const { name, unit, baseline, target, current } = kpi
  const value = (one: number | null) => (one === null ? '–' : formatValue(one, unit))
  return [
    clip(name, 60),
    value(baseline),
    value(current?.value ?? null),
    value(target),
    statusCell(kpi),
    changeWords(kpi) ?? '–',
    ageCell(kpi),
  ]
}

function cell(text: string) {
  return { type: 'raw_text' as const, text: clip(text, 80) || '–' }
}

function statusCell({ status, broken }: ReportKpi): string {
  const word = status === null ? 'no target' : `${statusMarks[status]} ${status}`
  return broken ? `🔴 outside its limit, ${limitInWords(broken)}` : word
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
    broken && `outside its limit, ${limitInWords(broken)}`,
    changeWords(kpi),
    current && `reading ${ageCell(kpi)}`,
  ]
  const known = [`${clip(name, 60)}: ${clip(now, 80)} (${clip(from + to, 160)})`, ...facts.filter(Boolean)]
  return escape(`${known.join(', ')}.`)
}

/** All that its chart shows, in words; empty without one. */
export function kpiTrendLine(kpi: ReportKpi): string {
  return kpi.trend.points.length > 1 ? `Trend: ${pointsInWords(kpi)}.` : ''
}

/** The trends of two KPIs as charts, those with news first; those of the others in words, and all without `charts`. */
export function trendsOf(
  kpis: readonly ReportKpi[],
  charts: boolean,
): { charts: (KnownBlock | Block)[]; lines: string[] } {
  const drawable = kpis.filter(({ trend }) => trend.points.length > 1)
  const newsFirst = [...drawable].sort((a, b) => Number(b.added > 0) - Number(a.added > 0))
  const drawn = charts ? newsFirst.slice(0, chartLimits.perMessage) : []
  return {
    charts: drawn.flatMap((kpi) => [...trendChart(kpi), context(trendSentence(kpi, { bars: false }))]),
    lines: newsFirst.slice(drawn.length).map((kpi) => trendSentence(kpi, { bars: true })),
  }
}

/** What else has to be said of readings: where the new ones come from, and where sources disagree. */
export function notesOn(kpis: readonly ReportKpi[]): KnownBlock[] {
  const disagreements = kpis.flatMap(({ name, unit, current, others }) => {
    if (!current || others.length === 0) return []
    const theirs = others.map(({ value, source }) => `${formatValue(value, unit)} (${source})`).join(', ')
    return `⚠️ ${name}: sources disagree on ${longDate(current.at)}. ${formatValue(current.value, unit)} (${current.source}) came last and is used; also ${theirs}.`
  })
  const notes = [...newFrom(kpis), ...disagreements.slice(0, 5)].map((note) => escape(shorten(oneLine(note), 500)))
  const lines = [...notes, ...andMore(disagreements.length - 5, ' such disagreements')]
  return lines.length === 0 ? [] : [context(...lines)]
}

/** `New from chant reports/kpi.md: Churn 6.2 %, Activation 68 %`, one line for each of at most four sources. */
function newFrom(kpis: readonly ReportKpi[]): string[] {
  const fresh = kpis.filter(({ added, current }) => added > 0 && current !== null)
  const bySource = Map.groupBy(fresh, ({ current }) => sourceOf(current))
  const lines = [...bySource].map(([source, some]) => {
    const values = some
      .slice(0, 6)
      .map(({ name, unit, current }) => `${name} ${formatValue(current?.value ?? 0, unit)}`)
    return `New from ${source}: ${values.join(', ')}${some.length > 6 ? ` and ${some.length - 6} more` : ''}`
  })
  return lines.length <= 4 ? lines : [...lines.slice(0, 3), `New from ${lines.length - 3} more sources`]
}

function sourceOf(current: ReportKpi['current']): string {
  if (current === null) return ''
  return current.note ? `${current.source} (${shorten(current.note, 80)})` : current.source
}
