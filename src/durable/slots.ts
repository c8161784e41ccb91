import { and, eq } from 'drizzle-orm'
import type { Db } from '../platform/db.ts'
import { slots } from './tables.ts'

/**
 * Takes the occurrence of something recurring ("check-ins:17" on "2026-01-12", a local date). True for the first who
 * asks, false ever after: in the same transaction as what the occurrence does, it is done once.
 */
export function takeSlot(tx: Db, what: string, localDate: string, now: Date): boolean {
  return tx.insert(slots).values({ what, date: localDate, takenAt: now }).onConflictDoNothing().run().changes === 1
}

/** Whether that occurrence was taken. */
export function hasSlot(db: Db, what: string, localDate: string): boolean {
  const found = db
    .select({ takenAt: slots.takenAt })
    .from(slots)
    .where(and(eq(slots.what, what), eq(slots.date, localDate)))
    .get()
  return found !== undefined
}
