import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { ApprovalId } from '../../domain/approvals.ts'
import type { LocalDate } from '../../domain/local-time.ts'
import type { SpecId } from '../../domain/specs.ts'
import type { Db } from '../../platform/db.ts'
import { chantFiles } from '../tables/approvals.ts'

/** Files the app commits to a chant project on somebody's behalf, and how far that is. */
export type ChantFiles = typeof chantFiles.$inferSelect

export type NewChantFiles = Omit<ChantFiles, 'id' | 'state' | 'problem' | 'commit' | 'writtenAt'>

export function addChantFiles(tx: Db, files: NewChantFiles): number {
  return tx
    .insert(chantFiles)
    .values({ ...files, files: [...files.files], state: 'telling' })
    .returning({ id: chantFiles.id })
    .get().id
}

export function findChantFiles(db: Db, id: number): ChantFiles | null {
  return db.select().from(chantFiles).where(eq(chantFiles.id, id)).get() ?? null
}

export function changeChantFiles(
  tx: Db,
  id: number,
  change: Partial<Pick<ChantFiles, 'state' | 'problem' | 'commit' | 'writtenAt' | 'files' | 'specId' | 'askedAt'>>,
): void {
  tx.update(chantFiles).set(change).where(eq(chantFiles.id, id)).run()
}

/** What the app wrote because of an approval, oldest first. */
export function listChantFilesOf(db: Db, approvalId: ApprovalId): ChantFiles[] {
  return db.select().from(chantFiles).where(eq(chantFiles.approvalId, approvalId)).orderBy(asc(chantFiles.id)).all()
}

/** Who had the app make a spec, when it was the app. */
export function findSpecMade(db: Db, repository: string, specId: SpecId): ChantFiles | null {
  const of = and(eq(chantFiles.repository, repository), eq(chantFiles.specId, specId))
  return db.select().from(chantFiles).where(of).orderBy(desc(chantFiles.id)).get() ?? null
}

/** The ids of a repository's specs of one day: those that were read, archived ones too, and those on their way. */
export function listSpecIdsOfDay(db: Db, repository: string, date: LocalDate): SpecId[] {
  const from = `${date}-`
  const to = `${date}.`
  const rows = db.all<{ id: string }>(sql`
    select spec_id as id from chant_specs where repository = ${repository} and spec_id >= ${from} and spec_id < ${to}
    union
    select spec_id as id from chant_files where repository = ${repository} and spec_id >= ${from} and spec_id < ${to}`)
  return rows.map(({ id }) => id)
}

/** The labels of a repository's specs, the most used first. */
export function listLabelsOf(db: Db, repository: string): string[] {
  const rows = db.all<{ label: string }>(sql`
    select value as label from chant_specs, json_each(labels)
    where repository = ${repository} group by value order by count(*) desc, value`)
  return rows.map(({ label }) => label)
}
