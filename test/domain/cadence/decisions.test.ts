import { describe, expect, it } from 'vitest'
import type { Outcome } from '../../../src/domain/cadence/calendar.ts'
import { decisionsDue, nextDecisionAt } from '../../../src/domain/cadence/decisions.ts'
import { ana, calendarOf, keyResult, mike, newYork, onTheWall, person, platform, retention, sarah } from './acme.ts'

const imported = { ...retention, importedAt: newYork('2026-01-09', '08:00'), starts: '2026-01-12' }

describe('what is to be decided now', () => {
  it('is nothing until the first ask, and then everything of that week', () => {
    const calendar = calendarOf({ teams: [imported] })
    expect(decisionsDue(calendar, newYork('2026-01-09', '12:00'))).toEqual([])
    const due = decisionsDue(calendar, newYork('2026-01-12', '09:00'))
    expect(due.map(({ week, outcome }) => [week, outcome])).toEqual([
      ['2026-W02', 'not-due'],
      ['2026-W03', 'asked'],
    ])
  })

  it('is nothing that is recorded: called again it changes nothing', () => {
    const recorded: Record<number, Record<string, Outcome>> = {
      [sarah]: { '2026-W02': 'not-due', '2026-W03': 'asked' },
    }
    expect(decisionsDue(calendarOf({ teams: [imported], recorded }), newYork('2026-01-12', '09:01'))).toEqual([])
  })

  it('after a month away names every week that went by: nothing is silent', () => {
    const due = decisionsDue(calendarOf({ teams: [imported] }), newYork('2026-02-12', '12:00'))
    expect(due.map(({ week, outcome }) => `${week} ${outcome}`)).toEqual([
      '2026-W02 not-due',
      '2026-W03 missed',
      '2026-W04 missed',
      '2026-W05 missed',
      '2026-W06 missed',
      '2026-W07 missed',
    ])
  })

  it('leaves people alone who own nothing and stand in for nobody who is away', () => {
    const people = [
      person(sarah, 'America/New_York', { delegateId: mike }),
      person(mike, 'America/New_York'),
      person(ana, 'Asia/Kathmandu'),
    ]
    const due = decisionsDue(calendarOf({ teams: [imported], people }), newYork('2026-02-12', '12:00'))
    expect(new Set(due.map(({ personId }) => personId))).toEqual(new Set([sarah]))
  })

  it('hands a week to the delegate and names the owner’s in the same breath', () => {
    const daysOff = new Set(['2026-01-12', '2026-01-13', '2026-01-14'])
    const people = [person(sarah, 'America/New_York', { daysOff, delegateId: ana }), person(ana, 'Asia/Kathmandu')]
    const calendar = calendarOf({ teams: [imported], people })
    const nine = new Date('2026-01-12T03:15:00Z') // nine in Kathmandu, Sunday evening in New York
    expect(decisionsDue(calendar, new Date(nine.getTime() - 1))).toEqual([])
    expect(decisionsDue(calendar, nine).map(({ personId, outcome }) => [personId, outcome])).toEqual([
      [sarah, 'delegated'],
      [ana, 'asked'],
    ])
  })
})

describe('time can be played from one decision to the next', () => {
  it('each owner’s nine in turn', () => {
    const people = [
      person(sarah, 'America/New_York'),
      person(mike, 'America/Los_Angeles'),
      person(ana, 'Asia/Kathmandu'),
    ]
    const owned = { [sarah]: [keyResult('O1-KR1')], [mike]: [keyResult('O1-KR2')], [ana]: [keyResult('O1-KR3')] }
    const recorded: Record<number, Record<string, Outcome>> = Object.fromEntries(
      [sarah, mike, ana].map((id) => [id, { '2026-W02': 'not-due' }]),
    )
    const seen: string[] = []
    let now = newYork('2026-01-09', '12:00')
    while (seen.length < 4) {
      const calendar = calendarOf({ teams: [imported], people, owned, recorded })
      now = nextDecisionAt(calendar, now) ?? now
      for (const { personId, week, outcome } of decisionsDue(calendar, now)) {
        recorded[personId] = { ...recorded[personId], [week]: outcome }
        seen.push(`${personId} ${outcome} ${onTheWall(now)}`)
      }
    }
    expect(seen).toEqual([
      `${ana} asked sunday 2026-01-11 22:15`,
      `${sarah} asked monday 2026-01-12 09:00`,
      `${mike} asked monday 2026-01-12 12:00`,
      `${ana} asked sunday 2026-01-18 22:15`,
    ])
  })

  it('sees the week after next, for whoever prefers the day before and was just asked', () => {
    const people = [person(sarah, 'America/New_York', { preferred: { weekday: 'friday', time: '10:00' } })]
    const recorded: Record<number, Record<string, Outcome>> = {
      [sarah]: { '2026-W02': 'asked', '2026-W03': 'asked' },
    }
    const teams = [{ ...retention, importedAt: newYork('2026-01-02', '08:00') }]
    const more = { [sarah]: { '2026-W01': 'not-due' as const, ...recorded[sarah] } }
    const next = nextDecisionAt(calendarOf({ teams, people, recorded: more }), newYork('2026-01-09', '11:00'))
    expect(next && onTheWall(next)).toBe('friday 2026-01-16 10:00')
  })

  it('reaches whoever only stands in also when the week’s end lies between ask and summary', () => {
    const people = [
      person(sarah, 'America/New_York', {
        daysOff: new Set(['2026-01-15', '2026-01-16', '2026-01-19']),
        delegateId: mike,
      }),
      person(mike, 'America/New_York', { daysOff: new Set(['2026-01-15', '2026-01-16']) }),
    ]
    const owned = { [sarah]: [keyResult('O2-KR1', { teamId: 2 })] }
    const due = decisionsDue(calendarOf({ teams: [platform], people, owned }), newYork('2026-01-19', '10:00'))
    expect(due.filter(({ week }) => week === '2026-W03').map(({ personId, outcome }) => [personId, outcome])).toEqual([
      [sarah, 'delegated'],
      [mike, 'asked'],
    ])
  })

  it('is now while something waits, and never when nobody owns anything', () => {
    const now = newYork('2026-01-12', '11:00')
    expect(nextDecisionAt(calendarOf({ teams: [imported] }), now)).toEqual(now)
    expect(nextDecisionAt(calendarOf({ owned: {} }), now)).toBeNull()
  })
})
