import { eq } from 'drizzle-orm'
import { compareIds, type KeyResultId } from '../domain/ids.ts'
import type { Initiative } from '../domain/objectives.ts'
import type { Db } from '../platform/db.ts'
import { contributions, initiatives } from './tables/objectives.ts'

/** Every initiative with the key results it contributes to, as they were written. */
export function listInitiatives(db: Db): Initiative[] {
  const goals = Map.groupBy(db.select().from(contributions).all(), (row) => row.initiativeId)
  const rows = db.select().from(initiatives).orderBy(initiatives.id).all()
  return rows.map((row) => ({
    ...row,
    contributesTo: (goals.get(row.id) ?? []).map((goal) => goal.keyResultId).sort(compareIds),
  }))
}

export function listInitiativesOf(db: Db, keyResultId: KeyResultId): Initiative[] {
  return listInitiatives(db).filter((initiative) => initiative.contributesTo.includes(keyResultId))
}

/** Creates the initiative of this title, or changes it. */
export function saveInitiative(db: Db, wanted: Omit<Initiative, 'id'>): number {
  const { contributesTo, ...values } = wanted
  const { id } = db
    .insert(initiatives)
    .values(values)
    .onConflictDoUpdate({ target: initiatives.title, set: values })
    .returning({ id: initiatives.id })
    .get()
  db.delete(contributions).where(eq(contributions.initiativeId, id)).run()
  for (const keyResultId of new Set(contributesTo))
    db.insert(contributions).values({ initiativeId: id, keyResultId }).run()
  return id
}
