import { and, asc, eq, gt, lte, min, sql } from 'drizzle-orm'
import { type Db, transact } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { jobs } from './tables.ts'

/** A job somebody is working on. Whoever holds the highest `fence` may settle it. */
export interface ClaimedJob {
  id: number
  kind: string
  args: unknown
  key: string | null
  priority: number
  runAt: Date
  /** Tries that failed before this one. */
  attempts: number
  fence: number
  createdAt: Date
  /** True when an earlier try may have happened without our knowing: look before doing it again. */
  inDoubt: boolean
}

/** What becomes of a job after a try. A snooze is no failure; `state: 'unknown'` says that it may have happened. */
export type Settlement =
  | { kind: 'done' }
  | { kind: 'snooze'; until: Date; state?: 'waiting' | 'unknown'; problem?: string }
  | { kind: 'dead'; problem: string }

/**
 * Takes up to `limit` due jobs, most urgent first, then oldest, in one transaction. With `below`, only those whose
 * priority number is lower. They are `running` until settled, or until `rescue` at the next start.
 */
export function claim(db: Db, now: Date, limit: number, { below = Number.MAX_SAFE_INTEGER } = {}): ClaimedJob[] {
  // Looked at first without the write lock: most turns of a worker find nothing.
  if (limit < 1 || due(db, now, 1, below).length === 0) return []
  return transact(db, (tx) => due(tx, now, limit, below).map((row) => take(tx, row, now)))
}

/** When the next job is due: in the past when one is waiting to be claimed, null when there is none. */
export function nextJobAt(db: Db): Date | null {
  let earliest: Date | null = null
  for (const priority of openPriorities(db)) {
    const first = firstOf(db).get({ priority })
    if (first && (!earliest || first.runAt < earliest)) earliest = first.runAt
  }
  return earliest
}

type DueRow = typeof jobs.$inferSelect

function due(db: Db, now: Date, limit: number, below: number): DueRow[] {
  const rows: DueRow[] = []
  for (const priority of openPriorities(db)) {
    if (priority >= below || rows.length >= limit) break
    rows.push(...dueOf(db).all({ priority, now, limit: limit - rows.length }))
  }
  return rows
}

// One index seek for each priority in use, instead of walking past everything that waits for another day.
function* openPriorities(db: Db): Generator<number> {
  let last = Number.MIN_SAFE_INTEGER
  for (;;) {
    const next = nextPriority(db).get({ last })?.priority ?? null
    if (next === null) return
    yield next
    last = next
  }
}

function take(tx: Db, row: DueRow, now: Date): ClaimedJob {
  const fence = row.fence + 1
  markRunning(tx).run({ id: row.id, fence, now })
  const { id, kind, args, key, priority, runAt, attempts, createdAt } = row
  return { id, kind, args, key, priority, runAt, attempts, fence, createdAt, inDoubt: row.state === 'unknown' }
}

// Written out, not as parameters: SQLite uses the partial index only when it can see that the condition is the same.
const isOpen = sql`${jobs.state} in ('waiting', 'unknown')`

const nextPriority = prepared((db) =>
  db
    .select({ priority: min(jobs.priority) })
    .from(jobs)
    .where(and(isOpen, gt(jobs.priority, sql.placeholder('last'))))
    .prepare(),
)

const firstOf = prepared((db) =>
  db
    .select({ runAt: jobs.runAt })
    .from(jobs)
    .where(and(isOpen, eq(jobs.priority, sql.placeholder('priority'))))
    .orderBy(asc(jobs.runAt))
    .limit(1)
    .prepare(),
)

const dueOf = prepared((db) =>
  db
    .select()
    .from(jobs)
    .where(
      and(
        isOpen,
        eq(jobs.priority, sql.placeholder('priority')),
        lte(jobs.runAt, sql.param(sql.placeholder('now'), jobs.runAt)),
      ),
    )
    .orderBy(asc(jobs.runAt), asc(jobs.id))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

const markRunning = prepared((db) =>
  db
    .update(jobs)
    .set({
      state: 'running',
      fence: sql`${sql.placeholder('fence')}`,
      claimedAt: sql`${sql.param(sql.placeholder('now'), jobs.claimedAt)}`,
    })
    .where(eq(jobs.id, sql.placeholder('id')))
    .prepare(),
)
