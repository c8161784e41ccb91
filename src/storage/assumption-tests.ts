import type { AssumptionTest } from '../domain/check-ins.ts'
import type { Db } from '../platform/db.ts'
import { assumptionTests } from './tables/check-ins.ts'

type Row = typeof assumptionTests.$inferSelect

/** Keeps what one version of a check-in says about testing the assumption behind its key result. */
export function saveAssumptionTest(
  tx: Db,
  checkInId: number,
  version: number,
  { next, outcome }: AssumptionTest,
): void {
  if (next === null && outcome === null) return
  tx.insert(assumptionTests)
    .values({ checkInId, version, nextTest: next, result: outcome?.result ?? null, verdict: outcome?.verdict ?? null })
    .run()
}

export function testSaid({ nextTest, result, verdict }: Row): AssumptionTest {
  return { next: nextTest, outcome: result === null || verdict === null ? null : { result, verdict } }
}
