import type { OwnerCalendar, TeamCalendar } from '../../domain/cadence/calendar.ts'
import { type OwnersAsk, ownersAsks } from '../../domain/cadence/owners-ask.ts'
import type { LocalDate, Zone } from '../../domain/local-time.ts'
import { dueOf, type KeyResult } from '../../domain/objectives.ts'
import { zoneOf } from '../../domain/people.ts'
import { addWeeks, type Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { getCycle } from '../../storage/cycles.ts'
import { holidays } from '../../storage/holidays.ts'
import { cycleIdOf } from '../../storage/key-results.ts'
import { getObjective } from '../../storage/objectives.ts'
import { getPerson } from '../../storage/people.ts'
import { preferencesOf } from '../../storage/preferences.ts'
import { getTeam } from '../../storage/teams.ts'

/** How many weeks holidays may keep a team from being asked. */
const mostWeeksAhead = 6

/**
 * When the owner of one key result is asked for it in an ISO week, before days off are looked at. Null when nobody is:
 * no owner, no working day left, the cycle over, or its date.
 */
export function askOfWeek(db: Db, keyResult: KeyResult, week: Week, defaultZone: Zone): OwnersAsk | null {
  return asksOf(db, keyResult, defaultZone)(week)
}

/** The local date of the first check-in after a week's; null when there is none any more. */
export function nextCheckInOn(db: Db, keyResult: KeyResult, week: Week, defaultZone: Zone): LocalDate | null {
  const askIn = asksOf(db, keyResult, defaultZone)
  for (let ahead = 1; ahead <= mostWeeksAhead; ahead++) {
    const ask = askIn(addWeeks(week, ahead))
    if (ask) return ask.askOn
  }
  return null
}

/** As `askOfWeek`, for several weeks of one key result. */
export function asksOf(db: Db, keyResult: KeyResult, defaultZone: Zone): (week: Week) => OwnersAsk | null {
  const cycle = getCycle(db, cycleIdOf(db, keyResult.id))
  if (keyResult.ownerId === null || cycle.closedAt !== null) return () => null
  const owner = ownerCalendar(db, keyResult.ownerId, defaultZone)
  const team = teamCalendar(db, keyResult, defaultZone)
  const dates = new Set(holidays(db))
  return (week) => {
    const [first] = ownersAsks(owner, team, week, dates)
    return first && first.teamAskOn <= dueOf(keyResult, cycle) ? first : null
  }
}

function teamCalendar(db: Db, keyResult: KeyResult, defaultZone: Zone): TeamCalendar {
  const team = getTeam(db, getObjective(db, keyResult.objectiveId).teamId)
  const { id, name, zone, workingDays, checkIn, importedAt } = team
  return { teamId: id, name, zone: zone ?? defaultZone, workingDays, importedAt, ...checkIn }
}

/** Days off and pauses move a request, never the ask. */
function ownerCalendar(db: Db, personId: number, defaultZone: Zone): OwnerCalendar {
  const person = getPerson(db, personId)
  const wanted = preferencesOf(db, personId)
  return {
    personId,
    zone: zoneOf(person, defaultZone),
    preferred: { weekday: wanted?.weekday ?? null, time: wanted?.time ?? null },
    daysOff: new Set(),
    pauses: [],
    delegateId: wanted?.delegateId ?? null,
    hasLeft: person.deactivatedAt !== null,
  }
}
