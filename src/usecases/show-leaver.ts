import type { KeyResultId, PersonId, TeamId } from '../domain/ids.ts'
import { compareIds } from '../domain/ids.ts'
import type { Db } from '../platform/db.ts'
import { type HandOver, listHandOvers } from '../storage/hand-overs.ts'
import { listKeyResults } from '../storage/key-results.ts'
import { listObjectives } from '../storage/objectives.ts'
import { getPerson } from '../storage/people.ts'
import { getTeam } from '../storage/teams.ts'

/** What somebody who has left owned, and who takes it over. */
export interface Leaver {
  name: string
  team: string
  isBack: boolean
  keyResults: {
    id: KeyResultId
    title: string
    /** `open`: nobody was asked, or the last one declined. */
    state:
      | { kind: 'open'; declinedBy: string | null }
      | { kind: 'offered'; to: string }
      | { kind: 'done'; owner: string }
  }[]
}

export function showLeaver(
  db: Db,
  { personId, teamId, cycleId }: { personId: PersonId; teamId: TeamId; cycleId: number },
): Leaver {
  const leaver = getPerson(db, personId)
  const objectives = new Set(listObjectives(db, cycleId).flatMap((one) => (one.teamId === teamId ? [one.id] : [])))
  const keyResults = listKeyResults(db, cycleId)
    .filter(({ objectiveId }) => objectives.has(objectiveId))
    .map((keyResult) => ({
      keyResult,
      offers: listHandOvers(db, keyResult.id).filter((one) => one.fromId === personId),
    }))
    .filter(({ keyResult, offers }) => keyResult.ownerId === personId || offers.length > 0)
    .sort((a, b) => compareIds(a.keyResult.id, b.keyResult.id))
  return {
    name: leaver.name,
    team: getTeam(db, teamId).name,
    isBack: leaver.deactivatedAt === null,
    keyResults: keyResults.map(({ keyResult: { id, title, ownerId }, offers }) => ({
      id,
      title,
      state: ownerId === personId ? stateOf(db, offers[0]) : { kind: 'done', owner: nameOf(db, ownerId) },
    })),
  }
}

function stateOf(db: Db, newest: HandOver | undefined): Leaver['keyResults'][number]['state'] {
  if (newest && newest.answer === null) return { kind: 'offered', to: nameOf(db, newest.toId) }
  return { kind: 'open', declinedBy: newest?.answer === 'declined' ? nameOf(db, newest.toId) : null }
}

function nameOf(db: Db, id: PersonId | null): string {
  return id === null ? 'nobody' : getPerson(db, id).name
}
