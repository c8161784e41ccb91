import { describe, expect, it } from 'vitest'
import { planWeek } from '../../../src/domain/cadence/plan-week.ts'
import { ana, calendarOf, keyResult, mike, newYork, onTheWall, person, platform, retention, sarah } from './acme.ts'

const week = '2026-W03' // Monday 12 January
const early = newYork('2026-01-09', '12:00')
const asked = (plan: ReturnType<typeof planWeek>) => plan.keyResults.map(({ keyResultId }) => keyResultId)
const off = (...dates: string[]) => new Set(dates)

describe('rule 2: one request per owner and ISO week', () => {
  it("goes out at nine on the owner's own wall, by default on Monday", () => {
    const zones = ['America/New_York', 'America/Los_Angeles', 'Asia/Kathmandu', 'Europe/Berlin', 'Australia/Sydney']
    for (const zone of zones) {
      const plan = planWeek(calendarOf({ people: [person(sarah, zone)] }), sarah, week, early)
      expect(plan.outcome).toBe('asked')
      expect(onTheWall(plan.at, zone)).toBe('monday 2026-01-12 09:00')
    }
  })

  it("is at the owner's earliest ask of that week, covering the key results of all their teams", () => {
    const owned = { [sarah]: [keyResult('O2-KR1', { teamId: 2 }), keyResult('O1-KR1'), keyResult('O1-KR2')] }
    const plan = planWeek(calendarOf({ teams: [retention, platform], owned }), sarah, week, early)
    expect(onTheWall(plan.at)).toBe('monday 2026-01-12 09:00')
    expect(asked(plan)).toEqual(['O2-KR1', 'O1-KR1', 'O1-KR2'])
  })

  it.each([
    ['friday', '10:00', 'friday 2026-01-09 10:00'],
    ['thursday', null, 'thursday 2026-01-08 09:00'],
    ['tuesday', '08:00', 'tuesday 2026-01-13 08:00'],
    ['wednesday', '15:59', 'wednesday 2026-01-14 15:59'],
    ['monday', '10:00', 'monday 2026-01-12 10:00'],
    [null, '13:30', 'monday 2026-01-12 13:30'],
  ] as const)(
    'a preferred %s %s is %s: between two working days before the ask and the summary',
    (weekday, time, expected) => {
      const people = [person(sarah, 'America/New_York', { preferred: { weekday, time } })]
      const plan = planWeek(calendarOf({ people }), sarah, week, newYork('2026-01-07', '09:00'))
      expect(onTheWall(plan.at)).toBe(expected)
      expect(plan.ask?.because).toBe('preferred')
    },
  )

  it('a preferred weekday stands at the same distance in every week, so each week has exactly one', () => {
    const people = [person(sarah, 'America/New_York', { preferred: { weekday: 'friday', time: '10:00' } })]
    const calendar = calendarOf({ people })
    const days = ['2026-W03', '2026-W04', '2026-W05'].map(
      (each) => planWeek(calendar, sarah, each, newYork('2026-01-07', '09:00')).at,
    )
    expect(days.map((at) => onTheWall(at))).toEqual([
      'friday 2026-01-09 10:00',
      'friday 2026-01-16 10:00',
      'friday 2026-01-23 10:00',
    ])
  })

  it('where a weekday lies between twice, the nearer one is meant', () => {
    const teams = [{ ...retention, workingDays: ['monday', 'wednesday', 'friday'] as const }]
    const at = (weekday: 'wednesday' | 'friday') => {
      const people = [person(sarah, 'America/New_York', { preferred: { weekday, time: '10:00' } })]
      return onTheWall(planWeek(calendarOf({ teams, people }), sarah, week, newYork('2026-01-06', '09:00')).at)
    }
    expect(at('wednesday')).toBe('wednesday 2026-01-14 10:00')
    expect(at('friday')).toBe('friday 2026-01-09 10:00')
  })

  it("a preferred time that no longer fits falls back to the team's", () => {
    const afterSummary = [person(sarah, 'America/New_York', { preferred: { weekday: 'wednesday', time: '16:00' } })]
    const plan = planWeek(calendarOf({ people: afterSummary }), sarah, week, early)
    expect(onTheWall(plan.at)).toBe('monday 2026-01-12 09:00')
    expect(plan.ask?.because).toBe('preferred-does-not-fit')
  })

  it('holidays do not make it misfit: what lies between is only stretched', () => {
    const people = [person(sarah, 'America/New_York', { preferred: { weekday: 'thursday', time: '08:00' } })]
    const calendar = calendarOf({ people, holidays: ['2026-01-09', '2026-01-12'] })
    expect(onTheWall(planWeek(calendar, sarah, week, newYork('2026-01-07', '09:00')).at)).toBe(
      'thursday 2026-01-08 08:00',
    )
  })
})

describe('rule 3: day off or pause on that day', () => {
  it("moves it to the owner's next working day before the summary, same hour", () => {
    const dayOff = calendarOf({ people: [person(sarah, 'America/New_York', { daysOff: off('2026-01-12') })] })
    const plan = planWeek(dayOff, sarah, week, early)
    expect(onTheWall(plan.at)).toBe('tuesday 2026-01-13 09:00')
    expect(plan).toMatchObject({ outcome: 'asked', because: 'moved', askOn: '2026-01-12' })
    const pause = { starts: '2026-01-10', ends: '2026-01-13', resumedAt: null }
    const paused = calendarOf({ people: [person(sarah, 'America/New_York', { pauses: [pause] })] })
    expect(onTheWall(planWeek(paused, sarah, week, early).at)).toBe('wednesday 2026-01-14 09:00')
  })

  it('does not move it to the hour of the summary or past it', () => {
    const late = person(sarah, 'America/New_York', {
      preferred: { weekday: 'monday', time: '16:00' },
      daysOff: off('2026-01-12', '2026-01-13'),
    })
    expect(planWeek(calendarOf({ people: [late] }), sarah, week, early).outcome).toBe('missed')
  })

  const away = off('2026-01-12', '2026-01-13', '2026-01-14')

  it('with no day left the delegate gets it, added to their own message', () => {
    const people = [
      person(sarah, 'America/New_York', { daysOff: away, delegateId: mike }),
      person(mike, 'America/Los_Angeles'),
    ]
    const owned = { [sarah]: [keyResult('O1-KR1')], [mike]: [keyResult('O1-KR2')] }
    const calendar = calendarOf({ people, owned })
    const sarahs = planWeek(calendar, sarah, week, early)
    const mikes = planWeek(calendar, mike, week, early)
    expect(sarahs).toMatchObject({ outcome: 'delegated', delegateId: mike, keyResults: [] })
    expect(mikes.keyResults).toEqual([
      { keyResultId: 'O1-KR2', onBehalfOf: null },
      { keyResultId: 'O1-KR1', onBehalfOf: sarah },
    ])
    expect(sarahs.at).toEqual(mikes.at)
    expect(onTheWall(mikes.at, 'America/Los_Angeles')).toBe('monday 2026-01-12 09:00')
  })

  it('a delegate who owns nothing gets a message of their own, in their own zone', () => {
    const people = [
      person(sarah, 'America/New_York', { daysOff: away, delegateId: ana }),
      person(ana, 'Asia/Kathmandu'),
    ]
    const plan = planWeek(calendarOf({ people }), ana, week, early)
    expect(plan.keyResults).toEqual([{ keyResultId: 'O1-KR1', onBehalfOf: sarah }])
    expect(onTheWall(plan.at, 'Asia/Kathmandu')).toBe('monday 2026-01-12 09:00')
  })

  it('one hop only: a delegate who is away passes nothing on', () => {
    const people = [
      person(sarah, 'America/New_York', { daysOff: away, delegateId: mike }),
      person(mike, 'America/New_York', { daysOff: away, delegateId: ana }),
      person(ana, 'Asia/Kathmandu'),
    ]
    const owned = { [sarah]: [keyResult('O1-KR1')], [mike]: [keyResult('O1-KR2')] }
    const calendar = calendarOf({ people, owned })
    expect(planWeek(calendar, sarah, week, early)).toMatchObject({ outcome: 'missed', because: 'delegate-away' })
    expect(planWeek(calendar, mike, week, early)).toMatchObject({ outcome: 'delegated', delegateId: ana })
    expect(planWeek(calendar, ana, week, early).keyResults).toEqual([{ keyResultId: 'O1-KR2', onBehalfOf: mike }])
  })

  it('two people who stand in for each other and are both away are both counted', () => {
    const people = [
      person(sarah, 'America/New_York', { daysOff: away, delegateId: mike }),
      person(mike, 'America/New_York', { daysOff: away, delegateId: sarah }),
    ]
    const owned = { [sarah]: [keyResult('O1-KR1')], [mike]: [keyResult('O1-KR2')] }
    const calendar = calendarOf({ people, owned })
    expect([sarah, mike].map((each) => planWeek(calendar, each, week, early).outcome)).toEqual(['missed', 'missed'])
  })

  it('a delegate whose message stands already gets it added there', () => {
    const people = [
      person(sarah, 'America/New_York', { daysOff: away, delegateId: ana }),
      person(ana, 'Asia/Kathmandu'),
    ]
    const calendar = calendarOf({ people, recorded: { [ana]: { [week]: 'asked' } } })
    const plan = planWeek(calendar, sarah, week, early)
    expect(plan).toMatchObject({ outcome: 'delegated', delegateId: ana })
    expect(onTheWall(plan.at)).toBe('monday 2026-01-12 09:00')
  })

  it('a delegate whose message stood there until the summary cannot get it any more', () => {
    const people = [
      person(sarah, 'America/New_York', { daysOff: away, delegateId: ana }),
      person(ana, 'Asia/Kathmandu'),
    ]
    const calendar = calendarOf({ people, recorded: { [ana]: { [week]: 'asked' } } })
    expect(planWeek(calendar, sarah, week, newYork('2026-01-14', '16:00')).outcome).toBe('missed')
  })

  it('a delegate whose week was decided without a message gets none', () => {
    const people = [
      person(sarah, 'America/New_York', { daysOff: away, delegateId: ana }),
      person(ana, 'Asia/Kathmandu'),
    ]
    const calendar = calendarOf({ people, recorded: { [ana]: { [week]: 'covered' } } })
    expect(planWeek(calendar, sarah, week, early)).toMatchObject({ outcome: 'missed', because: 'delegate-not-asked' })
  })

  it('a delegate who is back too late for it is asked for their own alone', () => {
    const people = [
      person(sarah, 'America/New_York', { daysOff: away, delegateId: mike }),
      person(mike, 'America/New_York', { daysOff: away }),
    ]
    const owned = { [sarah]: [keyResult('O1-KR1')], [mike]: [keyResult('O2-KR1', { teamId: 2 })] }
    const calendar = calendarOf({ teams: [retention, platform], people, owned })
    expect(asked(planWeek(calendar, mike, week, early))).toEqual(['O2-KR1'])
    expect(planWeek(calendar, sarah, week, early)).toMatchObject({ outcome: 'missed', because: 'delegate-away' })
  })

  it('nobody stands in for whoever was asked before they went away; who was delegated stays so', () => {
    const people = [
      person(sarah, 'America/New_York', { daysOff: away, delegateId: mike }),
      person(mike, 'America/New_York'),
    ]
    const mikes = (outcome: 'asked' | 'delegated') =>
      planWeek(calendarOf({ people, recorded: { [sarah]: { [week]: outcome } } }), mike, week, early)
    expect(mikes('asked').keyResults).toEqual([])
    expect(mikes('delegated').keyResults).toEqual([{ keyResultId: 'O1-KR1', onBehalfOf: sarah }])
  })

  it("a delegate's own key results do not ride along before their time", () => {
    const people = [
      person(sarah, 'America/New_York', { daysOff: away, delegateId: mike }),
      person(mike, 'America/New_York'),
    ]
    const teams = [retention, { ...platform, importedAt: newYork('2026-01-12', '08:00') }]
    const owned = { [sarah]: [keyResult('O1-KR1')], [mike]: [keyResult('O2-KR1', { teamId: 2 })] }
    const plan = planWeek(calendarOf({ teams, people, owned }), mike, week, newYork('2026-01-12', '09:00'))
    expect(plan.keyResults).toEqual([{ keyResultId: 'O1-KR1', onBehalfOf: sarah }])
  })

  it('away until the summary of one team and back before that of another: asked for the other', () => {
    const people = [person(sarah, 'America/New_York', { daysOff: away })]
    const owned = { [sarah]: [keyResult('O1-KR1'), keyResult('O2-KR1', { teamId: 2 })] }
    const plan = planWeek(calendarOf({ teams: [retention, platform], people, owned }), sarah, week, early)
    expect([plan.outcome, asked(plan), plan.tooLate]).toEqual(['asked', ['O2-KR1'], ['O1-KR1']])
    expect(onTheWall(plan.at)).toBe('thursday 2026-01-15 10:00')
  })

  it('away until the summaries of both: missed, final at the later one', () => {
    const daysOff = off(...away, '2026-01-15', '2026-01-16', '2026-01-19')
    const people = [person(sarah, 'America/New_York', { daysOff })]
    const owned = { [sarah]: [keyResult('O1-KR1'), keyResult('O2-KR1', { teamId: 2 })] }
    const plan = planWeek(calendarOf({ teams: [retention, platform], people, owned }), sarah, week, early)
    expect(plan).toMatchObject({ outcome: 'missed', because: 'away', askOn: '2026-01-12' })
    expect(onTheWall(plan.at)).toBe('monday 2026-01-19 16:00')
  })

  it('what is covered gives nobody more time', () => {
    const people = [person(sarah, 'America/New_York', { daysOff: away })]
    const owned = { [sarah]: [keyResult('O1-KR1'), keyResult('O2-KR1', { teamId: 2 })] }
    const answers = { 'O2-KR1': [{ at: newYork('2026-01-09', '10:00'), week: '2026-W02' }] }
    const plan = planWeek(calendarOf({ teams: [retention, platform], people, owned, answers }), sarah, week, early)
    expect(plan).toMatchObject({ outcome: 'missed', covered: ['O2-KR1'] })
  })

  it('no delegate: counted as missed send, final at the summary, since people come back', () => {
    const calendar = calendarOf({ people: [person(sarah, 'America/New_York', { daysOff: away })] })
    const plan = planWeek(calendar, sarah, week, early)
    expect(plan).toMatchObject({ outcome: 'missed', because: 'away' })
    expect(onTheWall(plan.at)).toBe('wednesday 2026-01-14 16:00')
    const back = calendarOf({ people: [person(sarah, 'America/New_York', { daysOff: off('2026-01-12') })] })
    expect(onTheWall(planWeek(back, sarah, week, newYork('2026-01-13', '08:00')).at)).toBe('tuesday 2026-01-13 09:00')
  })

  it('without the pause they would have been asked: counted as paused, not as missed', () => {
    const pause = { starts: '2026-01-05', ends: '2026-01-30', resumedAt: null }
    const calendar = calendarOf({ people: [person(sarah, 'America/New_York', { pauses: [pause] })] })
    expect(planWeek(calendar, sarah, week, early)).toMatchObject({ outcome: 'paused' })
    const ended = { ...pause, resumedAt: newYork('2026-01-13', '10:00') }
    const resumed = calendarOf({ people: [person(sarah, 'America/New_York', { pauses: [ended] })] })
    const plan = planWeek(resumed, sarah, week, newYork('2026-01-13', '10:00'))
    expect([plan.outcome, onTheWall(plan.at)]).toEqual(['asked', 'tuesday 2026-01-13 10:00'])
  })
})

describe('rule 4: due while the app was down or the owner travelled', () => {
  it.each([
    ['at once, in working time', '2026-01-12', '11:20', 'monday 2026-01-12 11:20'],
    ['the next morning, in the evening', '2026-01-12', '17:00', 'tuesday 2026-01-13 09:00'],
    ['the next morning, at night', '2026-01-13', '03:00', 'tuesday 2026-01-13 09:00'],
    ['on the last day, before the summary', '2026-01-14', '15:59', 'wednesday 2026-01-14 15:59'],
  ])('it is sent %s', (_when, date, time, expected) => {
    const plan = planWeek(calendarOf(), sarah, week, newYork(date, time))
    expect([plan.outcome, plan.because, onTheWall(plan.at)]).toEqual(['asked', 'late', expected])
    expect(onTheWall(plan.plannedAt)).toBe('monday 2026-01-12 09:00')
  })

  it('else it is counted as missed send', () => {
    for (const [date, time] of [
      ['2026-01-14', '16:00'],
      ['2026-01-15', '09:00'],
      ['2026-02-20', '12:00'],
    ] as const) {
      const plan = planWeek(calendarOf(), sarah, week, newYork(date, time))
      expect(plan).toMatchObject({ outcome: 'missed', because: 'no-working-time-left' })
      expect(plan.at <= newYork(date, time)).toBe(true)
    }
  })

  it('no minute of grace reaches past the summary', () => {
    const people = [person(sarah, 'America/New_York', { preferred: { weekday: 'wednesday', time: '15:58' } })]
    expect(planWeek(calendarOf({ people }), sarah, week, newYork('2026-01-14', '15:59')).outcome).toBe('asked')
    expect(planWeek(calendarOf({ people }), sarah, week, newYork('2026-01-14', '16:00')).outcome).toBe('missed')
  })

  it('a delegate is for who is away, not for what came too late', () => {
    const daysOff = off('2026-01-13', '2026-01-14')
    const people = [person(sarah, 'America/New_York', { daysOff, delegateId: mike }), person(mike, 'America/New_York')]
    const evening = newYork('2026-01-12', '18:00')
    expect(planWeek(calendarOf({ people }), sarah, week, evening)).toMatchObject({ because: 'no-working-time-left' })
    expect(planWeek(calendarOf({ people }), mike, week, evening).keyResults).toEqual([])
  })

  it('it is sent on their working days only', () => {
    const people = [person(sarah, 'America/New_York', { daysOff: off('2026-01-13') })]
    const plan = planWeek(calendarOf({ people }), sarah, week, newYork('2026-01-12', '18:00'))
    expect(onTheWall(plan.at)).toBe('wednesday 2026-01-14 09:00')
  })

  it('a few minutes are not late: a preferred 07:30 is not moved to nine by a slow minute', () => {
    const people = [person(sarah, 'America/New_York', { preferred: { weekday: null, time: '07:30' } })]
    const at = (time: string) =>
      onTheWall(planWeek(calendarOf({ people }), sarah, week, newYork('2026-01-12', time)).at)
    expect(at('07:34')).toBe('monday 2026-01-12 07:30')
    expect(at('07:36')).toBe('monday 2026-01-12 09:00')
  })

  it('the zone is read at the moment of sending: flying west it waits, flying east it comes in working time', () => {
    const inZone = (zone: string, now: Date) =>
      planWeek(calendarOf({ people: [person(sarah, zone)] }), sarah, week, now)
    const west = inZone('America/Los_Angeles', newYork('2026-01-12', '09:00'))
    expect(onTheWall(west.at, 'America/Los_Angeles')).toBe('monday 2026-01-12 09:00')
    const east = inZone('Asia/Tokyo', newYork('2026-01-12', '08:59')) // Monday 22:59 in Tokyo
    expect(onTheWall(east.at, 'Asia/Tokyo')).toBe('tuesday 2026-01-13 09:00')
  })
})

describe('rule 5: covered', () => {
  const answered = (date: string, time: string, answeredWeek = '2026-W02') =>
    calendarOf({ answers: { 'O1-KR1': [{ at: newYork(date, time), week: answeredWeek }] } })

  it('an answer in the two working days before the ask counts for that week too', () => {
    for (const [date, time] of [
      ['2026-01-08', '00:00'],
      ['2026-01-09', '17:00'],
      ['2026-01-11', '21:00'],
      ['2026-01-12', '08:59'],
    ] as const) {
      const plan = planWeek(answered(date, time), sarah, week, newYork('2026-01-12', '09:00'))
      expect(plan).toMatchObject({ outcome: 'covered', covered: ['O1-KR1'] })
      expect(onTheWall(plan.at)).toBe('monday 2026-01-12 09:00')
    }
  })

  it('an earlier answer does not', () => {
    const plan = planWeek(answered('2026-01-07', '23:59'), sarah, week, newYork('2026-01-12', '09:00'))
    expect(plan.outcome).toBe('asked')
  })

  it('a holiday is no working day: it counts from one day earlier', () => {
    const calendar = { ...answered('2026-01-07', '10:00'), holidays: off('2026-01-09') }
    expect(planWeek(calendar, sarah, week, early).outcome).toBe('covered')
  })

  it('only what is not covered is asked for', () => {
    const owned = { [sarah]: [keyResult('O1-KR1'), keyResult('O1-KR2')] }
    const answers = { 'O1-KR1': [{ at: newYork('2026-01-09', '10:00'), week: '2026-W02' }] }
    const plan = planWeek(calendarOf({ owned, answers }), sarah, week, early)
    expect([asked(plan), plan.covered]).toEqual([['O1-KR2'], ['O1-KR1']])
  })

  it('it is judged when the request goes out: an answer that comes before, or on a day off, still covers', () => {
    const people = [person(sarah, 'America/New_York', { daysOff: off('2026-01-12') })]
    const answers = { 'O1-KR1': [{ at: newYork('2026-01-12', '20:00'), week }] }
    const calendar = calendarOf({ people, answers })
    expect(planWeek(calendar, sarah, week, newYork('2026-01-12', '12:00')).outcome).toBe('asked')
    expect(planWeek(calendar, sarah, week, newYork('2026-01-13', '09:00')).outcome).toBe('covered')
  })

  it('nobody stands in for what is covered', () => {
    const people = [
      person(sarah, 'America/New_York', {
        daysOff: off('2026-01-12', '2026-01-13', '2026-01-14'),
        delegateId: mike,
      }),
      person(mike, 'America/New_York'),
    ]
    const answers = { 'O1-KR1': [{ at: newYork('2026-01-09', '10:00'), week: '2026-W02' }] }
    const calendar = calendarOf({ people, answers })
    expect(planWeek(calendar, sarah, week, early).outcome).toBe('covered')
    expect(planWeek(calendar, mike, week, early).outcome).toBe('not-due')
  })
})

describe('rule 7: skip, due date and cycle', () => {
  it('a skipped key result is not due that week, the others are', () => {
    const skipped = keyResult('O1-KR1', { skippedWeeks: new Set([week]) })
    const calendar = calendarOf({ owned: { [sarah]: [skipped, keyResult('O1-KR2')] } })
    const plan = planWeek(calendar, sarah, week, early)
    expect([asked(plan), plan.notDue]).toEqual([['O1-KR2'], [{ keyResultId: 'O1-KR1', because: 'skipped' }]])
    expect(asked(planWeek(calendar, sarah, '2026-W04', early))).toEqual(['O1-KR1', 'O1-KR2'])
  })

  it('a key result is asked for while the ask day is not after its due date', () => {
    const outcome = (due: string) =>
      planWeek(calendarOf({ owned: { [sarah]: [keyResult('O1-KR1', { due })] } }), sarah, week, early)
    expect(outcome('2026-01-12').outcome).toBe('asked')
    expect(outcome('2026-01-11')).toMatchObject({ outcome: 'not-due', notDue: [{ because: 'after-due-date' }] })
  })

  it('and its cycle is open', () => {
    const plan = (cycle: { starts: string; closedAt: Date | null }) =>
      planWeek(calendarOf({ owned: { [sarah]: [keyResult('O1-KR1', { cycle })] } }), sarah, week, early)
    expect(plan({ starts: '2026-01-13', closedAt: null }).notDue[0]?.because).toBe('cycle-not-begun')
    expect(plan({ starts: '2026-01-12', closedAt: null }).outcome).toBe('asked')
    expect(plan({ starts: '2026-01-01', closedAt: early }).notDue[0]?.because).toBe('cycle-closed')
  })

  it('a week without a working day for its team is not due; final when the week is over', () => {
    const holidays = ['2026-01-12', '2026-01-13', '2026-01-14', '2026-01-15', '2026-01-16']
    const plan = planWeek(calendarOf({ holidays }), sarah, week, early)
    expect(plan).toMatchObject({ outcome: 'not-due', notDue: [{ because: 'no-working-day-left' }] })
    expect(onTheWall(plan.at)).toBe('monday 2026-01-19 00:00')
  })
})

describe('rule 8: new owner and leaver', () => {
  const since = (date: string, time: string) =>
    calendarOf({ owned: { [sarah]: [keyResult('O1-KR1', { ownedSince: newYork(date, time) })] } })

  it('a new owner is asked from the next ask on', () => {
    expect(planWeek(since('2026-01-12', '08:59'), sarah, week, newYork('2026-01-12', '09:00')).outcome).toBe('asked')
    const after = since('2026-01-12', '09:01')
    expect(planWeek(after, sarah, week, newYork('2026-01-12', '10:00')).notDue[0]?.because).toBe('new-owner')
    expect(planWeek(after, sarah, '2026-W04', newYork('2026-01-12', '10:00')).outcome).toBe('asked')
  })

  it('one who prefers a day that has just gone by is asked with the team', () => {
    const people = [person(sarah, 'America/New_York', { preferred: { weekday: 'friday', time: '10:00' } })]
    const owned = { [sarah]: [keyResult('O1-KR1', { ownedSince: newYork('2026-01-10', '12:00') })] }
    const plan = planWeek(calendarOf({ people, owned }), sarah, week, newYork('2026-01-10', '12:00'))
    expect(onTheWall(plan.at)).toBe('monday 2026-01-12 09:00')
  })

  it('nobody is asked for what a leaver owns, not even their delegate', () => {
    const people = [
      person(sarah, 'America/New_York', { hasLeft: true, delegateId: mike }),
      person(mike, 'America/New_York'),
    ]
    const calendar = calendarOf({ people })
    expect(planWeek(calendar, sarah, week, early)).toMatchObject({
      outcome: 'not-due',
      notDue: [{ because: 'owner-left' }],
    })
    expect(planWeek(calendar, mike, week, early).keyResults).toEqual([])
  })

  it('a delegate who has left is none', () => {
    const people = [
      person(sarah, 'America/New_York', {
        daysOff: off('2026-01-12', '2026-01-13', '2026-01-14'),
        delegateId: mike,
      }),
      person(mike, 'America/New_York', { hasLeft: true }),
    ]
    expect(planWeek(calendarOf({ people }), sarah, week, early)).toMatchObject({
      outcome: 'missed',
      because: 'delegate-left',
    })
    expect(planWeek(calendarOf({ people }), mike, week, early).keyResults).toEqual([])
  })
})

describe('rule 9: first time', () => {
  it("is not before the team's `starts`", () => {
    const teams = [{ ...retention, starts: '2026-01-13' }]
    const plan = planWeek(calendarOf({ teams }), sarah, week, early)
    expect(plan).toMatchObject({ outcome: 'not-due', notDue: [{ because: 'before-start' }] })
    expect(planWeek(calendarOf({ teams }), sarah, '2026-W04', early).outcome).toBe('asked')
    expect(planWeek(calendarOf({ teams: [{ ...retention, starts: '2026-01-12' }] }), sarah, week, early).outcome).toBe(
      'asked',
    )
  })

  it("a preferred day before `starts` waits for the team's first ask", () => {
    const people = [person(sarah, 'America/New_York', { preferred: { weekday: 'friday', time: '15:00' } })]
    const teams = [{ ...retention, starts: '2026-01-12' }]
    const plan = planWeek(calendarOf({ people, teams }), sarah, week, early)
    expect(onTheWall(plan.at)).toBe('monday 2026-01-12 09:00')
  })

  it('without `starts` is not within 24 h of the import: an ask inside is dropped', () => {
    const imported = (date: string, time: string) =>
      calendarOf({ teams: [{ ...retention, importedAt: newYork(date, time) }] })
    const inside = planWeek(imported('2026-01-11', '09:01'), sarah, week, newYork('2026-01-11', '09:01'))
    expect(inside).toMatchObject({ outcome: 'not-due', notDue: [{ because: 'within-a-day-of-import' }] })
    expect(planWeek(imported('2026-01-11', '09:00'), sarah, week, newYork('2026-01-11', '09:00')).outcome).toBe('asked')
    // Dropped, not late: also the day after nothing is sent for it.
    expect(planWeek(imported('2026-01-11', '09:01'), sarah, week, newYork('2026-01-13', '10:00')).outcome).toBe(
      'not-due',
    )
  })

  it('nobody is late for an ask from before the import', () => {
    const team = { ...retention, starts: '2026-01-01', importedAt: newYork('2026-01-13', '09:00') }
    const plan = planWeek(calendarOf({ teams: [team] }), sarah, week, newYork('2026-01-13', '09:05'))
    expect(plan.notDue[0]?.because).toBe('before-import')
  })

  it('a newly imported team does not ride along within its first 24 h', () => {
    const teams = [retention, { ...platform, importedAt: newYork('2026-01-12', '08:00') }]
    const owned = { [sarah]: [keyResult('O1-KR1'), keyResult('O2-KR1', { teamId: 2 })] }
    const plan = planWeek(calendarOf({ teams, owned }), sarah, week, newYork('2026-01-12', '09:00'))
    expect(asked(plan)).toEqual(['O1-KR1'])
    expect(plan.notDue).toEqual([{ keyResultId: 'O2-KR1', because: 'within-a-day-of-import' }])
  })
})

describe('long holidays', () => {
  it('keep the request of one week from meeting that of the next', () => {
    // Asked on Fridays; Monday to Wednesday are holidays, so the summary comes after the next Friday's ask.
    const team = { ...retention, weekday: 'friday' } as const
    const people = [person(sarah, 'America/New_York', { daysOff: off('2026-01-16', '2026-01-22') })]
    const holidays = ['2026-01-19', '2026-01-20', '2026-01-21']
    const calendar = calendarOf({ teams: [team], people, holidays })
    const plan = planWeek(calendar, sarah, week, early)
    expect(plan.ask && onTheWall(plan.ask.summaryAt)).toBe('friday 2026-01-23 16:00')
    expect(plan.outcome).toBe('missed')
    expect(onTheWall(planWeek(calendar, sarah, '2026-W04', early).at)).toBe('friday 2026-01-23 09:00')
  })
})
