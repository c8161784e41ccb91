import { and, eq, isNull } from 'drizzle-orm'
import type { Db } from '../platform/db.ts'
import { inbox, jobs } from './tables.ts'

/**
 * Gives back what a former process was working on when it ended: its jobs are due again, attempts kept. Only for the one
 * process that owns the database, before it works on anything. Returns how many jobs came back.
 */
export function rescue(db: Db): number {
  return db.update(jobs).set({ state: 'waiting', claimedAt: null }).where(eq(jobs.state, 'running')).run().changes
}

/** Makes everything received and not finished due at once. Before anything is received, else it is handled twice. */
export function rescueReceived(db: Db, now: Date): number {
  const unfinished = and(isNull(inbox.doneAt), isNull(inbox.deadAt))
  return db.update(inbox).set({ retryAt: now }).where(unfinished).run().changes
}

/**
 * For a database that was put back from a copy: whatever it holds as not yet done may have been done after the copy was
 * made. Every open job comes with `inDoubt` from now on. Returns how many.
 */
export function doubtOpenJobs(db: Db): number {
  rescue(db)
  return db.update(jobs).set({ state: 'unknown' }).where(eq(jobs.state, 'waiting')).run().changes
}
