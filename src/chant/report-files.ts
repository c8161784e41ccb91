import type { ReportFile } from '../domain/report-files.ts'
import { readDocuments } from './documents.ts'
import { parseReportTable } from './report-table.ts'
import type { ChantRepository } from './repository.ts'
import { titleOf } from './spec-file.ts'

/** The figures in these files, as they are committed; a file without a table of figures is left out. */
export async function readReportFiles(repository: ChantRepository, paths: readonly string[]): Promise<ReportFile[]> {
  const documents = await readDocuments(repository, paths)
  return [...documents].flatMap(([path, document]) => {
    if ('problem' in document) return []
    const { date, rows, problems } = parseReportTable(document.text)
    if (rows.length === 0) return []
    const figures = rows.flatMap(({ metric, current, line }) => (current ? { metric, value: current, line } : []))
    return { path, blob: document.blob, title: titleOf(document.text), date, figures, problems }
  })
}
