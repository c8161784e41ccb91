import { compareIds, type PersonId, type TeamId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { type Status, showStatus } from '../show-status.ts'
import { teamsOf } from './teams-of.ts'

/** How the OKRs of these teams stand; much less is read than for everybody's. O2 stands before O10. */
export function statusOfTeams(db: Db, teamIds: readonly TeamId[], now: Date, defaultZone: Zone): Status {
  const [first, ...others] = teamIds.map((id) => showStatus(db, { kind: 'team', id }, now, defaultZone))
  if (!first) return { ...showStatus(db, { kind: 'all' }, now, defaultZone), objectives: [] }
  const objectives = [first, ...others].flatMap((one) => one.objectives)
  return { ...first, objectives: objectives.toSorted((a, b) => compareIds(a.objective.id, b.objective.id)) }
}

/** The same for the teams somebody leads or owns something in: all of their own key results are there. */
export function statusAround(db: Db, personId: PersonId, now: Date, defaultZone: Zone): Status {
  const ids = teamsOf(db, personId).map(({ id }) => id)
  return statusOfTeams(db, ids, now, defaultZone)
}
