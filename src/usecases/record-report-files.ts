import type { Kpi } from '../domain/kpis.ts'
import { parseReading } from '../domain/numbers.ts'
import { kpiOfMetric, type ReportFigure, type ReportFile } from '../domain/report-files.ts'
import { type Db, transact } from '../platform/db.ts'
import { findReportFile, saveReportFile } from '../storage/chant-report-files.ts'
import { listKpis } from '../storage/kpis.ts'
import { recordReadings, type SaidReading } from './readings/record-readings.ts'

/**
 * Takes the figures of report files as readings, those that can be used; what cannot is kept as a sentence each. A file
 * that stands as it was last read is left alone. A metric that no KPI is called by is none of ours.
 */
export function recordReportFiles(db: Db, repository: string, files: readonly ReportFile[], now: Date): void {
  for (const file of files) {
    transact(db, (tx) => {
      if (findReportFile(tx, repository, file.path)?.blob === file.blob) return
      const problems = record(tx, file, now)
      saveReportFile(tx, { repository, path: file.path, blob: file.blob, problems, readAt: now })
    })
  }
}

function record(tx: Db, { path, title, date, figures, problems: unread }: ReportFile, now: Date): string[] {
  const problems = unread.map(({ line, text }) => `line ${line}: ${text}`)
  const kpis = listKpis(tx)
  const meant = figures.flatMap((figure) => {
    const kpi = kpiOfMetric(figure.metric, kpis)
    return kpi ? [{ figure, kpi }] : []
  })
  if (meant.length === 0) return []
  if (date === null)
    return [...problems, 'its first heading has no date like 2026-01-28, so its figures cannot be used']
  for (const { figure, kpi } of meant) {
    const value = readingOf(figure, kpi)
    const said: SaidReading = {
      kpi: kpi.id,
      at: date,
      value: 0,
      source: `chant ${path}`.slice(0, 200),
      note: noteOf(title),
    }
    const outcome = 'problem' in value ? value : recordReadings(tx, [{ ...said, ...value }], { by: null }, now)
    if ('problem' in outcome) problems.push(`line ${figure.line}: ${outcome.problem}`)
    else if (outcome.kind === 'invalid') {
      problems.push(...outcome.problems.map(({ message }) => `line ${figure.line}: ${figure.metric}: ${message}`))
    }
  }
  return problems
}

function readingOf(
  { metric, value: { value, unit, bound } }: ReportFigure,
  kpi: Kpi,
): { value: number } | { problem: string } {
  if (bound !== null) return { problem: `${metric} is a bound, not a value` }
  // Only the unit is in question: the number is read already.
  if (unit !== null && 'problem' in parseReading(`1 ${unit}`, kpi.unit)) {
    return { problem: `${metric} is in ${unit}, and ${kpi.name} is ${kpi.unit ? `in ${kpi.unit}` : 'a plain number'}` }
  }
  return { value }
}

function noteOf(title: string | null): string | null {
  return title === null ? null : title.slice(0, 500)
}
