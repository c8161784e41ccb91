import type { LocalDate } from '../domain/local-time.ts'
import { parseValue, type TypedValue } from '../domain/numbers.ts'

/** One row of a report's *Metric | Baseline | Current | Target | Status* table. */
export interface ReportRow {
  metric: string
  baseline: TypedValue | null
  /** Null when the report has no value (`–`, `n/a`, nothing). */
  current: TypedValue | null
  target: TypedValue | null
  status: string | null
  /** Counted from 1. */
  line: number
}

export interface ReportTable {
  /** The date in the report's first heading; null when there is none. */
  date: LocalDate | null
  rows: ReportRow[]
  /** Cells that hold no number, a sentence each with its line. */
  problems: { line: number; text: string }[]
}

/**
 * The figures of a report file as chant's agents write them: every table whose header has *Metric* (or *KPI*) and
 * *Current*, with the other columns in any order. Numbers are read as people write them: `6,2 %`, `$2.5M`, `<250`,
 * `40+`, `8% (Dec 2025)`. Tables in code fences are examples, not figures.
 */
export function parseReportTable(markdown: string): ReportTable {
  const report: ReportTable = { date: null, rows: [], problems: [] }
  let isFenced = false
  let previous: string[] = []
  let columns: Columns | null = null
  for (const [index, line] of markdown.split(/\r?\n/).entries()) {
    if (/^\s{0,3}(```|~~~)/.test(line)) isFenced = !isFenced
    if (isFenced || !line.includes('|')) {
      report.date ??= /^#.*?\b(\d{4}-\d\d-\d\d)\b/.exec(isFenced ? '' : line)?.[1] ?? null
      previous = []
      columns = null
      continue
    }
    const cells = cellsOf(line)
    if (isDelimiter(cells)) columns = columnsOf(previous)
    else if (columns) addRow(report, columns, cells, index + 1)
    previous = cells
  }
  return report
}

const names = {
  metric: ['metric', 'kpi'],
  baseline: ['baseline'],
  current: ['current'],
  target: ['target'],
  status: ['status'],
}
type Columns = Record<keyof typeof names, number>

/** Where the columns stand; null when this is another kind of table. */
function columnsOf(header: readonly string[]): Columns | null {
  const place = (name: keyof typeof names) => header.findIndex((cell) => names[name].includes(cell.toLowerCase()))
  const columns = {
    metric: place('metric'),
    baseline: place('baseline'),
    current: place('current'),
    target: place('target'),
    status: place('status'),
  }
  return columns.metric >= 0 && columns.current >= 0 ? columns : null
}

function addRow(report: ReportTable, columns: Columns, cells: readonly string[], line: number): void {
  const metric = cells[columns.metric] ?? ''
  if (metric === '') return
  const value = (name: 'baseline' | 'current' | 'target'): TypedValue | null => {
    const cell = (cells[columns[name]] ?? '').replace(/\s*\([^()]*\)\s*$/, '')
    if (/^([-–—?.…]*|n\/?a|none|not reported|tbd)$/i.test(cell)) return null
    const parsed = parseValue(cell)
    if (!('problem' in parsed)) return parsed
    report.problems.push({ line, text: `${metric.slice(0, 80)}, ${name}: ${parsed.problem}` })
    return null
  }
  const status = cells[columns.status] || null
  report.rows.push({
    metric,
    baseline: value('baseline'),
    current: value('current'),
    target: value('target'),
    status,
    line,
  })
}

/** The cells as plain text: a bar in a cell is written `\|`; emphasis, code marks and link addresses are left out. */
function cellsOf(line: string): string[] {
  const inner = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inner.split(/(?<!\\)\|/).map((cell) =>
    cell
      .replace(/\\\|/g, '|')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\*\*|__|`/g, '')
      .trim(),
  )
}

function isDelimiter(cells: readonly string[]): boolean {
  return cells.every((cell) => /^:?-+:?$/.test(cell))
}
