import { and, eq, inArray, isNotNull, isNull, lt, max, sql } from 'drizzle-orm'
import type { Answer, CheckIn, CheckInVersion } from '../domain/check-ins.ts'
import type { KeyResultId } from '../domain/ids.ts'
import type { Week } from '../domain/weeks.ts'
import type { Db } from '../platform/db.ts'
import { saveAssumptionTest, testSaid } from './assumption-tests.ts'
import { assumptionTests, checkIns, checkInVersions } from './tables/check-ins.ts'

type VersionRow = typeof checkInVersions.$inferSelect
type TestRow = typeof assumptionTests.$inferSelect

/** A check-in with all its versions, oldest first; null when nobody ever answered for that week. */
export function findCheckIn(db: Db, keyResultId: KeyResultId, week: Week): CheckIn | null {
  const row = db
    .select()
    .from(checkIns)
    .where(and(eq(checkIns.keyResultId, keyResultId), eq(checkIns.week, week)))
    .get()
  if (!row) return null
  const versions = db
    .select()
    .from(checkInVersions)
    .leftJoin(assumptionTests, testOfVersion)
    .where(eq(checkInVersions.checkInId, row.id))
    .orderBy(checkInVersions.version)
    .all()
  return { ...row, versions: versions.map((each) => toVersion(each.check_in_versions, each.assumption_tests)) }
}

export interface NewVersion {
  keyResultId: KeyResultId
  week: Week
  /** Null takes the answer back. */
  answer: Answer | null
  by: number
  at: Date
  via: CheckInVersion['via']
}

/** Adds what somebody just said; earlier versions stay. Returns its number, from 1. */
export function addCheckInVersion(tx: Db, { keyResultId, week, answer, by, at, via }: NewVersion): number {
  tx.insert(checkIns).values({ keyResultId, week }).onConflictDoNothing().run()
  const checkIn = findCheckIn(tx, keyResultId, week) as CheckIn
  const version = (checkIn.versions.at(-1)?.version ?? 0) + 1
  tx.insert(checkInVersions)
    .values({
      checkInId: checkIn.id,
      version,
      confidence: answer?.confidence ?? null,
      evidence: [...(answer?.evidence ?? [])],
      note: answer?.note ?? null,
      riskKind: answer?.risk?.kind ?? null,
      riskText: answer?.risk?.text ?? null,
      nextAction: answer?.nextAction?.text ?? null,
      nextActionPersonId: answer?.nextAction?.person ?? null,
      nextActionDue: answer?.nextAction?.due ?? null,
      answeredBy: by,
      answeredAt: at,
      via,
    })
    .run()
  if (answer?.test) saveAssumptionTest(tx, checkIn.id, version, answer.test)
  return version
}

/** The newest version of a key result's check-in in one week, with the week. */
export interface StandingAnswer extends CheckInVersion {
  checkInId: number
  keyResultId: KeyResultId
  week: Week
  answer: Answer
}

/** The answer that stands for a week: its newest version, unless that took it back. */
export function standingAnswer(checkIn: CheckIn | null): (CheckInVersion & { answer: Answer }) | null {
  const newest = checkIn?.versions.at(-1)
  return newest?.answer ? { ...newest, answer: newest.answer } : null
}

/** The last standing answer before a week. */
export function lastAnswerBefore(db: Db, keyResultId: KeyResultId, week: Week): StandingAnswer | null {
  return newestAnswers(db, and(eq(checkIns.keyResultId, keyResultId), lt(checkIns.week, week))).at(-1) ?? null
}

/** Every standing answer of these key results, by key result and week (oldest first). */
export function listAnswers(db: Db, keyResultIds: readonly KeyResultId[]): Map<KeyResultId, StandingAnswer[]> {
  const found = new Map<KeyResultId, StandingAnswer[]>()
  for (const answer of newestAnswers(db, inArray(checkIns.keyResultId, [...keyResultIds]))) {
    found.set(answer.keyResultId, [...(found.get(answer.keyResultId) ?? []), answer])
  }
  return found
}

/**
 * When each answer of these key results was given, for all that stand: first, and whenever it was changed since. What
 * was said before an undo does not count.
 */
export function listAnswerInstants(
  db: Db,
  keyResultIds: readonly KeyResultId[],
): { keyResultId: KeyResultId; week: Week; at: Date }[] {
  const undone = db
    .select({ checkInId: checkInVersions.checkInId, version: max(checkInVersions.version).as('undone_version') })
    .from(checkInVersions)
    .where(isNull(checkInVersions.confidence))
    .groupBy(checkInVersions.checkInId)
    .as('undone')
  return db
    .select({ keyResultId: checkIns.keyResultId, week: checkIns.week, at: checkInVersions.answeredAt })
    .from(checkIns)
    .innerJoin(checkInVersions, eq(checkInVersions.checkInId, checkIns.id))
    .leftJoin(undone, eq(undone.checkInId, checkIns.id))
    .where(
      and(
        inArray(checkIns.keyResultId, [...keyResultIds]),
        sql`${checkInVersions.version} > coalesce(${undone.version}, 0)`,
      ),
    )
    .orderBy(checkIns.week, checkInVersions.version)
    .all()
}

function newestAnswers(db: Db, which: ReturnType<typeof and>): StandingAnswer[] {
  const rows = standing(db)
    .where(and(which, isNotNull(checkInVersions.confidence)))
    .orderBy(checkIns.week)
    .all()
  return rows.flatMap(({ check_ins: { id, keyResultId, week }, check_in_versions: row, assumption_tests: test }) => {
    const version = toVersion(row, test)
    return version.answer ? [{ ...version, answer: version.answer, checkInId: id, keyResultId, week }] : []
  })
}

/** Check-ins, each with its newest version. */
function standing(db: Db) {
  const newest = db
    .select({ checkInId: checkInVersions.checkInId, newestVersion: max(checkInVersions.version).as('newest_version') })
    .from(checkInVersions)
    .groupBy(checkInVersions.checkInId)
    .as('newest')
  return db
    .select()
    .from(checkIns)
    .innerJoin(newest, eq(newest.checkInId, checkIns.id))
    .innerJoin(
      checkInVersions,
      and(eq(checkInVersions.checkInId, checkIns.id), eq(checkInVersions.version, sql`${newest.newestVersion}`)),
    )
    .leftJoin(assumptionTests, testOfVersion)
}

const testOfVersion = and(
  eq(assumptionTests.checkInId, checkInVersions.checkInId),
  eq(assumptionTests.version, checkInVersions.version),
)

function toVersion(row: VersionRow, test: TestRow | null): CheckInVersion {
  return { version: row.version, answer: toAnswer(row, test), by: row.answeredBy, at: row.answeredAt, via: row.via }
}

function toAnswer(row: VersionRow, test: TestRow | null): Answer | null {
  if (row.confidence === null) return null
  return {
    confidence: row.confidence,
    evidence: row.evidence,
    note: row.note,
    risk: row.riskKind ? { kind: row.riskKind, text: row.riskText } : null,
    nextAction: row.nextAction
      ? { text: row.nextAction, person: row.nextActionPersonId, due: row.nextActionDue }
      : null,
    test: test && testSaid(test),
  }
}
