import { isLocalDate, type LocalDate } from '../../domain/local-time.ts'

/** What somebody wants of a daily report. */
export type ReportRequest =
  | { kind: 'now' | 'preview' | 'settings' }
  | { kind: 'date'; date: LocalDate }
  /** Not understood. */
  | { kind: 'unknown'; typed: string }

/** `/okr report`, `report now`, `report preview`, `report settings`, `report 2026-01-15`. */
export function parseReportRequest(rest: string): ReportRequest {
  const typed = rest.trim().toLowerCase()
  if (typed === '' || typed === 'preview') return { kind: 'preview' }
  if (typed === 'now' || typed === 'today') return { kind: 'now' }
  if (typed === 'settings') return { kind: 'settings' }
  return isLocalDate(typed) ? { kind: 'date', date: typed } : { kind: 'unknown', typed: rest.trim().slice(0, 60) }
}
