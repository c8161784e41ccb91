import { eq, inArray } from 'drizzle-orm'
import type { Db } from '../platform/db.ts'
import { askedAgain } from './tables/check-ins.ts'

export type AskedAgain = typeof askedAgain.$inferSelect

/** Records that a lead asked once more. False when that was done this week already. */
export function addAskedAgain(db: Db, asked: AskedAgain): boolean {
  return db.insert(askedAgain).values(asked).onConflictDoNothing().run().changes === 1
}

export function findAskedAgain(db: Db, requestId: number): AskedAgain | null {
  return db.select().from(askedAgain).where(eq(askedAgain.requestId, requestId)).get() ?? null
}

/** Which of these requests were asked again, by request. */
export function listAskedAgain(db: Db, requestIds: readonly number[]): Map<number, AskedAgain> {
  const rows = db
    .select()
    .from(askedAgain)
    .where(inArray(askedAgain.requestId, [...requestIds]))
    .all()
  return new Map(rows.map((row) => [row.requestId, row]))
}
