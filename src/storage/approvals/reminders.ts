import type { ApprovalId, ReminderNumber } from '../../domain/approvals.ts'
import type { Db } from '../../platform/db.ts'
import { approvalReminders } from '../tables/approvals.ts'

/** False when that one was decided on before. */
export function addApprovalReminder(tx: Db, approvalId: ApprovalId, number: ReminderNumber, now: Date): boolean {
  return (
    tx.insert(approvalReminders).values({ approvalId, number, decidedAt: now }).onConflictDoNothing().run().changes ===
    1
  )
}

/** Every reminder whose hour has come, by approval. */
export function remindersDone(db: Db): Map<ApprovalId, Set<ReminderNumber>> {
  const done = new Map<ApprovalId, Set<ReminderNumber>>()
  for (const { approvalId, number } of db.select().from(approvalReminders).all()) {
    done.set(approvalId, (done.get(approvalId) ?? new Set()).add(number))
  }
  return done
}
