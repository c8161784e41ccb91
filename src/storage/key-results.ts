import { and, eq, isNotNull, sql } from 'drizzle-orm'
import {
  type KeyResultId,
  type KpiId,
  type ObjectiveId,
  objectiveOf,
  type PersonId,
  type TeamId,
} from '../domain/ids.ts'
import type { Dependency, KeyResult, Link } from '../domain/objectives.ts'
import type { Person } from '../domain/people.ts'
import type { Db } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { cycleIsOpen } from './cycles.ts'
import { toPerson } from './people.ts'
import { cycles, dependencies, keyResults, links, objectives } from './tables/objectives.ts'
import { people } from './tables/people.ts'

/** The key result a row of ours names: that it is missing is a bug. */
export function getKeyResult(db: Db, id: KeyResultId): KeyResult {
  const keyResult = findKeyResult(db, id)
  if (!keyResult) throw new Error(`no key result ${id}`)
  return keyResult
}

/** The key result somebody named. */
export function findKeyResult(db: Db, id: KeyResultId): KeyResult | null {
  const row = byId(db).get({ id })
  return row ? toKeyResult(row) : null
}

/** A cycle's key results, O2-KR1 before O10-KR1. */
export function listKeyResults(db: Db, cycleId: number): KeyResult[] {
  return ofCycle(db)
    .all({ cycleId })
    .map(({ row }) => toKeyResult(row))
}

export function listKeyResultsOfObjective(db: Db, objectiveId: ObjectiveId): KeyResult[] {
  const rows = db.select().from(keyResults).where(eq(keyResults.objectiveId, objectiveId))
  return rows.orderBy(keyResults.number).all().map(toKeyResult)
}

/** What somebody owns in cycles nobody closed, in the order of their ids. Whether it is due is another question. */
export function listKeyResultsOwnedBy(db: Db, personId: PersonId): KeyResult[] {
  return db
    .select({ row: keyResults })
    .from(keyResults)
    .innerJoin(objectives, eq(objectives.id, keyResults.objectiveId))
    .innerJoin(cycles, eq(cycles.id, objectives.cycleId))
    .where(and(eq(keyResults.ownerId, personId), cycleIsOpen))
    .orderBy(objectives.number, keyResults.number)
    .all()
    .map(({ row }) => toKeyResult(row))
}

/** Key results that are measured by a KPI, in cycles nobody closed. */
export function listKeyResultsOfKpi(db: Db, kpiId: KpiId): KeyResultId[] {
  return db
    .select({ id: keyResults.id })
    .from(keyResults)
    .innerJoin(objectives, eq(objectives.id, keyResults.objectiveId))
    .innerJoin(cycles, eq(cycles.id, objectives.cycleId))
    .where(and(eq(keyResults.kpiId, kpiId), cycleIsOpen))
    .all()
    .map(({ id }) => id)
}

/** Everybody who owns a key result in a cycle nobody closed. */
export function listOwners(db: Db): Person[] {
  return db
    .selectDistinct({ row: people })
    .from(keyResults)
    .innerJoin(people, eq(people.id, keyResults.ownerId))
    .innerJoin(objectives, eq(objectives.id, keyResults.objectiveId))
    .innerJoin(cycles, eq(cycles.id, objectives.cycleId))
    .where(and(isNotNull(keyResults.ownerId), cycleIsOpen))
    .orderBy(people.id)
    .all()
    .map(({ row }) => toPerson(row))
}

/** Everybody who owns a key result of a team in a cycle nobody closed. */
export function listOwnersOfTeam(db: Db, teamId: TeamId): PersonId[] {
  return db
    .selectDistinct({ ownerId: keyResults.ownerId })
    .from(keyResults)
    .innerJoin(objectives, eq(objectives.id, keyResults.objectiveId))
    .innerJoin(cycles, eq(cycles.id, objectives.cycleId))
    .where(and(eq(objectives.teamId, teamId), isNotNull(keyResults.ownerId), cycleIsOpen))
    .orderBy(keyResults.ownerId)
    .all()
    .flatMap(({ ownerId }) => ownerId ?? [])
}

/** Creates the key result of this id, or changes it. `ownedSince` becomes `now` when the owner is another. */
export function saveKeyResult(db: Db, wanted: Omit<KeyResult, 'ownedSince'>, now: Date): void {
  const before = findKeyResult(db, wanted.id)
  const sameOwner = before !== null && before.ownerId === wanted.ownerId
  const { id, labels, ...plain } = wanted
  const values = {
    ...plain,
    labels: [...labels],
    ownedSince: sameOwner ? before.ownedSince : wanted.ownerId === null ? null : now,
  }
  db.insert(keyResults)
    .values({ id, number: Number(id.slice(id.indexOf('-KR') + 3)), ...values })
    .onConflictDoUpdate({ target: keyResults.id, set: values })
    .run()
}

/** What a cycle's key results wait for, by key result, in the order in which it was written. */
export function listDependencies(db: Db, cycleId: number): Map<KeyResultId, Dependency[]> {
  const rows = db
    .select({ row: dependencies })
    .from(dependencies)
    .innerJoin(keyResults, eq(keyResults.id, dependencies.keyResultId))
    .innerJoin(objectives, eq(objectives.id, keyResults.objectiveId))
    .where(eq(objectives.cycleId, cycleId))
    .orderBy(dependencies.id)
    .all()
  return Map.groupBy(
    rows.map(({ row }) => row),
    (row) => row.keyResultId,
  )
}

export function dependenciesOf(db: Db, keyResultId: KeyResultId): Dependency[] {
  const rows = db.select().from(dependencies).where(eq(dependencies.keyResultId, keyResultId))
  return rows.orderBy(dependencies.id).all()
}

/** Makes these the key result's dependencies, in this order; one that stands already stays open or closed as it is. */
export function saveDependencies(
  db: Db,
  keyResultId: KeyResultId,
  wanted: readonly Pick<Dependency, 'on' | 'ownerId' | 'due'>[],
): void {
  const before = dependenciesOf(db, keyResultId)
  db.delete(dependencies).where(eq(dependencies.keyResultId, keyResultId)).run()
  for (const { on, ownerId, due } of wanted) {
    const closedAt = before.find((one) => one.on === on)?.closedAt ?? null
    db.insert(dependencies).values({ keyResultId, on, ownerId, due, closedAt }).run()
  }
}

/** What is attached to a cycle's key results, by key result, in the order in which it was written. */
export function listLinks(db: Db, cycleId: number): Map<KeyResultId, Link[]> {
  const rows = db
    .select({ row: links })
    .from(links)
    .innerJoin(keyResults, eq(keyResults.id, links.keyResultId))
    .innerJoin(objectives, eq(objectives.id, keyResults.objectiveId))
    .where(eq(objectives.cycleId, cycleId))
    .orderBy(links.id)
    .all()
  return Map.groupBy(
    rows.map(({ row }) => toLink(row)),
    (link) => link.keyResultId,
  )
}

export function linksOf(db: Db, keyResultId: KeyResultId): Link[] {
  return db.select().from(links).where(eq(links.keyResultId, keyResultId)).orderBy(links.id).all().map(toLink)
}

export function saveLinks(db: Db, keyResultId: KeyResultId, wanted: readonly Omit<Link, 'keyResultId'>[]): void {
  db.delete(links).where(eq(links.keyResultId, keyResultId)).run()
  for (const link of wanted) {
    db.insert(links)
      .values({ ...link, keyResultId })
      .run()
  }
}

/** Which cycle a key result is asked for in. */
export function cycleIdOf(db: Db, id: KeyResultId): number {
  const found = cycleOfObjective(db).get({ id: objectiveOf(id) })
  if (!found) throw new Error(`no key result ${id}`)
  return found.cycleId
}

function toLink({ keyResultId, kind, title, url }: typeof links.$inferSelect): Link {
  return { keyResultId, kind, title, url }
}

function toKeyResult({ number: _, ...keyResult }: typeof keyResults.$inferSelect): KeyResult {
  return keyResult
}

const byId = prepared((db) =>
  db
    .select()
    .from(keyResults)
    .where(eq(keyResults.id, sql.placeholder('id')))
    .prepare(),
)

const cycleOfObjective = prepared((db) =>
  db
    .select({ cycleId: objectives.cycleId })
    .from(objectives)
    .where(eq(objectives.id, sql.placeholder('id')))
    .prepare(),
)

const ofCycle = prepared((db) =>
  db
    .select({ row: keyResults })
    .from(keyResults)
    .innerJoin(objectives, eq(objectives.id, keyResults.objectiveId))
    .where(eq(objectives.cycleId, sql.placeholder('cycleId')))
    .orderBy(objectives.number, keyResults.number)
    .prepare(),
)
