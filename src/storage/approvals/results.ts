import { asc, eq } from 'drizzle-orm'
import type { ApprovalId } from '../../domain/approvals.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { approvalResults } from '../tables/approvals.ts'

/** What came of an approved finding, by the word of a person; nothing is said while `text` is null. */
export type ApprovalResult = typeof approvalResults.$inferSelect

/** Records who is asked what came of it. False when somebody was asked already. */
export function addResultAsked(tx: Db, approvalId: ApprovalId, askedId: PersonId, now: Date): boolean {
  const row = { approvalId, askedId, askedAt: now }
  return tx.insert(approvalResults).values(row).onConflictDoNothing().run().changes === 1
}

export function findResult(db: Db, approvalId: ApprovalId): ApprovalResult | null {
  return db.select().from(approvalResults).where(eq(approvalResults.approvalId, approvalId)).get() ?? null
}

/** Every finding of which somebody was asked what came of it, oldest first. */
export function listResults(db: Db): ApprovalResult[] {
  return db.select().from(approvalResults).orderBy(asc(approvalResults.askedAt), asc(approvalResults.approvalId)).all()
}

export function saveResult(
  tx: Db,
  approvalId: ApprovalId,
  { text, by }: { text: string; by: PersonId },
  now: Date,
): void {
  const said = { text, saidBy: by, saidAt: now }
  tx.update(approvalResults).set(said).where(eq(approvalResults.approvalId, approvalId)).run()
}
