import { and, asc, eq } from 'drizzle-orm'
import type { ApprovalNews } from '../../domain/approval-news.ts'
import type { ApprovalId } from '../../domain/approvals.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { SpecId } from '../../domain/specs.ts'
import type { Db } from '../../platform/db.ts'
import { approvalFollowed, approvalNews, approvalRemarks } from '../tables/approvals.ts'

export interface KeptNews {
  id: number
  approvalId: ApprovalId
  news: ApprovalNews
  personId: PersonId | null
  at: Date
}

export function addNews(tx: Db, row: Omit<KeptNews, 'id'>): number {
  return tx.insert(approvalNews).values(row).returning({ id: approvalNews.id }).get().id
}

/** Throws when it is missing: a bug. */
export function getNews(db: Db, id: number): KeptNews {
  const row = db.select().from(approvalNews).where(eq(approvalNews.id, id)).get()
  if (!row) throw new Error(`no news ${id}`)
  return row
}

/** Everything that was told in an approval's thread, in order. */
export function listNews(db: Db, approvalId: ApprovalId): KeptNews[] {
  return db
    .select()
    .from(approvalNews)
    .where(eq(approvalNews.approvalId, approvalId))
    .orderBy(asc(approvalNews.id))
    .all()
}

/** What people wrote in the thread of an approval. */
export interface Remark {
  ts: string
  byName: string
  text: string
  at: Date
}

/** Replaces what is kept of a thread by what stands there now. */
export function saveRemarks(tx: Db, approvalId: ApprovalId, remarks: readonly Remark[]): void {
  tx.delete(approvalRemarks).where(eq(approvalRemarks.approvalId, approvalId)).run()
  for (const remark of remarks)
    tx.insert(approvalRemarks)
      .values({ approvalId, ...remark })
      .run()
}

export function listRemarks(db: Db, approvalId: ApprovalId): Remark[] {
  return db
    .select({
      ts: approvalRemarks.ts,
      byName: approvalRemarks.byName,
      text: approvalRemarks.text,
      at: approvalRemarks.at,
    })
    .from(approvalRemarks)
    .where(eq(approvalRemarks.approvalId, approvalId))
    .orderBy(asc(approvalRemarks.at), asc(approvalRemarks.ts))
    .all()
}

/** Remembers that something about the work was told; false when it was before. */
export function markFollowed(tx: Db, approvalId: ApprovalId, specId: SpecId, event: string, now: Date): boolean {
  const row = { approvalId, specId, event, toldAt: now }
  return tx.insert(approvalFollowed).values(row).onConflictDoNothing().run().changes === 1
}

/** The drivers that were told of in an approval's thread. */
export function listFollowedDrivers(db: Db, approvalId: ApprovalId): SpecId[] {
  return db
    .select({ specId: approvalFollowed.specId })
    .from(approvalFollowed)
    .where(and(eq(approvalFollowed.approvalId, approvalId), eq(approvalFollowed.event, 'driver')))
    .orderBy(asc(approvalFollowed.toldAt), asc(approvalFollowed.specId))
    .all()
    .map(({ specId }) => specId)
}
