import { describe, expect, it } from 'vitest'
import { answersCountFrom } from '../../../src/domain/cadence/answer-window.ts'
import type { CheckInCalendar, OwnerCalendar, TeamCalendar } from '../../../src/domain/cadence/calendar.ts'
import { runsIn } from '../../../src/domain/cadence/running.ts'
import { teamWeek } from '../../../src/domain/cadence/team-week.ts'
import { nextWorkingTimeOf } from '../../../src/domain/cadence/working-time.ts'
import { defaultWorkingDays } from '../../../src/domain/teams.ts'

const team: TeamCalendar = {
  teamId: 1,
  name: 'Retention',
  weekday: 'monday',
  time: '09:00',
  zone: 'America/New_York',
  workingDays: defaultWorkingDays,
  starts: '2026-01-12',
  importedAt: new Date('2026-01-09T17:00:00Z'),
}

function owner(change: Partial<OwnerCalendar> = {}): OwnerCalendar {
  return {
    personId: 7,
    zone: 'America/Los_Angeles',
    preferred: { weekday: null, time: null },
    daysOff: new Set(),
    pauses: [],
    delegateId: null,
    hasLeft: false,
    ...change,
  }
}

function calendar(someone: OwnerCalendar, holidays: string[] = []): CheckInCalendar {
  return {
    teams: new Map([[1, team]]),
    holidays: new Set(holidays),
    people: new Map([[7, someone]]),
    owned: new Map([
      [
        7,
        [
          {
            keyResultId: 'O1-KR1',
            teamId: 1,
            due: '2026-03-31',
            cycle: { starts: '2026-01-01', closedAt: null },
            ownedSince: null,
            skippedWeeks: new Set<string>(),
          },
        ],
      ],
    ]),
    answers: new Map(),
    recorded: new Map(),
  }
}

describe('from when on an answer counts for a week', () => {
  const from = (someone: OwnerCalendar | null, week = '2026-W04', holidays: string[] = []) => {
    const known = calendar(someone ?? owner(), holidays)
    const dates = teamWeek(team, week, known.holidays)
    if (!dates) throw new Error('no such week')
    return answersCountFrom(known, team, someone?.personId ?? null, week, dates).toISOString()
  }

  it('is the beginning of the second working day before the ask, in the owner’s zone', () => {
    expect(from(owner())).toBe('2026-01-15T08:00:00.000Z')
  })

  it('leaves holidays out', () => {
    // Monday is a holiday: asked on Tuesday, and Friday and Thursday are the two working days before.
    expect(from(owner(), '2026-W04', ['2026-01-19'])).toBe('2026-01-15T08:00:00.000Z')
    expect(from(owner(), '2026-W04', ['2026-01-16'])).toBe('2026-01-14T08:00:00.000Z')
  })

  it('goes before the ask somebody prefers', () => {
    expect(from(owner({ preferred: { weekday: 'friday', time: '10:00' } }))).toBe('2026-01-14T08:00:00.000Z')
  })

  it('goes by the team’s zone where nobody owns it', () => {
    expect(from(null)).toBe('2026-01-15T05:00:00.000Z')
  })
})

describe('whether a key result is checked in, in a week', () => {
  const cycle = { id: 1, name: 'Q1', starts: '2026-01-01', ends: '2026-03-31', closedAt: null }
  const runs = (
    askOn: string,
    change: {
      due?: string | null
      cycle?: { closedAt: Date }
      team?: Partial<TeamCalendar>
    } = {},
  ) =>
    runsIn(
      { keyResult: { due: change.due ?? null }, cycle: { ...cycle, ...change.cycle } },
      { ...team, ...change.team },
      { askOn, askAt: new Date(`${askOn}T14:00:00Z`) },
    )

  it('is so from the team’s start to its due date, both included', () => {
    expect(runs('2026-01-05')).toBe(false)
    expect(runs('2026-01-12')).toBe(true)
    expect(runs('2026-03-30')).toBe(true)
    expect(runs('2026-04-06')).toBe(false)
    expect(runs('2026-03-16', { due: '2026-03-16' })).toBe(true)
    expect(runs('2026-03-17', { due: '2026-03-16' })).toBe(false)
  })

  it('is not so in a cycle that was closed before the ask', () => {
    expect(runs('2026-03-16', { cycle: { closedAt: new Date('2026-03-16T13:00:00Z') } })).toBe(false)
    expect(runs('2026-03-16', { cycle: { closedAt: new Date('2026-03-16T15:00:00Z') } })).toBe(true)
  })

  it('begins 24 hours after the import where the team has no start', () => {
    const imported = { starts: null, importedAt: new Date('2026-01-11T14:00:01Z') }
    expect(runs('2026-01-12', { team: imported })).toBe(false)
    expect(runs('2026-01-12', { team: { ...imported, importedAt: new Date('2026-01-11T14:00:00Z') } })).toBe(true)
  })
})

describe('somebody’s next working time', () => {
  const next = (now: string, someone = owner(), holidays: string[] = []) =>
    nextWorkingTimeOf(calendar(someone, holidays), 7, new Date(now)).toISOString()

  it('is now between nine and five on a working day of theirs', () => {
    expect(next('2026-01-12T17:00:00Z')).toBe('2026-01-12T17:00:00.000Z')
    expect(next('2026-01-13T00:59:59Z')).toBe('2026-01-13T00:59:59.000Z')
  })

  it('is nine in the morning otherwise', () => {
    expect(next('2026-01-12T16:59:59Z')).toBe('2026-01-12T17:00:00.000Z')
    expect(next('2026-01-13T01:00:00Z')).toBe('2026-01-13T17:00:00.000Z')
    expect(next('2026-01-10T18:00:00Z')).toBe('2026-01-12T17:00:00.000Z')
  })

  it('leaves out holidays, days off and pauses', () => {
    expect(next('2026-01-12T10:00:00Z', owner(), ['2026-01-12'])).toBe('2026-01-13T17:00:00.000Z')
    expect(next('2026-01-12T10:00:00Z', owner({ daysOff: new Set(['2026-01-12', '2026-01-13']) }))).toBe(
      '2026-01-14T17:00:00.000Z',
    )
    const pauses = [{ starts: '2026-01-12', ends: '2026-01-18', resumedAt: null }]
    expect(next('2026-01-12T10:00:00Z', owner({ pauses }))).toBe('2026-01-19T17:00:00.000Z')
  })

  it('is now for somebody who is away for more than a month: nothing waits for ever', () => {
    const pauses = [{ starts: '2026-01-01', ends: '2026-12-31', resumedAt: null }]
    expect(next('2026-01-12T10:00:00Z', owner({ pauses }))).toBe('2026-01-12T10:00:00.000Z')
  })
})
