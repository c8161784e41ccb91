import { eq, inArray, sql } from 'drizzle-orm'
import type { ObjectiveId } from '../domain/ids.ts'
import type { Objective } from '../domain/objectives.ts'
import type { Db } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { objectives } from './tables/objectives.ts'

/** The objective a row of ours names: that it is missing is a bug. */
export function getObjective(db: Db, id: ObjectiveId): Objective {
  const objective = findObjective(db, id)
  if (!objective) throw new Error(`no objective ${id}`)
  return objective
}

/** The objective somebody named. */
export function findObjective(db: Db, id: ObjectiveId): Objective | null {
  const row = byId(db).get({ id })
  return row ? toObjective(row) : null
}

/** A cycle's objectives, O2 before O10. */
export function listObjectives(db: Db, cycleId: number): Objective[] {
  return ofCycle(db).all({ cycleId }).map(toObjective)
}

/** The objectives that serve one of these objectives or key results, O2 before O10. */
export function listSupporters(db: Db, ids: readonly string[]): Objective[] {
  const rows = db
    .select()
    .from(objectives)
    .where(inArray(objectives.supports, [...ids]))
  return rows.orderBy(objectives.number).all().map(toObjective)
}

/** The number the next objective gets; numbers are never used twice. */
export function nextObjectiveNumber(db: Db): number {
  const found = db
    .select({ highest: sql<number | null>`max(${objectives.number})` })
    .from(objectives)
    .get()
  return (found?.highest ?? 0) + 1
}

/** Creates the objective of this id, or changes it. */
export function saveObjective(db: Db, wanted: Objective): void {
  const { id, ...values } = wanted
  db.insert(objectives)
    .values({ id, number: Number(id.slice(1)), ...values })
    .onConflictDoUpdate({ target: objectives.id, set: values })
    .run()
}

function toObjective({ number: _, ...objective }: typeof objectives.$inferSelect): Objective {
  return objective
}

const byId = prepared((db) =>
  db
    .select()
    .from(objectives)
    .where(eq(objectives.id, sql.placeholder('id')))
    .prepare(),
)

const ofCycle = prepared((db) =>
  db
    .select()
    .from(objectives)
    .where(eq(objectives.cycleId, sql.placeholder('cycleId')))
    .orderBy(objectives.number)
    .prepare(),
)
