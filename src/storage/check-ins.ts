import { and, desc, eq, inArray, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Answer, CheckIn, CheckInVersion } from '../domain/check-ins.ts'
import type { KeyResultId, PersonId } from '../domain/ids.ts'
import type { Week } from '../domain/weeks.ts'
import type { Db } from '../platform/db.ts'
import { among, listed, prepared } from '../platform/prepared.ts'
import { saveAssumptionTest, testSaid } from './assumption-tests.ts'
import { assumptionTests, checkIns, checkInVersions } from './tables/check-ins.ts'

type VersionRow = typeof checkInVersions.$inferSelect
type TestRow = typeof assumptionTests.$inferSelect
type StandingRow = {
  check_ins: typeof checkIns.$inferSelect
  check_in_versions: VersionRow
  assumption_tests: TestRow | null
}

/** A check-in with all its versions, oldest first; null when nobody ever answered for that week. */
export function findCheckIn(db: Db, keyResultId: KeyResultId, week: Week): CheckIn | null {
  const row = ofWeek(db).get({ keyResultId, week })
  if (!row) return null
  const versions = versionsOf(db).all({ checkInId: row.id })
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

/** Whether somebody has ever answered for a key result. */
export function hasAnswered(db: Db, personId: PersonId): boolean {
  const first = db.select({ at: checkInVersions.answeredAt }).from(checkInVersions)
  return first.where(eq(checkInVersions.answeredBy, personId)).limit(1).get() !== undefined
}

/** The answer that stands for a week: its newest version, unless that took it back. */
export function standingAnswer(checkIn: CheckIn | null): (CheckInVersion & { answer: Answer }) | null {
  const newest = checkIn?.versions.at(-1)
  return newest?.answer ? { ...newest, answer: newest.answer } : null
}

/** The last standing answer before a week. */
export function lastAnswerBefore(db: Db, keyResultId: KeyResultId, week: Week): StandingAnswer | null {
  const row = newestBefore(db).get({ keyResultId, week })
  return row ? toStanding(row) : null
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
  return instantsOf(db).all({ ids: listed(keyResultIds) })
}

const isNotUndone = sql`not exists (
  select 1 from check_in_versions undone
  where undone.check_in_id = ${checkIns.id} and undone.confidence is null and undone.version >= ${checkInVersions.version}
)`

function newestAnswers(db: Db, which: SQL): StandingAnswer[] {
  return standing(db).where(which).orderBy(checkIns.week).all().map(toStanding)
}

/** Check-ins whose newest version is an answer, with that. The newest has none after it. */
function standing(db: Db) {
  return db
    .select()
    .from(checkIns)
    .innerJoin(checkInVersions, and(eq(checkInVersions.checkInId, checkIns.id), isNewestAnswer))
    .leftJoin(assumptionTests, testOfVersion)
}

const isNewestAnswer = and(
  isNotNull(checkInVersions.confidence),
  sql`${checkInVersions.version} = (select max(version) from check_in_versions newer where newer.check_in_id = ${checkIns.id})`,
)

const testOfVersion = and(
  eq(assumptionTests.checkInId, checkInVersions.checkInId),
  eq(assumptionTests.version, checkInVersions.version),
)

function toStanding({
  check_ins: checkIn,
  check_in_versions: row,
  assumption_tests: test,
}: StandingRow): StandingAnswer {
  const { id, keyResultId, week } = checkIn
  const version = toVersion(row, test)
  return { ...version, answer: version.answer as Answer, checkInId: id, keyResultId, week }
}

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

const ofWeek = prepared((db) =>
  db
    .select()
    .from(checkIns)
    .where(and(eq(checkIns.keyResultId, sql.placeholder('keyResultId')), eq(checkIns.week, sql.placeholder('week'))))
    .prepare(),
)

const versionsOf = prepared((db) =>
  db
    .select()
    .from(checkInVersions)
    .leftJoin(assumptionTests, testOfVersion)
    .where(eq(checkInVersions.checkInId, sql.placeholder('checkInId')))
    .orderBy(checkInVersions.version)
    .prepare(),
)

const newestBefore = prepared((db) =>
  standing(db)
    .where(and(eq(checkIns.keyResultId, sql.placeholder('keyResultId')), lt(checkIns.week, sql.placeholder('week'))))
    .orderBy(desc(checkIns.week))
    .limit(1)
    .prepare(),
)

const instantsOf = prepared((db) =>
  db
    .select({ keyResultId: checkIns.keyResultId, week: checkIns.week, at: checkInVersions.answeredAt })
    .from(checkIns)
    .innerJoin(checkInVersions, and(eq(checkInVersions.checkInId, checkIns.id), isNotUndone))
    .where(among(checkIns.keyResultId))
    .orderBy(checkIns.week, checkInVersions.version)
    .prepare(),
)
