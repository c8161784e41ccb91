import { and, eq, isNull } from 'drizzle-orm'
import type { KeyResultId, PersonId } from '../domain/ids.ts'
import type { Week } from '../domain/weeks.ts'
import type { Db } from '../platform/db.ts'
import { among, listed, prepared } from '../platform/prepared.ts'
import { skips } from './tables/check-ins.ts'

export interface Skip {
  keyResultId: KeyResultId
  week: Week
  reason: string
  skippedBy: PersonId
  skippedAt: Date
}

/** Records that a key result is skipped in a week; a skip that was withdrawn stands again. */
export function saveSkip(db: Db, skip: Skip): void {
  const again = { reason: skip.reason, skippedBy: skip.skippedBy, skippedAt: skip.skippedAt, withdrawnAt: null }
  db.insert(skips)
    .values(skip)
    .onConflictDoUpdate({ target: [skips.keyResultId, skips.week], set: again })
    .run()
}

export function withdrawSkip(db: Db, keyResultId: KeyResultId, week: Week, now: Date): void {
  db.update(skips)
    .set({ withdrawnAt: now })
    .where(and(eq(skips.keyResultId, keyResultId), eq(skips.week, week), isNull(skips.withdrawnAt)))
    .run()
}

export function findSkip(db: Db, keyResultId: KeyResultId, week: Week): Skip | null {
  return (
    db
      .select()
      .from(skips)
      .where(and(eq(skips.keyResultId, keyResultId), eq(skips.week, week), isNull(skips.withdrawnAt)))
      .get() ?? null
  )
}

/** The weeks in which each of these key results is skipped. */
export function listSkippedWeeks(db: Db, keyResultIds: readonly KeyResultId[]): Map<KeyResultId, Set<Week>> {
  const found = new Map<KeyResultId, Set<Week>>()
  const rows = standingOf(db).all({ ids: listed(keyResultIds) })
  for (const { keyResultId, week } of rows) {
    found.set(keyResultId, (found.get(keyResultId) ?? new Set<Week>()).add(week))
  }
  return found
}

/** Why each of these key results is skipped, by week. */
export function listSkips(db: Db, keyResultIds: readonly KeyResultId[]): Map<KeyResultId, Map<Week, string>> {
  const found = new Map<KeyResultId, Map<Week, string>>()
  const rows = standingOf(db).all({ ids: listed(keyResultIds) })
  for (const { keyResultId, week, reason } of rows) {
    found.set(keyResultId, (found.get(keyResultId) ?? new Map<Week, string>()).set(week, reason))
  }
  return found
}

const standingOf = prepared((db) =>
  db
    .select()
    .from(skips)
    .where(and(among(skips.keyResultId), isNull(skips.withdrawnAt)))
    .prepare(),
)
