import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../platform/db.ts'
import { chantReportFiles, chantSpecs } from './tables/chant.ts'

export type KnownReportFile = typeof chantReportFiles.$inferSelect

/** The markdown files that active specs name as their targets, where figures may stand. */
export function listReportPaths(db: Db, repository: string, most: number): string[] {
  const rows = db.values<[string]>(sql`
    select distinct target.value from ${chantSpecs} spec, json_each(spec.target_files) target
    where spec.repository = ${repository} and spec.is_archived = 0 and lower(target.value) like '%.md'
    order by target.value limit ${most}`)
  return rows.map(([path]) => path)
}

export function findReportFile(db: Db, repository: string, path: string): KnownReportFile | null {
  return (
    db
      .select()
      .from(chantReportFiles)
      .where(and(eq(chantReportFiles.repository, repository), eq(chantReportFiles.path, path)))
      .get() ?? null
  )
}

export function saveReportFile(db: Db, file: KnownReportFile): void {
  const { repository, path, ...values } = file
  db.insert(chantReportFiles)
    .values(file)
    .onConflictDoUpdate({ target: [chantReportFiles.repository, chantReportFiles.path], set: values })
    .run()
}

/** What of report files could not be used as they stand now. */
export function listReportFileProblems(db: Db): { repository: string; path: string; problems: string[] }[] {
  return db
    .select()
    .from(chantReportFiles)
    .orderBy(chantReportFiles.repository, chantReportFiles.path)
    .all()
    .filter(({ problems }) => problems.length > 0)
}
