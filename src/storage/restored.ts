import { asc, gt, isNull } from 'drizzle-orm'
import type { Db } from '../platform/db.ts'
import { copies } from './tables/copies.ts'

/** So long after a restore a new message may be one that was sent before: the longest that something due is caught up. */
const doubtMs = 3 * 24 * 60 * 60 * 1000

/**
 * At start: recognises a file that was put back from a copy, by `okr restore` or by hand. Returns when the copy was
 * taken, once for each restore, else null. The caller then puts every open job in doubt.
 */
export function noticeRestore(db: Db, now: Date): Date | null {
  const copy = db.select().from(copies).where(isNull(copies.restoredAt)).orderBy(asc(copies.takenAt)).limit(1).get()
  if (!copy) return null
  db.update(copies).set({ restoredAt: now }).where(isNull(copies.restoredAt)).run()
  return copy.takenAt
}

/**
 * Since when messages may have been sent that this database does not know of, because it was put back from a copy; null
 * when it knows of all. While not null, even a message that was never tried here is looked up before it is sent.
 */
export function unknownSince(db: Db, now: Date): Date | null {
  const lately = gt(copies.restoredAt, new Date(now.getTime() - doubtMs))
  return db.select().from(copies).where(lately).orderBy(asc(copies.takenAt)).limit(1).get()?.takenAt ?? null
}
