import {
  addDays,
  instantAt,
  type LocalDate,
  localDateAt,
  type Weekday,
  weekdayOf,
} from '../../src/domain/local-time.ts'
import { mondayOf, type Week, weekOf } from '../../src/domain/weeks.ts'
import type { Db } from '../../src/platform/db.ts'
import { findCycleByName } from '../../src/storage/cycles.ts'
import { addHolidays } from '../../src/storage/holidays.ts'
import { saveObjective } from '../../src/storage/objectives.ts'
import { ensurePerson } from '../../src/storage/people.ts'
import { addDaysOff, savePreferences } from '../../src/storage/preferences.ts'
import { saveTeam } from '../../src/storage/teams.ts'
import { addKeyResult, personId } from './check-ins.ts'

/** What a person of the quarter is, as the test knows them: written down here, not asked of the app. */
export interface Somebody {
  handle: string
  zone: string
  preferred: { weekday: Weekday; time: string } | null
  off: Set<LocalDate>
  delegate: string | null
}

export const holidays = new Set(['2026-01-19', '2026-02-16'])
export const pause = { who: 'priya', from: '2026-02-02', days: 12, until: '2026-02-13' }
export const leaving = { who: 'ana', at: '2026-03-10T14:00:00Z' }

export const everybody: Record<string, Somebody> = {
  sarah: somebody('sarah', 'America/New_York'),
  mike: somebody('mike', 'America/Los_Angeles', { off: ['2026-02-09', '2026-02-10', '2026-02-11'], delegate: 'sarah' }),
  ana: somebody('ana', 'Asia/Kathmandu', { off: ['2026-01-26'] }),
  jonas: somebody('jonas', 'Europe/Berlin', {
    off: ['2026-02-27', '2026-03-02', '2026-03-03', '2026-03-04'],
    preferred: { weekday: 'friday', time: '07:30' },
  }),
  priya: somebody('priya', 'Australia/Sydney'),
}

/** Two teams, five owners in five zones, seven key results. */
export const teams = {
  Retention: {
    zone: 'America/New_York',
    lead: 'sarah',
    channel: 'retention',
    ids: ['O1-KR1', 'O1-KR2', 'O1-KR3', 'O1-KR4'],
  },
  Growth: { zone: 'Europe/Berlin', lead: 'jonas', channel: 'kpi-churn', ids: ['O2-KR1', 'O2-KR2', 'O2-KR3'] },
} as const

export type TeamName = keyof typeof teams

/** Makes of Acme's small beginning the whole quarter. Owners by key result are returned. */
export function importQuarter(db: Db, now: Date): Map<string, string> {
  for (const { handle } of Object.values(everybody)) ensurePerson(db, `${handle}@acme.example`)
  const teamId = saveTeam(
    db,
    {
      name: 'Growth',
      level: 'team',
      zone: teams.Growth.zone,
      workingDays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      leadId: personId(db, 'jonas'),
      channel: '#kpi-churn',
      checkIn: { weekday: 'monday', time: '09:00', starts: '2026-01-12' },
      report: null,
    },
    now,
  )
  const cycleId = findCycleByName(db, '2026-Q1')?.id ?? 0
  saveObjective(db, {
    id: 'O2',
    cycleId,
    teamId,
    title: 'More teams try us',
    type: 'impact',
    supports: null,
    whyNow: null,
  })
  const owners = new Map([
    ['O1-KR1', 'mike'],
    ['O1-KR2', 'mike'],
    ['O1-KR3', 'sarah'],
    ['O1-KR4', 'ana'],
    ['O2-KR1', 'jonas'],
    ['O2-KR2', 'priya'],
    ['O2-KR3', 'ana'],
  ])
  for (const id of ['O1-KR4', 'O2-KR1', 'O2-KR2', 'O2-KR3']) {
    const objectiveId = id.slice(0, 2)
    addKeyResult(db, id, { objectiveId, title: `The thing of ${id}`, ownerId: personId(db, owners.get(id) ?? '') })
  }
  addHolidays(db, [...holidays])
  for (const { handle, off, delegate, preferred } of Object.values(everybody)) {
    addDaysOff(db, personId(db, handle), [...off], 'home')
    if (!delegate && !preferred) continue
    const wanted = { weekday: preferred?.weekday ?? null, time: preferred?.time ?? null }
    const delegateId = delegate === null ? null : personId(db, delegate)
    savePreferences(db, personId(db, handle), { ...wanted, delegateId, source: 'home' }, now)
  }
  return owners
}

/** Monday to Friday without holidays; a person also without days off and pause. */
export function isWorkday(date: LocalDate, person?: Somebody): boolean {
  const weekend = ['saturday', 'sunday'].includes(weekdayOf(date))
  const paused = person?.handle === pause.who && date >= pause.from && date <= pause.until
  return !weekend && !holidays.has(date) && !person?.off.has(date) && !paused
}

/** The ask day of a week: Monday, or Tuesday where that is a holiday. */
export function askDay(week: Week): LocalDate {
  const monday = mondayOf(week)
  return isWorkday(monday) ? monday : addDays(monday, 1)
}

export function summaryAt(team: TeamName, week: Week): Date {
  return instantAt(workdays(askDay(week), 2), '16:00', teams[team].zone)
}

/** From here on an answer counts for the week: the second working day before a person's ask. */
export function opensAt({ zone, preferred }: Somebody, week: Week): Date {
  // Jonas prefers the Friday before; where Monday is a holiday he still does, and that is before the ask day as well.
  const ask = preferred ? addDays(mondayOf(week), -3) : askDay(week)
  return instantAt(workdays(ask, -2), '00:00', zone)
}

function workdays(from: LocalDate, count: number): LocalDate {
  let date = from
  for (let left = Math.abs(count); left > 0; ) {
    date = addDays(date, Math.sign(count))
    if (isWorkday(date)) left--
  }
  return date
}

export function weekIn(at: Date, { zone }: Somebody): Week {
  return weekOf(localDateAt(at, zone))
}

function somebody(
  handle: string,
  zone: string,
  more: { off?: string[]; delegate?: string; preferred?: Somebody['preferred'] } = {},
): Somebody {
  return {
    handle,
    zone,
    off: new Set(more.off ?? []),
    delegate: more.delegate ?? null,
    preferred: more.preferred ?? null,
  }
}
