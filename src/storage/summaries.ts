import { and, eq, gte, isNull } from 'drizzle-orm'
import type { PersonId, TeamId } from '../domain/ids.ts'
import type { Week } from '../domain/weeks.ts'
import type { Db } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { summaries } from './tables/check-ins.ts'

/** What became of a team's summary of one ISO week. */
export type Summary = typeof summaries.$inferSelect

/** Records what became of a team's week. Null when it was recorded before: the first record stands. */
export function addSummary(
  db: Db,
  summary: Pick<Summary, 'teamId' | 'week' | 'plannedAt' | 'decidedAt' | 'outcome'>,
): number | null {
  const row = db.insert(summaries).values(summary).onConflictDoNothing().returning({ id: summaries.id }).get()
  return row?.id ?? null
}

export function getSummary(db: Db, id: number): Summary | null {
  return db.select().from(summaries).where(eq(summaries.id, id)).get() ?? null
}

/** A team's recorded weeks from `since` on, oldest first. */
export function listSummaries(db: Db, teamId: TeamId, since: Week): Summary[] {
  return db
    .select()
    .from(summaries)
    .where(and(eq(summaries.teamId, teamId), gte(summaries.week, since)))
    .orderBy(summaries.week)
    .all()
}

/** The weeks each team's summary is decided for. */
export function listSummarisedWeeks(db: Db): Map<TeamId, Set<Week>> {
  const rows = decidedWeeks(db).all()
  const found = new Map<TeamId, Set<Week>>()
  for (const { teamId, week } of rows) found.set(teamId, (found.get(teamId) ?? new Set<Week>()).add(week))
  return found
}

/** Notes who has read it. False when somebody did before. */
export function saveAcknowledgement(db: Db, id: number, by: PersonId, now: Date): boolean {
  const { changes } = db
    .update(summaries)
    .set({ acknowledgedBy: by, acknowledgedAt: now })
    .where(and(eq(summaries.id, id), isNull(summaries.acknowledgedAt)))
    .run()
  return changes === 1
}

const decidedWeeks = prepared((db) =>
  db.select({ teamId: summaries.teamId, week: summaries.week }).from(summaries).prepare(),
)
