import { and, asc, count, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db } from '../platform/db.ts'
import { inbox, type JobState, jobs } from './tables.ts'

export type Job = typeof jobs.$inferSelect

/** The queue for a person to look at: everything not done, or one state, soonest first. */
export function listJobs(db: Db, { state, limit = 1000 }: { state?: JobState; limit?: number } = {}): Job[] {
  const which = state ? eq(jobs.state, state) : isOpen
  return db.select().from(jobs).where(which).orderBy(asc(jobs.runAt), asc(jobs.id)).limit(limit).all()
}

/** Makes a waiting or dead job due at once, with all its tries before it. False when there is no such job. */
export function retryJob(db: Db, id: number, now: Date): boolean {
  const { changes } = db
    .update(jobs)
    .set({
      // What may have happened is still looked up first.
      state: sql`case when ${jobs.state} = 'unknown' then 'unknown' else 'waiting' end`,
      runAt: now,
      attempts: 0,
      settledAt: null,
    })
    .where(and(eq(jobs.id, id), inArray(jobs.state, ['waiting', 'unknown', 'dead'])))
    .run()
  return changes === 1
}

/** Gives a job up by hand. Its key stays taken, so it is not enqueued again. False when there is no such job. */
export function dropJob(db: Db, id: number, now: Date): boolean {
  const { changes } = db
    .update(jobs)
    .set({ state: 'done', settledAt: now, problem: 'dropped by hand' })
    .where(and(eq(jobs.id, id), inArray(jobs.state, ['waiting', 'unknown', 'dead'])))
    .run()
  return changes === 1
}

/** Deletes jobs done before `before` (kept for 35 days at least: the key guards weekly things). Returns how many. */
export function pruneJobs(db: Db, before: Date): number {
  return db
    .delete(jobs)
    .where(and(eq(jobs.state, 'done'), lt(jobs.settledAt, before)))
    .run().changes
}

export interface QueueCounts {
  jobs: Record<Exclude<JobState, 'done'>, number>
  /** When the oldest job that waits was due. */
  oldestRunAt: Date | null
  received: { unfinished: number; dead: number }
}

/** How full the queue and the inbox are, for readiness and metrics. */
export function countQueue(db: Db): QueueCounts {
  const counts = { waiting: 0, running: 0, unknown: 0, dead: 0 }
  const rows = db.select({ state: jobs.state, jobs: count() }).from(jobs).where(isOpen).groupBy(jobs.state).all()
  for (const row of rows) if (row.state !== 'done') counts[row.state] = row.jobs
  const [oldest] = db
    .select({ runAt: jobs.runAt })
    .from(jobs)
    .where(sql`${jobs.state} in ('waiting', 'unknown')`)
    .orderBy(asc(jobs.runAt))
    .limit(1)
    .all()
  const [received] = db
    .select({
      unfinished: sql<number>`count(*) filter (where ${inbox.deadAt} is null)`,
      dead: sql<number>`count(${inbox.deadAt})`,
    })
    .from(inbox)
    .where(sql`${inbox.doneAt} is null`)
    .all()
  return { jobs: counts, oldestRunAt: oldest?.runAt ?? null, received: received ?? { unfinished: 0, dead: 0 } }
}

const isOpen = sql`${jobs.state} <> 'done'`
