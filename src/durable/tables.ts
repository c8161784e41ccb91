import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

const instant = () => integer({ mode: 'timestamp_ms' })

/** Everything received from outside, committed before it is acknowledged. A row with `done_at` had its effect. */
export const inbox = sqliteTable(
  'inbox',
  {
    key: text().primaryKey(),
    source: text().notNull(),
    body: text({ mode: 'json' }).$type<unknown>().notNull(),
    receivedAt: instant().notNull(),
    /** Tries that failed. */
    attempts: integer().notNull().default(0),
    /** When it is driven again, if it is not done by then. */
    retryAt: instant().notNull(),
    doneAt: instant(),
    /** Given up after too many tries; stays for a person to look at. */
    deadAt: instant(),
    problem: text(),
  },
  (t) => [
    index('inbox_unfinished').on(t.retryAt).where(sql`${t.doneAt} is null and ${t.deadAt} is null`),
    // Partial, so that receiving something writes one page less.
    index('inbox_done').on(t.doneAt).where(sql`${t.doneAt} is not null`),
  ],
)

export const jobStates = ['waiting', 'running', 'unknown', 'dead', 'done'] as const
export type JobState = (typeof jobStates)[number]

/** What must happen outside the transaction that wanted it. `unknown`: it may or may not have happened. */
export const jobs = sqliteTable(
  'jobs',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text().notNull(),
    args: text({ mode: 'json' }).$type<unknown>().notNull(),
    /** The same key is the same job, for as long as the row is kept. */
    key: text(),
    state: text({ enum: jobStates }).notNull(),
    /** Lower runs first among what is due. */
    priority: integer().notNull(),
    runAt: instant().notNull(),
    /** Tries that failed; a snooze and a crash are none. */
    attempts: integer().notNull().default(0),
    /** Grows with every claim; a worker that lost its claim cannot settle. */
    fence: integer().notNull().default(0),
    claimedAt: instant(),
    createdAt: instant().notNull(),
    settledAt: instant(),
    problem: text(),
  },
  (t) => [
    uniqueIndex('jobs_key').on(t.key),
    index('jobs_due').on(t.priority, t.runAt).where(sql`${t.state} in ('waiting', 'unknown')`),
    index('jobs_open').on(t.state).where(sql`${t.state} <> 'done'`),
    index('jobs_settled').on(t.settledAt).where(sql`${t.settledAt} is not null`),
    check('jobs_state', sql`${t.state} in ('waiting', 'running', 'unknown', 'dead', 'done')`),
    check('jobs_running_is_claimed', sql`(${t.state} = 'running') = (${t.claimedAt} is not null)`),
    check('jobs_over_is_settled', sql`(${t.state} in ('dead', 'done')) = (${t.settledAt} is not null)`),
  ],
)

/** One row per recurring occurrence: what is recorded here for a local date is not done again. */
export const slots = sqliteTable(
  'slots',
  { what: text().notNull(), date: text().notNull(), takenAt: instant().notNull() },
  (t) => [primaryKey({ columns: [t.what, t.date] })],
)

/** The next instant at which something rationed may happen (GCRA: one timestamp per key). */
export const budgets = sqliteTable('budgets', {
  key: text().primaryKey(),
  nextAt: instant().notNull(),
  /** Nothing may go before: the other side said when to come back. */
  heldUntil: instant(),
})
