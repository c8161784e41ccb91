import { eq, sql } from 'drizzle-orm'
import type { Db } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { jobs } from './tables.ts'

export interface NewJob {
  kind: string
  /** Plain JSON: ids, not content, so that a job tried again sees the present. */
  args: unknown
  runAt: Date
  /** The same key is the same job, for as long as its row is kept (35 days after it is done). */
  key?: string
  /** Lower runs first among what is due; below `urgentBelow` a job may use the slots kept free for people. Default 10. */
  priority?: number
}

/** Somebody waits for what has a lower priority number than this. */
export const urgentBelow = 5
const defaultPriority = 10

/**
 * Records that something must happen, in the caller's transaction: it will exactly when the change it belongs to does.
 * A key that is known already changes nothing and returns the job that has it, even when that one is done.
 */
export function enqueue(db: Db, job: NewJob, now: Date = job.runAt): { id: number; isNew: boolean } {
  const { kind, args, runAt, key = null, priority = defaultPriority } = job
  const { changes, lastInsertRowid } = insertJob(db).run({ kind, args, runAt, key, priority, createdAt: now })
  if (changes === 1) {
    announce(db)
    return { id: Number(lastInsertRowid), isNew: true }
  }
  const known = findByKey(db).get({ key })
  if (!known) throw new Error(`job ${kind} was neither stored nor found`)
  return { id: known.id, isNew: false }
}

type Listener = () => void
const listeners = new WeakMap<object, Set<Listener>>()

/**
 * Calls `listener` whenever something was enqueued on this connection, while its transaction is still open. Returns how
 * to stop that. Another process's jobs are only seen by looking.
 */
export function onEnqueued(db: Db, listener: Listener): () => void {
  const set = listeners.get(sessionOf(db)) ?? new Set()
  listeners.set(sessionOf(db), set.add(listener))
  return () => set.delete(listener)
}

function announce(db: Db): void {
  for (const listener of listeners.get(sessionOf(db)) ?? []) listener()
}

function sessionOf(db: Db): object {
  return (db as unknown as { session: object }).session
}

const insertJob = prepared((db) =>
  db
    .insert(jobs)
    .values({
      kind: sql.placeholder('kind'),
      args: sql.placeholder('args'),
      key: sql.placeholder('key'),
      state: 'waiting',
      priority: sql.placeholder('priority'),
      runAt: sql.placeholder('runAt'),
      createdAt: sql.placeholder('createdAt'),
    })
    .onConflictDoNothing({ target: jobs.key })
    .prepare(),
)

const findByKey = prepared((db) =>
  db
    .select({ id: jobs.id })
    .from(jobs)
    .where(eq(jobs.key, sql.placeholder('key')))
    .prepare(),
)
