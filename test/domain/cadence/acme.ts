import type {
  CheckInCalendar,
  Outcome,
  OwnedKeyResult,
  OwnerCalendar,
  StandingAnswer,
  TeamCalendar,
} from '../../../src/domain/cadence/calendar.ts'
import { instantAt, localDateAt, localTimeAt, weekdayOf, weekdays } from '../../../src/domain/local-time.ts'
import type { Week } from '../../../src/domain/weeks.ts'

/** Acme's Retention team: Mondays at nine, summary Wednesday at four in New York. */
export const retention: TeamCalendar = {
  teamId: 1,
  name: 'Retention',
  weekday: 'monday',
  time: '09:00',
  zone: 'America/New_York',
  workingDays: weekdays.slice(0, 5),
  starts: null,
  importedAt: new Date('2025-12-01T12:00:00Z'),
}

/** A second team, asked on Thursdays at ten. */
export const platform: TeamCalendar = { ...retention, teamId: 2, name: 'Platform', weekday: 'thursday', time: '10:00' }

export const sarah = 1
export const mike = 2
export const ana = 3

export function person(personId: number, zone: string, more: Partial<OwnerCalendar> = {}): OwnerCalendar {
  return {
    personId,
    zone,
    preferred: { weekday: null, time: null },
    daysOff: new Set(),
    pauses: [],
    delegateId: null,
    hasLeft: false,
    ...more,
  }
}

export function keyResult(keyResultId: string, more: Partial<OwnedKeyResult> = {}): OwnedKeyResult {
  return {
    keyResultId,
    teamId: retention.teamId,
    due: '2026-03-31',
    cycle: { starts: '2026-01-01', closedAt: null },
    ownedSince: null,
    skippedWeeks: new Set(),
    ...more,
  }
}

/** Sarah in New York owns O1-KR1, unless told otherwise. */
export function calendarOf(
  more: {
    teams?: TeamCalendar[]
    people?: OwnerCalendar[]
    owned?: Record<number, OwnedKeyResult[]>
    holidays?: string[]
    answers?: Record<string, StandingAnswer[]>
    recorded?: Record<number, Record<Week, Outcome>>
  } = {},
): CheckInCalendar {
  const people = more.people ?? [person(sarah, 'America/New_York')]
  return {
    teams: new Map((more.teams ?? [retention]).map((team) => [team.teamId, team])),
    people: new Map(people.map((each) => [each.personId, each])),
    owned: new Map(
      Object.entries(more.owned ?? { [sarah]: [keyResult('O1-KR1')] }).map(([id, keyResults]) => [
        Number(id),
        keyResults,
      ]),
    ),
    holidays: new Set(more.holidays),
    answers: new Map(Object.entries(more.answers ?? {})),
    recorded: new Map(
      Object.entries(more.recorded ?? {}).map(([id, weeks]) => [Number(id), new Map(Object.entries(weeks))]),
    ),
  }
}

/** An instant on Sarah's wall in New York. */
export function newYork(date: string, time: string): Date {
  return instantAt(date, time, 'America/New_York')
}

/** `monday 2026-01-12 09:00`. */
export function onTheWall(instant: Date, zone = 'America/New_York'): string {
  const date = localDateAt(instant, zone)
  return `${weekdayOf(date)} ${date} ${localTimeAt(instant, zone)}`
}
