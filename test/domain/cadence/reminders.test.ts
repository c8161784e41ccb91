import { describe, expect, it } from 'vitest'
import { askAgainProblem, type Request, reminders, stillMissing } from '../../../src/domain/cadence/reminders.ts'
import { ana, calendarOf, keyResult, newYork, onTheWall, person, platform, retention, sarah } from './acme.ts'

const asked: Request = {
  personId: sarah,
  week: '2026-W03',
  plannedAt: newYork('2026-01-12', '09:00'),
  askedAt: newYork('2026-01-12', '09:00'),
  keyResults: [
    { keyResultId: 'O1-KR1', teamId: 1 },
    { keyResultId: 'O1-KR2', teamId: 1 },
  ],
}
const justAsked = newYork('2026-01-12', '09:01')
const at = (calendar = calendarOf(), request = asked, now = justAsked) =>
  reminders(calendar, request, now).map((each) => `${each.number} ${onTheWall(each.at)}`)

describe('rule 6: reminders', () => {
  it("come the same hour on each of the owner's next two working days", () => {
    expect(at()).toEqual(['1 tuesday 2026-01-13 09:00', '2 wednesday 2026-01-14 09:00'])
  })

  it('skip days off and holidays, and none comes after the summary', () => {
    const daysOff = new Set(['2026-01-13'])
    const people = [person(sarah, 'America/New_York', { daysOff })]
    expect(at(calendarOf({ people }))).toEqual(['1 wednesday 2026-01-14 09:00'])
    expect(at(calendarOf({ holidays: ['2026-01-13'] }))).toEqual([
      '1 wednesday 2026-01-14 09:00',
      '2 thursday 2026-01-15 09:00', // the summary moved to Thursday 16:00, too
    ])
    const sentOnTuesday = { ...asked, askedAt: newYork('2026-01-13', '09:00') }
    expect(at(calendarOf(), sentOnTuesday)).toEqual(['1 wednesday 2026-01-14 09:00'])
    const sentOnWednesday = { ...asked, askedAt: newYork('2026-01-14', '09:00') }
    expect(at(calendarOf(), sentOnWednesday)).toEqual([])
  })

  it('keep the hour the owner is asked at, also when the request itself went out late', () => {
    expect(at(calendarOf(), { ...asked, askedAt: newYork('2026-01-12', '16:20') })).toEqual([
      '1 tuesday 2026-01-13 09:00',
      '2 wednesday 2026-01-14 09:00',
    ])
    const people = [person(sarah, 'America/New_York', { preferred: { weekday: 'friday', time: '14:00' } })]
    const preferred = newYork('2026-01-09', '14:00')
    expect(at(calendarOf({ people }), { ...asked, plannedAt: preferred, askedAt: preferred })).toEqual([
      '1 monday 2026-01-12 14:00',
      '2 tuesday 2026-01-13 14:00',
    ])
  })

  it('keep the hour of the ask the message went out at, whose own key results may be answered already', () => {
    const owned = { [sarah]: [keyResult('O1-KR1'), keyResult('O2-KR1', { teamId: 2 })] }
    const calendar = calendarOf({ teams: [retention, platform], owned })
    const open = { ...asked, keyResults: [{ keyResultId: 'O2-KR1', teamId: 2 }] }
    expect(at(calendar, open)).toEqual(['1 tuesday 2026-01-13 09:00', '2 wednesday 2026-01-14 09:00'])
    expect(at(calendar, { ...open, keyResults: [] })).toEqual([])
  })

  it('belong to their day: missed by some hours they go out in working time, missed by a day never', () => {
    expect(at(calendarOf(), asked, newYork('2026-01-13', '11:00'))).toEqual([
      '1 tuesday 2026-01-13 11:00',
      '2 wednesday 2026-01-14 09:00',
    ])
    expect(at(calendarOf(), asked, newYork('2026-01-13', '17:00'))).toEqual(['2 wednesday 2026-01-14 09:00'])
    expect(at(calendarOf(), asked, newYork('2026-01-14', '16:00'))).toEqual([])
  })

  it('come to the delegate who has the message, in their own zone', () => {
    const people = [person(sarah, 'America/New_York', { delegateId: ana }), person(ana, 'Asia/Kathmandu')]
    const nine = new Date('2026-01-12T03:15:00Z')
    const theirs = { ...asked, personId: ana, plannedAt: nine, askedAt: nine }
    const [first] = reminders(calendarOf({ people }), theirs, theirs.askedAt)
    expect(first && onTheWall(first.at, 'Asia/Kathmandu')).toBe('tuesday 2026-01-13 09:00')
  })

  it('are for what nobody has answered, neither since the request nor for its week', () => {
    const missing = (at: Date, week: string) =>
      stillMissing(calendarOf({ answers: { 'O1-KR1': [{ at, week }] } }), asked, newYork('2026-01-13', '09:00'))
    expect(missing(newYork('2026-01-06', '10:00'), '2026-W02')).toEqual(['O1-KR1', 'O1-KR2'])
    expect(missing(newYork('2026-01-12', '10:00'), '2026-W03')).toEqual(['O1-KR2'])
    expect(missing(newYork('2026-01-12', '10:00'), '2026-W02')).toEqual(['O1-KR2'])
    expect(missing(newYork('2026-01-07', '10:00'), '2026-W03')).toEqual(['O1-KR2'])
    expect(missing(newYork('2026-01-13', '10:00'), '2026-W03')).toEqual(['O1-KR1', 'O1-KR2'])
  })
})

describe('ask again by the lead', () => {
  it('is possible once per person and week, while something is missing', () => {
    expect(askAgainProblem(['O1-KR1'], null)).toBeNull()
    expect(askAgainProblem(['O1-KR1'], justAsked)).toMatch(/already/)
    expect(askAgainProblem([], null)).toMatch(/answered/)
  })
})
