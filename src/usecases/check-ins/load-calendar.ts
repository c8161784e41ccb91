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
import { listRecordedOutcomes } from '../../storage/requests.ts'
import { listSkippedWeeks } from '../../storage/skips.ts'
import { listTeams } from '../../storage/teams.ts'

/** Everything the check-in calendar looks at, as it is now, in a fixed number of queries. */
export function loadCheckInCalendar(db: Db, defaultZone: Zone): CheckInCalendar {
  const owned = loadOwned(db)
  const keyResultIds = [...owned.values()].flat().map(({ keyResultId }) => keyResultId)
  return {
    teams: loadTeams(db, defaultZone),
    holidays: new Set(holidays(db)),
    people: loadPeople(db, defaultZone),
    owned,
    answers: loadAnswers(db, keyResultIds),
    recorded: loadRecorded(db),
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

function loadOwned(db: Db): Map<PersonId, OwnedKeyResult[]> {
  const owned = new Map<PersonId, OwnedKeyResult[]>()
  for (const cycle of listOpenCycles(db)) {
    const teamOf = new Map(listObjectives(db, cycle.id).map(({ id, teamId }) => [id, teamId]))
    const keyResults = listKeyResults(db, cycle.id).filter(({ ownerId }) => ownerId !== null)
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

function loadRecorded(db: Db): Map<PersonId, Map<Week, Outcome>> {
  const recorded = new Map<PersonId, Map<Week, Outcome>>()
  for (const { personId, week, outcome } of listRecordedOutcomes(db)) {
    recorded.set(personId, (recorded.get(personId) ?? new Map<Week, Outcome>()).set(week, outcome))
  }
  return recorded
}
