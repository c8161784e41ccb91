import { and, asc, desc, eq } from 'drizzle-orm'
import type { ApprovalId } from '../../domain/approvals.ts'
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
  change: Partial<Pick<ChantFiles, 'state' | 'problem' | 'commit' | 'writtenAt' | 'files' | 'specId'>>,
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
