import type { Kpi } from './kpis.ts'
import type { LocalDate } from './local-time.ts'
import type { TypedValue } from './numbers.ts'

/** A figure of a report file. */
export interface ReportFigure {
  metric: string
  value: TypedValue
  /** Counted from 1. */
  line: number
}

/** A markdown file in which a spec reports figures. */
export interface ReportFile {
  path: string
  /** git's name for the content. */
  blob: string
  /** Its first heading. */
  title: string | null
  /** The day it is about, from that heading. */
  date: LocalDate | null
  figures: ReportFigure[]
  /** Cells that hold no number. */
  problems: { line: number; text: string }[]
}

/**
 * The KPI that a report means by a metric: the one of this id or name, else the only one whose id it has in it word by
 * word (`Monthly churn` is `churn`, `Support tickets/week` is `support_tickets`). Null: none, or it could be several.
 */
export function kpiOfMetric(metric: string, kpis: readonly Kpi[]): Kpi | null {
  const said = wordsOf(metric)
  const same = (text: string) => wordsOf(text).join(' ') === said.join(' ')
  const exact = kpis.find(({ id, name }) => same(id) || same(name))
  if (exact) return exact
  const [only, another] = kpis.filter(({ id }) => wordsOf(id).every((word) => said.includes(word)))
  return only !== undefined && another === undefined ? only : null
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
