import { eq, sql } from 'drizzle-orm'
import { type Db, transact } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { budgets } from './tables.ts'

export interface Budget {
  key: string
  /** One for each so many milliseconds. */
  everyMs: number
  /** So many may go at once after a quiet time. Default 1. */
  burst?: number
  /** Does not queue for this budget but uses it up: for what a person waits for while a thousand others queue. */
  overtakes?: boolean
}

/**
 * Reserves the earliest instant at which the caller may go under all `keys` (GCRA: each key keeps the instant at which
 * its next one is due). At or before `now` means go now. The reservation is recorded, so nobody else gets that instant;
 * after a `hold` it is void (see `heldUntil`).
 *
 * The first key is the place itself (a channel) and is spaced exactly. The others are shared (a workspace): a message
 * that waits for its own place uses up one of theirs at once, so it never keeps those behind it waiting for nothing.
 */
export function reserve(db: Db, keys: readonly Budget[], now: Date): Date {
  return transact(db, (tx) => {
    const states = keys.map((budget) => ({ budget, ...readBudget(tx, budget.key, now) }))
    const goAt = Math.max(
      now.getTime(),
      ...states.map(({ budget, next, held }) => Math.max(held, waitFor(budget, next))),
    )
    states.forEach(({ budget, next, held }, index) => {
      const from = index === 0 ? goAt : Math.max(now.getTime(), held)
      writeBudget(tx).run({ key: budget.key, nextAt: new Date(Math.max(next, from) + budget.everyMs) })
    })
    return new Date(goAt)
  })
}

/** The other side said when to come back: nothing under `key` goes before `until`, whatever was reserved. */
export function hold(db: Db, key: string, until: Date): void {
  writeHold(db).run({ key, until })
}

/**
 * Until when one of `keys` is or was held, or null. Whoever reserved an instant asks again when it has come: if it is
 * held, the reservation is void, and a new one puts it at the end of the line (all at `until` would be too many again).
 */
export function heldUntil(db: Db, keys: readonly string[]): Date | null {
  const until = Math.max(0, ...keys.map((key) => findBudget(db).get({ key })?.heldUntil?.getTime() ?? 0))
  return until > 0 ? new Date(until) : null
}

function waitFor({ everyMs, burst = 1, overtakes = false }: Budget, next: number): number {
  return overtakes ? 0 : next - (burst - 1) * everyMs
}

function readBudget(tx: Db, key: string, now: Date): { next: number; held: number } {
  const row = findBudget(tx).get({ key })
  return { next: row?.nextAt.getTime() ?? now.getTime(), held: row?.heldUntil?.getTime() ?? 0 }
}

const findBudget = prepared((db) =>
  db
    .select()
    .from(budgets)
    .where(eq(budgets.key, sql.placeholder('key')))
    .prepare(),
)

const writeBudget = prepared((db) =>
  db
    .insert(budgets)
    .values({ key: sql.placeholder('key'), nextAt: sql.placeholder('nextAt') })
    .onConflictDoUpdate({ target: budgets.key, set: { nextAt: sql`excluded.next_at` } })
    .prepare(),
)

const writeHold = prepared((db) =>
  db
    .insert(budgets)
    .values({ key: sql.placeholder('key'), nextAt: sql.placeholder('until'), heldUntil: sql.placeholder('until') })
    .onConflictDoUpdate({
      target: budgets.key,
      set: {
        nextAt: sql`max(${budgets.nextAt}, excluded.next_at)`,
        heldUntil: sql`max(coalesce(${budgets.heldUntil}, 0), excluded.held_until)`,
      },
    })
    .prepare(),
)
