import type { PersonId } from '../../domain/ids.ts'
import type { Team } from '../../domain/teams.ts'
import type { Db } from '../../platform/db.ts'
import { listKeyResultsOwnedBy } from '../../storage/key-results.ts'
import { getObjective } from '../../storage/objectives.ts'
import { listTeams } from '../../storage/teams.ts'

/** The teams somebody leads, or owns a key result of in a cycle nobody closed. */
export function teamsOf(db: Db, personId: PersonId): Team[] {
  const owned = new Set(listKeyResultsOwnedBy(db, personId).map((one) => getObjective(db, one.objectiveId).teamId))
  return listTeams(db).filter(({ id, leadId }) => leadId === personId || owned.has(id))
}
