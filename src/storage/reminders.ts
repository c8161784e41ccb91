import { and, eq } from 'drizzle-orm'
import type { Db } from '../platform/db.ts'
import { among, listed, prepared } from '../platform/prepared.ts'
import { reminders } from './tables/check-ins.ts'

export type DecidedReminder = typeof reminders.$inferSelect

/** Records that a reminder's hour has come. False when it was decided before: the first decision stands. */
export function addReminder(db: Db, reminder: DecidedReminder): boolean {
  return db.insert(reminders).values(reminder).onConflictDoNothing().run().changes === 1
}

/** The reminders of these requests that were decided, by request. */
export function listReminders(db: Db, requestIds: readonly number[]): Map<number, DecidedReminder[]> {
  const rows = ofRequests(db).all({ ids: listed(requestIds) })
  return Map.groupBy(rows, ({ requestId }) => requestId)
}

export function findReminder(db: Db, requestId: number, number: 1 | 2): DecidedReminder | null {
  const which = and(eq(reminders.requestId, requestId), eq(reminders.number, number))
  return db.select().from(reminders).where(which).get() ?? null
}

const ofRequests = prepared((db) =>
  db.select().from(reminders).where(among(reminders.requestId)).orderBy(reminders.number).prepare(),
)
