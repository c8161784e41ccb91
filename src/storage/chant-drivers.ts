import { and, eq, gte, isNotNull, lt } from 'drizzle-orm'
import { driverProgress, type SpecId } from '../domain/specs.ts'
import type { Db } from '../platform/db.ts'
import { listSpecsById } from './chant-specs.ts'
import { chantSpecs } from './tables/chant.ts'

/** Of these specs those that have members: how they are called, and how far they are. */
export function driverFacts(
  db: Db,
  repository: string,
  ids: readonly SpecId[],
): Map<SpecId, { title: string | null; progress: { completed: number; total: number } }> {
  const drivers = new Map(
    listSpecsById(db, repository, ids)
      .toReversed()
      .map((spec) => [spec.id, spec]),
  )
  return new Map(
    ids.flatMap((id) => {
      const driver = drivers.get(id)
      const memberIds = new Set([...memberIdsBelow(db, repository, id), ...(driver?.members ?? [])])
      if (memberIds.size === 0) return []
      // Of two with one id the active one, which comes first, is meant.
      const members = new Map(
        listSpecsById(db, repository, [...memberIds])
          .toReversed()
          .map((spec) => [spec.id, spec]),
      )
      const progress = driverProgress(id, [...(driver ? [driver] : []), ...members.values()])
      return [[id, { title: driver?.title ?? null, progress }] as const]
    }),
  )
}

/** Members by their id, as chant has them: what begins with the driver's id and a dot. */
function memberIdsBelow(db: Db, repository: string, driver: SpecId): SpecId[] {
  return db
    .select({ id: chantSpecs.specId })
    .from(chantSpecs)
    .where(
      and(
        eq(chantSpecs.repository, repository),
        gte(chantSpecs.specId, `${driver}.`),
        // The character after the dot: everything below it begins with the dot.
        lt(chantSpecs.specId, `${driver}/`),
        isNotNull(chantSpecs.status),
      ),
    )
    .all()
    .map(({ id }) => id)
}
