import type {
  CheckInCalendar,
  Outcome,
  OwnedKeyResult,
  OwnerCalendar,
  StandingAnswer,
  TeamCalendar,
} from '../../domain/cadence/calendar.ts'
import type { KeyResultId, PersonId, TeamId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import { dueOf } from '../../domain/objectives.ts'
import { zoneOf } from '../../domain/people.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { listAnswerInstants } from '../../storage/check-ins.ts'
import { listOpenCycles } from '../../storage/cycles.ts'
import { holidays } from '../../storage/holidays.ts'
import { listKeyResults } from '../../storage/key-results.ts'
import { listObjectives } from '../../storage/objectives.ts'
import { listPeople } from '../../storage/people.ts'
import { listDaysOff, listPauses, listPreferences } from '../../storage/preferences.ts'
import { listRecordedOutcomes, listRequestsOfPeople } from '../../storage/requests.ts'
import { listSkippedWeeks } from '../../storage/skips.ts'
import { listTeams } from '../../storage/teams.ts'

/**
 * Everything the check-in calendar looks at, as it is now, in a fixed number of queries. `about` somebody: only what
 * their own weeks depend on, which is whom they stand in for, who stands in for them, and whom those stand in for.
 */
export function loadCheckInCalendar(db: Db, defaultZone: Zone, about?: PersonId): CheckInCalendar {
  const everybody = loadPeople(db, defaultZone)
  const people = about === undefined ? everybody : around(everybody, about)
  const owned = loadOwned(db, people)
  const keyResultIds = [...owned.values()].flat().map(({ keyResultId }) => keyResultId)
  return {
    teams: loadTeams(db, defaultZone),
    holidays: new Set(holidays(db)),
    people,
    owned,
    answers: loadAnswers(db, keyResultIds),
    recorded: recordedOf(about === undefined ? listRecordedOutcomes(db) : listRequestsOfPeople(db, [...people.keys()])),
  }
}

function loadTeams(db: Db, defaultZone: Zone): Map<TeamId, TeamCalendar> {
  return new Map(
    listTeams(db).map(({ id, name, zone, workingDays, checkIn, importedAt }) => [
      id,
      { teamId: id, name, zone: zone ?? defaultZone, workingDays, importedAt, ...checkIn },
    ]),
  )
}

function loadPeople(db: Db, defaultZone: Zone): Map<PersonId, OwnerCalendar> {
  const preferences = listPreferences(db)
  const daysOff = listDaysOff(db)
  const pauses = listPauses(db)
  return new Map(
    listPeople(db).map((person) => {
      const wanted = preferences.get(person.id)
      return [
        person.id,
        {
          personId: person.id,
          zone: zoneOf(person, defaultZone),
          preferred: { weekday: wanted?.weekday ?? null, time: wanted?.time ?? null },
          daysOff: new Set(daysOff.get(person.id) ?? []),
          pauses: pauses.get(person.id) ?? [],
          delegateId: wanted?.delegateId ?? null,
          hasLeft: person.deactivatedAt !== null,
        },
      ]
    }),
  )
}

function around(everybody: ReadonlyMap<PersonId, OwnerCalendar>, about: PersonId): Map<PersonId, OwnerCalendar> {
  const delegateId = everybody.get(about)?.delegateId
  const near = [about, ...(delegateId ? [delegateId] : [])]
  const standsInForOneOf = (owner: OwnerCalendar) => owner.delegateId !== null && near.includes(owner.delegateId)
  return new Map([...everybody].filter(([id, owner]) => near.includes(id) || standsInForOneOf(owner)))
}

function loadOwned(db: Db, people: ReadonlyMap<PersonId, OwnerCalendar>): Map<PersonId, OwnedKeyResult[]> {
  const owned = new Map<PersonId, OwnedKeyResult[]>()
  for (const cycle of listOpenCycles(db)) {
    const teamOf = new Map(listObjectives(db, cycle.id).map(({ id, teamId }) => [id, teamId]))
    const keyResults = listKeyResults(db, cycle.id).filter(({ ownerId }) => ownerId !== null && people.has(ownerId))
    const skipped = listSkippedWeeks(
      db,
      keyResults.map(({ id }) => id),
    )
    for (const keyResult of keyResults) {
      const ownerId = keyResult.ownerId as PersonId
      owned.set(ownerId, [
        ...(owned.get(ownerId) ?? []),
        {
          keyResultId: keyResult.id,
          teamId: teamOf.get(keyResult.objectiveId) as TeamId,
          due: dueOf(keyResult, cycle),
          cycle: { starts: cycle.starts, closedAt: cycle.closedAt },
          ownedSince: keyResult.ownedSince,
          skippedWeeks: skipped.get(keyResult.id) ?? new Set<Week>(),
        },
      ])
    }
  }
  return owned
}

function loadAnswers(db: Db, keyResultIds: readonly KeyResultId[]): Map<KeyResultId, StandingAnswer[]> {
  const answers = new Map<KeyResultId, StandingAnswer[]>()
  for (const { keyResultId, week, at } of listAnswerInstants(db, keyResultIds)) {
    answers.set(keyResultId, [...(answers.get(keyResultId) ?? []), { week, at }])
  }
  return answers
}

function recordedOf(
  requests: readonly { personId: PersonId; week: Week; outcome: Outcome }[],
): Map<PersonId, Map<Week, Outcome>> {
  const recorded = new Map<PersonId, Map<Week, Outcome>>()
  for (const { personId, week, outcome } of requests) {
    recorded.set(personId, (recorded.get(personId) ?? new Map<Week, Outcome>()).set(week, outcome))
  }
  return recorded
}
