import fc from 'fast-check'
import { expect } from 'vitest'
import type {
  CheckInCalendar,
  Outcome,
  OwnedKeyResult,
  OwnerCalendar,
  TeamCalendar,
} from '../../../src/domain/cadence/calendar.ts'
import { decisionsDue, nextDecisionAt } from '../../../src/domain/cadence/decisions.ts'
import type { WeekPlan } from '../../../src/domain/cadence/plan-week.ts'
import { teamWeek } from '../../../src/domain/cadence/team-week.ts'
import { addDays, instantAt, localDateAt, localTimeAt, weekdayOf, weekdays } from '../../../src/domain/local-time.ts'
import { weekOf } from '../../../src/domain/weeks.ts'
import { isPaused } from '../../../src/domain/working-days.ts'

// Eight weeks are played from decision to decision, in a random world, by an app that is down now and then.
const firstDay = '2026-02-16' // summer time begins meanwhile: New York on 8 March, Berlin on 29 March, Sydney ends on 5 April
const begin = new Date('2026-02-16T00:00:00Z')
const end = new Date('2026-04-13T00:00:00Z')
const hour = 3_600_000

export interface Row {
  plan: WeekPlan
  now: Date
}

/** The scheduler: looks whenever something may be due, unless it is down, and records what it finds. */
export function play(
  calendarAt: (now: Date) => CheckInCalendar,
  downtime: readonly [number, number][],
  moved: readonly Move[] = [],
): Row[] {
  const recorded = new Map<number, Map<string, Outcome>>()
  const rows: Row[] = []
  let now = begin
  while (now < end) {
    const calendar = { ...calendarAt(now), recorded }
    for (const plan of decisionsDue(calendar, now)) {
      recorded.set(plan.personId, (recorded.get(plan.personId) ?? new Map()).set(plan.week, plan.outcome))
      rows.push({ plan, now })
    }
    const next = nextDecisionAt({ ...calendar, recorded }, now)
    const landing = moved.map(({ hours }) => begin.getTime() + hours * hour).filter((at) => at > now.getTime())
    const step = Math.min(next?.getTime() ?? end.getTime(), ...landing)
    now = new Date(Math.max(step, now.getTime() + 1))
    for (const [from, hours] of downtime) {
      const [down, up] = [begin.getTime() + from * hour, begin.getTime() + (from + hours) * hour]
      if (now.getTime() >= down && now.getTime() < up) now = new Date(up)
    }
  }
  return rows
}

/** Asked or reminded at `now`: on a day they work, before the summary, at their hour, or if late in working time. */
export function expectsKindly(calendar: CheckInCalendar, plan: WeekPlan, now: Date, late: boolean): void {
  const { personId, ask, keyResults, plannedAt } = plan
  const owner = calendar.people.get(personId)
  if (owner === undefined || ask === null) throw new Error('asked, and nobody or nothing to ask')
  const [date, time] = [localDateAt(now, owner.zone), localTimeAt(now, owner.zone)]
  expect(calendar.holidays.has(date)).toBe(false)
  expect(owner.daysOff.has(date)).toBe(false)
  expect(isPaused(owner.pauses, date, owner.zone)).toBe(false)
  expect(ask.team.workingDays).toContain(weekdayOf(date))
  expect(keyResults.length).toBeGreaterThan(0)
  expect(owner.hasLeft).toBe(false)
  if (late) {
    expect(time >= '09:00' && time < '17:00').toBe(true)
  } else {
    expect(time).toBe(localTimeAt(instantAt(date, ask.time, owner.zone), owner.zone))
  }
  for (const { keyResultId, onBehalfOf } of keyResults) {
    const keyResult = calendar.owned.get(onBehalfOf ?? personId)?.find((each) => each.keyResultId === keyResultId)
    const team = keyResult && calendar.teams.get(keyResult.teamId)
    if (keyResult === undefined || team === undefined) throw new Error('asked for what nobody owns')
    const summaryAt = teamWeek(team, plan.week, calendar.holidays)?.summaryAt
    expect(summaryAt !== undefined && now < summaryAt).toBe(true)
    if (team.starts !== null) expect(date >= team.starts).toBe(true)
    else expect(plannedAt.getTime()).toBeGreaterThanOrEqual(team.importedAt.getTime() + 24 * hour)
  }
}

const zones = [
  'America/New_York',
  'America/Los_Angeles',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Australia/Sydney',
  'Pacific/Chatham',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Africa/Cairo',
]

const zone = () => fc.constantFrom(...zones)
const weekday = () => fc.constantFrom(...weekdays)
const time = () => fc.constantFrom('00:00', '02:30', '07:30', '09:00', '10:00', '13:15', '16:30', '23:59')
const day = () => fc.integer({ min: 0, max: 55 }).map((days) => addDays(firstDay, days))

function team(teamId: number): fc.Arbitrary<TeamCalendar> {
  return fc.record({
    teamId: fc.constant(teamId),
    name: fc.constant(`Team ${teamId}`),
    weekday: weekday(),
    time: time(),
    zone: zone(),
    workingDays: fc.oneof(
      { weight: 3, arbitrary: fc.constant(weekdays.slice(0, 5)) },
      { weight: 1, arbitrary: fc.subarray([...weekdays], { minLength: 1 }) },
    ),
    starts: fc.option(day(), { freq: 3 }),
    importedAt: fc.integer({ min: 0, max: 10 * 24 }).map((hours) => new Date(begin.getTime() + hours * hour)),
  })
}

function person(personId: number, people: number): fc.Arbitrary<OwnerCalendar> {
  return fc.record({
    personId: fc.constant(personId),
    zone: zone(),
    preferred: fc.record({ weekday: fc.option(weekday()), time: fc.option(time()) }),
    daysOff: fc.array(day(), { maxLength: 15 }).map((days) => new Set(days)),
    pauses: fc.array(
      fc
        .tuple(day(), fc.integer({ min: 0, max: 12 }))
        .map(([starts, days]) => ({ starts, ends: addDays(starts, days), resumedAt: null })),
      { maxLength: 2 },
    ),
    delegateId: fc.option(fc.integer({ min: 1, max: people })).map((id) => (id === personId ? null : id)),
    hasLeft: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  })
}

function keyResult(keyResultId: string, teams: number): fc.Arbitrary<OwnedKeyResult> {
  return fc.record({
    keyResultId: fc.constant(keyResultId),
    teamId: fc.integer({ min: 1, max: teams }),
    due: fc.oneof(fc.constant('2026-12-31'), day()),
    cycle: fc.constant({ starts: '2026-01-01', closedAt: null }),
    ownedSince: fc.constant(null),
    skippedWeeks: fc.subarray(['2026-W09', '2026-W10', '2026-W12']).map((weeks) => new Set(weeks)),
  })
}

export function world(): fc.Arbitrary<CheckInCalendar> {
  const people = 4
  return fc
    .record({
      teams: fc.tuple(team(1), team(2)),
      people: fc.tuple(person(1, people), person(2, people), person(3, people), person(4, people)),
      owned: fc.tuple(
        ...[1, 2, 3].map((owner) =>
          fc
            .integer({ min: 0, max: 3 })
            .chain((count) =>
              fc.tuple(...Array.from({ length: count }, (_, i) => keyResult(`O${owner}-KR${i + 1}`, 2))),
            ),
        ),
      ),
      holidays: fc.array(day(), { maxLength: 12 }),
      answers: fc.array(
        fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 55 * 24 })),
        {
          maxLength: 12,
        },
      ),
    })
    .map(({ teams, people: everybody, owned, holidays, answers }) => ({
      teams: new Map(teams.map((each) => [each.teamId, each])),
      people: new Map(everybody.map((each) => [each.personId, each])),
      owned: new Map(owned.map((keyResults, i) => [i + 1, keyResults])),
      holidays: new Set(holidays),
      answers: new Map(
        answers.map(([owner, number, hours]) => {
          const at = new Date(begin.getTime() + hours * hour)
          return [`O${owner}-KR${number}`, [{ at, week: weekOf(localDateAt(at, 'UTC')) }]]
        }),
      ),
      recorded: new Map(),
    }))
}

/** Hours after the beginning at which the app goes down, and for how long. */
export function downtimes(): fc.Arbitrary<[number, number][]> {
  return fc.array(fc.tuple(fc.integer({ min: 0, max: 55 * 24 }), fc.integer({ min: 1, max: 200 })), { maxLength: 4 })
}

export interface Move {
  personId: number
  hours: number
  to: string
}

export function moves(): fc.Arbitrary<Move[]> {
  return fc.array(
    fc.record({ personId: fc.integer({ min: 1, max: 4 }), hours: fc.integer({ min: 0, max: 55 * 24 }), to: zone() }),
    { maxLength: 6 },
  )
}

/** The world at `now`, after some have flown. */
export function travelled(calendar: CheckInCalendar, moved: readonly Move[], now: Date): CheckInCalendar {
  const people = new Map(calendar.people)
  for (const { personId, hours, to } of [...moved].sort((a, b) => a.hours - b.hours)) {
    const owner = people.get(personId)
    if (owner !== undefined && begin.getTime() + hours * hour <= now.getTime())
      people.set(personId, { ...owner, zone: to })
  }
  return { ...calendar, people }
}

export function importedAt(calendar: CheckInCalendar, keyResults: readonly OwnedKeyResult[]): Date {
  const imports = keyResults.map(({ teamId }) => calendar.teams.get(teamId)?.importedAt.getTime() ?? 0)
  return new Date(Math.min(...imports))
}

export function zoneOf(calendar: CheckInCalendar, personId: number): string {
  return calendar.people.get(personId)?.zone ?? 'UTC'
}
