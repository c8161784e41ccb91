import { and, asc, eq, gte, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import { type Db, transact } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { maxReceivedAttempts, retryDelay } from './retry-delay.ts'
import { inbox } from './tables.ts'

export interface Delivered {
  /** What makes two deliveries the same one. */
  key: string
  source: string
  body: unknown
}

export interface UnfinishedDelivery extends Delivered {
  receivedAt: Date
  /** Tries that failed. */
  attempts: number
}

/** Whoever received something has this long to finish it before it is driven again. */
const graceMs = 60_000

/**
 * Commits what came in. When this returns it survives a crash, and may be acknowledged. `new`: handle it; `unfinished`:
 * it came before and had no effect yet (it is being handled, or will be driven again); `done`: it had its effect.
 */
export function receive(db: Db, { key, source, body }: Delivered, now: Date): 'new' | 'unfinished' | 'done' {
  const retryAt = new Date(now.getTime() + graceMs)
  const { changes } = insertReceived(db).run({ key, source, body, receivedAt: now, retryAt })
  if (changes === 1) return 'new'
  return findReceived(db).get({ key })?.doneAt ? 'done' : 'unfinished'
}

/** Marks it done, in the transaction that does what it asked for. */
export function finishReceived(tx: Db, key: string, now: Date): void {
  markDone(tx).run({ key, now })
}

/** Forgets it: nothing was done, and the same may come again and count. */
export function forgetReceived(db: Db, key: string): void {
  db.delete(inbox)
    .where(and(eq(inbox.key, key), isNull(inbox.doneAt)))
    .run()
}

/** Forgets whatever else is unfinished under a key that begins so: what has just come in takes its place. */
export function forgetSimilar(db: Db, prefix: string, except: string): void {
  db.delete(inbox)
    .where(and(gte(inbox.key, prefix), lt(inbox.key, `${prefix}\uffff`), ne(inbox.key, except), isNull(inbox.doneAt)))
    .run()
}

/**
 * Notes that handling it failed: it is driven again after `retryDelay`, or given up after `maxReceivedAttempts` (`dead`).
 * `done` when it had its effect before it failed.
 */
export function failReceived(db: Db, key: string, problem: string, now: Date): 'retry' | 'dead' | 'done' {
  return transact(db, (tx) => {
    const row = tx.select().from(inbox).where(eq(inbox.key, key)).get()
    if (!row || row.doneAt) return 'done'
    const attempts = row.attempts + 1
    const retryAt = new Date(now.getTime() + retryDelay(attempts, key))
    const deadAt = attempts >= maxReceivedAttempts ? now : null
    tx.update(inbox).set({ attempts, problem, retryAt, deadAt }).where(eq(inbox.key, key)).run()
    return deadAt ? 'dead' : 'retry'
  })
}

/** What must be driven again by now, oldest first. */
export function unfinishedReceived(db: Db, now: Date, limit: number): UnfinishedDelivery[] {
  const { key, source, body, receivedAt, attempts } = inbox
  return (
    db
      .select({ key, source, body, receivedAt, attempts })
      .from(inbox)
      .where(and(isUnfinished, lte(inbox.retryAt, now)))
      // The row's own number where the clock did not move between two.
      .orderBy(asc(inbox.receivedAt), sql`rowid`)
      .limit(limit)
      .all()
  )
}

/** When the next unfinished delivery is due to be driven again, or null. */
export function nextUnfinishedAt(db: Db): Date | null {
  return firstUnfinished(db).get()?.retryAt ?? null
}

/**
 * Deletes what was done before `before` (kept for 24 hours at least: Slack repeats itself), and what was given up before
 * `deadBefore`: it holds what people wrote. Returns how many.
 */
export function pruneReceived(db: Db, before: Date, deadBefore: Date = before): number {
  const isDone = and(isNotNull(inbox.doneAt), lt(inbox.doneAt, before))
  const isDead = and(isNotNull(inbox.deadAt), lt(inbox.deadAt, deadBefore))
  return db.delete(inbox).where(or(isDone, isDead)).run().changes
}

export interface Finisher {
  /** Marks it done soon, together with others. */
  finish(key: string): void
  /** Marks what is collected, now. */
  flush(): void
  /** Marks what is collected and collects no more. */
  stop(): void
}

/**
 * Marks what changed nothing as done, in batches: a commit of its own for each would double the cost of a click. A mark
 * lost in a crash makes the delivery be driven again, which changes nothing once more.
 */
export function createFinisher(db: Db, { everyMs = 25, now }: { everyMs?: number; now: () => Date }): Finisher {
  let keys: string[] = []
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    if (keys.length === 0) return
    const at = now()
    transact(db, (tx) => {
      for (const key of keys) markDone(tx).run({ key, now: at })
    })
    keys = []
  }

  function flushLater(): void {
    timer ??= setTimeout(() => {
      try {
        flush()
      } catch {
        // A full disk, say: the marks stay here, and the next turn tries again.
        flushLater()
      }
    }, everyMs)
  }

  return {
    finish(key) {
      keys.push(key)
      flushLater()
    },
    flush,
    stop: flush,
  }
}

// Written out for the partial index.
const isUnfinished = sql`${inbox.doneAt} is null and ${inbox.deadAt} is null`

const insertReceived = prepared((db) =>
  db
    .insert(inbox)
    .values({
      key: sql.placeholder('key'),
      source: sql.placeholder('source'),
      body: sql.placeholder('body'),
      receivedAt: sql.placeholder('receivedAt'),
      retryAt: sql.placeholder('retryAt'),
    })
    .onConflictDoNothing()
    .prepare(),
)

const findReceived = prepared((db) =>
  db
    .select({ doneAt: inbox.doneAt })
    .from(inbox)
    .where(eq(inbox.key, sql.placeholder('key')))
    .prepare(),
)

const markDone = prepared((db) =>
  db
    .update(inbox)
    .set({ doneAt: sql`${sql.param(sql.placeholder('now'), inbox.doneAt)}`, deadAt: null })
    .where(and(eq(inbox.key, sql.placeholder('key')), isNull(inbox.doneAt)))
    .prepare(),
)

const firstUnfinished = prepared((db) =>
  db.select({ retryAt: inbox.retryAt }).from(inbox).where(isUnfinished).orderBy(asc(inbox.retryAt)).limit(1).prepare(),
)
