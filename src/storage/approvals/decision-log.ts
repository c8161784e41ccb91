import { asc, desc, eq, inArray } from 'drizzle-orm'
import type { KeyResultId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { decisionLog, decisionLogKeyResults } from '../tables/approvals.ts'

/** One decision for the record. */
export type LoggedDecision = typeof decisionLog.$inferSelect & { keyResultIds: KeyResultId[] }

/** Records a decision; once for each decision on an approval. */
export function logDecision(
  tx: Db,
  entry: Omit<typeof decisionLog.$inferInsert, 'id'>,
  keyResultIds: readonly KeyResultId[],
): void {
  const row = tx.insert(decisionLog).values(entry).onConflictDoNothing().returning({ id: decisionLog.id }).get()
  if (!row) return
  for (const keyResultId of keyResultIds) {
    tx.insert(decisionLogKeyResults).values({ entryId: row.id, keyResultId }).run()
  }
}

/** The cycles in which something was decided. */
export function listLoggedCycles(db: Db): number[] {
  const rows = db.selectDistinct({ id: decisionLog.cycleId }).from(decisionLog).all()
  return rows.flatMap(({ id }) => id ?? [])
}

/** Newest first; of one key result, or of all. */
export function listLoggedDecisions(db: Db, keyResultId?: KeyResultId): LoggedDecision[] {
  const ids =
    keyResultId === undefined
      ? null
      : db
          .select({ id: decisionLogKeyResults.entryId })
          .from(decisionLogKeyResults)
          .where(eq(decisionLogKeyResults.keyResultId, keyResultId))
          .all()
          .map(({ id }) => id)
  const entries = db
    .select()
    .from(decisionLog)
    .where(ids === null ? undefined : inArray(decisionLog.id, ids))
    .orderBy(desc(decisionLog.at), desc(decisionLog.id))
    .all()
  const ties = db.select().from(decisionLogKeyResults).orderBy(asc(decisionLogKeyResults.keyResultId)).all()
  const byEntry = Map.groupBy(ties, ({ entryId }) => entryId)
  return entries.map((entry) => ({
    ...entry,
    keyResultIds: (byEntry.get(entry.id) ?? []).map((tie) => tie.keyResultId),
  }))
}
