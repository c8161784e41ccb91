import { keyResultsOf } from '../../../domain/contributions.ts'
import { compareIds } from '../../../domain/ids.ts'
import type { KeyResult } from '../../../domain/objectives.ts'
import { driverOf, type SpecId } from '../../../domain/specs.ts'
import type { Team } from '../../../domain/teams.ts'
import type { Db } from '../../../platform/db.ts'
import { findSpec } from '../../../storage/chant-specs.ts'
import { listOpenCycles } from '../../../storage/cycles.ts'
import { listInitiatives } from '../../../storage/initiatives.ts'
import { listKeyResults } from '../../../storage/key-results.ts'
import { getObjective } from '../../../storage/objectives.ts'
import { getTeam, listTeams } from '../../../storage/teams.ts'

/** The key results of open cycles that a spec works for, by its labels, its driver's, or an initiative's link. */
export function keyResultsConcerned(db: Db, repository: string, specId: SpecId): KeyResult[] {
  return concernOf(db)(repository, specId)
}

/** The same for many specs: what there is to work for is read once. */
export function concernOf(db: Db): (repository: string, specId: SpecId) => KeyResult[] {
  const keyResults = listOpenCycles(db).flatMap(({ id }) => listKeyResults(db, id))
  const goals = { keyResults, initiatives: listInitiatives(db) }
  return (repository, specId) => {
    const spec = findSpec(db, repository, specId)
    if (!spec) return []
    const driver = driverOf(specId)
    const driverLabels = driver === null ? [] : (findSpec(db, repository, driver)?.labels ?? [])
    const ids = new Set(keyResultsOf({ repository, id: specId, labels: spec.labels, driver, driverLabels }, goals))
    return keyResults.filter(({ id }) => ids.has(id)).sort((a, b) => compareIds(a.id, b.id))
  }
}

/** Whose affair a spec is: the team of the first key result it works for; where there is one team only, that one. */
export function teamConcerned(db: Db, keyResults: readonly KeyResult[]): Team | null {
  const [first] = keyResults
  if (first) return getTeam(db, getObjective(db, first.objectiveId).teamId)
  const teams = listTeams(db)
  return teams.length === 1 ? (teams[0] ?? null) : null
}
