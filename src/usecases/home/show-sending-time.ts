import type { CheckInCalendar, OwnerCalendar, TeamCalendar } from '../../domain/cadence/calendar.ts'
import { planInWords, plannedAsksOf } from '../../domain/cadence/preview.ts'
import { shortDate } from '../../domain/dates.ts'
import { type DateSpan, stretchesOf } from '../../domain/days-off.ts'
import type { PersonId } from '../../domain/ids.ts'
import {
  type LocalDate,
  localDateAt,
  localTimeAt,
  weekdayInWords,
  weekdays,
  type Zone,
} from '../../domain/local-time.ts'
import { type Person, zoneOf } from '../../domain/people.ts'
import type { Db } from '../../platform/db.ts'
import { getPerson, listPeople } from '../../storage/people.ts'
import { daysOffOf, listPreferences, pausesOf, preferencesOf } from '../../storage/preferences.ts'
import { loadCheckInCalendar } from '../check-ins/load-calendar.ts'

/** When somebody is asked, and what they said about it. */
export interface SendingTime {
  zone: Zone
  /** False: neither Slack nor the OKR file says in which zone they are, so the workspace's default counts. */
  isZoneKnown: boolean
  /** `Mondays at 09:00`; null for somebody who is asked nothing. */
  usually: string | null
  because: 'own-choice' | 'team' | null
  /** Of whose team that is. */
  teams: readonly string[]
  /** What becomes of the weeks until they are asked, that one included; one line each. */
  next: readonly string[]
  /** When they are asked next, on their wall: `Mon 12 Jan at 09:00`; null when that is not in sight. */
  nextAt: string | null
  /** From today on. */
  daysOff: readonly DateSpan[]
  /** Whoever answers while they are away. */
  delegate: Pick<Person, 'name' | 'slackId'> | null
  /** For whom they answer. */
  standsInFor: readonly string[]
  /** The last day of the pause that runs. */
  pausedUntil: LocalDate | null
}

export function showSendingTime(db: Db, personId: PersonId, now: Date, defaultZone: Zone): SendingTime {
  const person = getPerson(db, personId)
  const zone = zoneOf(person, defaultZone)
  const today = localDateAt(now, zone)
  const calendar = loadCheckInCalendar(db, defaultZone, personId)
  const wanted = preferencesOf(db, personId)
  return {
    zone,
    isZoneKnown: person.zone !== null,
    ...usual(calendar, personId),
    ...nextAsks(db, calendar, personId, zone, now),
    daysOff: stretchesOf(daysOffOf(db, personId).filter((date) => date >= today)),
    delegate: wanted?.delegateId ? getPerson(db, wanted.delegateId) : null,
    standsInFor: standsInFor(db, personId),
    pausedUntil: pausedUntil(db, personId, today),
  }
}

/** The last day of a pause that covers `today` or lies ahead; null when there is none. */
export function pausedUntil(db: Db, personId: PersonId, today: LocalDate): LocalDate | null {
  const running = pausesOf(db, personId).filter(({ ends, resumedAt }) => resumedAt === null && ends >= today)
  return running.reduce<LocalDate | null>((last, { ends }) => (last !== null && last > ends ? last : ends), null)
}

function usual(calendar: CheckInCalendar, personId: PersonId): Pick<SendingTime, 'usually' | 'because' | 'teams'> {
  const teamIds = new Set((calendar.owned.get(personId) ?? []).map(({ teamId }) => teamId))
  const teams = [...calendar.teams.values()].filter(({ teamId }) => teamIds.has(teamId))
  const names = teams.map(({ name }) => name)
  const [first] = teams.toSorted(bySendingTime)
  const { preferred } = calendar.people.get(personId) as OwnerCalendar
  if (first === undefined) return { usually: null, because: null, teams: names }
  const weekday = preferred.weekday ?? first.weekday
  const isOwnChoice = preferred.weekday !== null || preferred.time !== null
  return {
    usually: `${weekdayInWords(weekday)}s at ${preferred.time ?? first.time}`,
    because: isOwnChoice ? 'own-choice' : 'team',
    teams: isOwnChoice ? names : [first.name],
  }
}

/** One message covers all teams, at the earliest of their asks in the week. */
function bySendingTime(a: TeamCalendar, b: TeamCalendar): number {
  return weekdays.indexOf(a.weekday) - weekdays.indexOf(b.weekday) || a.time.localeCompare(b.time)
}

function nextAsks(
  db: Db,
  calendar: CheckInCalendar,
  personId: PersonId,
  zone: Zone,
  now: Date,
): Pick<SendingTime, 'next' | 'nextAt'> {
  const nameOf = (id: PersonId) => getPerson(db, id).name
  const plans = plannedAsksOf(calendar, personId, now)
  const asked = plans.find(({ outcome }) => outcome === 'asked')
  return {
    next: plans.map((plan) => planInWords(plan, calendar, nameOf, 'themselves')),
    nextAt: asked ? `${shortDate(localDateAt(asked.at, zone))} at ${localTimeAt(asked.at, zone)}` : null,
  }
}

function standsInFor(db: Db, personId: PersonId): string[] {
  const owners = [...listPreferences(db)].filter(([, { delegateId }]) => delegateId === personId).map(([id]) => id)
  return listPeople(db)
    .filter(({ id, deactivatedAt }) => owners.includes(id) && deactivatedAt === null)
    .map(({ name }) => name)
}
