import { describe, expect, it } from 'vitest'
import { checkInStanding } from '../../../src/domain/cadence/standing.ts'
import { newYork } from './acme.ts'

const week = {
  week: '2026-W03',
  askedAt: newYork('2026-01-12', '09:00'),
  coveredFrom: newYork('2026-01-08', '00:00'),
  askAt: newYork('2026-01-12', '09:00'),
  summaryAt: newYork('2026-01-14', '16:00'),
  staleAt: newYork('2026-01-15', '09:00'),
}
const answer = (date: string, time: string, ofWeek = '2026-W03') => ({ at: newYork(date, time), week: ofWeek })
const sunday = newYork('2026-01-18', '12:00')

describe('a check-in', () => {
  it('is answered by an answer for its week before the summary, or at it', () => {
    expect(checkInStanding(week, [answer('2026-01-13', '11:00')], sunday)).toBe('answered')
    expect(checkInStanding(week, [answer('2026-01-14', '16:00')], sunday)).toBe('answered')
  })

  it('is late when it was answered after that week’s summary, also when it was stale by then', () => {
    expect(checkInStanding(week, [answer('2026-01-14', '16:01')], sunday)).toBe('late')
    expect(checkInStanding(week, [answer('2026-01-17', '11:00')], sunday)).toBe('late')
  })

  it('is missing until somebody answers', () => {
    expect(checkInStanding(week, [], newYork('2026-01-15', '08:59'))).toBe('missing')
    expect(checkInStanding(week, [answer('2026-01-06', '09:00', '2026-W02')], newYork('2026-01-13', '09:00'))).toBe(
      'missing',
    )
  })

  it('is stale 3 of the owner’s working days after the request without an answer', () => {
    expect(checkInStanding(week, [], newYork('2026-01-15', '09:00'))).toBe('stale')
  })

  it('is answered by an answer in the two working days before the ask: covered', () => {
    const covered = { ...week, askedAt: null, staleAt: null }
    expect(checkInStanding(covered, [answer('2026-01-09', '12:00', '2026-W02')], sunday)).toBe('answered')
    expect(checkInStanding(covered, [answer('2026-01-07', '12:00', '2026-W02')], sunday)).toBe('not-asked')
  })

  it('of the week before, answered late, can count for both', () => {
    const before = {
      week: '2026-W02',
      askedAt: newYork('2026-01-05', '09:00'),
      coveredFrom: newYork('2026-01-01', '00:00'),
      askAt: newYork('2026-01-05', '09:00'),
      summaryAt: newYork('2026-01-07', '16:00'),
      staleAt: newYork('2026-01-08', '09:00'),
    }
    const late = [answer('2026-01-09', '12:00', '2026-W02')]
    expect(checkInStanding(before, late, sunday)).toBe('late')
    expect(checkInStanding({ ...week, askedAt: null }, late, sunday)).toBe('answered')
  })

  it('that nobody was asked for cannot be stale: what is not due cannot', () => {
    const notDue = { ...week, askedAt: null, coveredFrom: null, askAt: null, summaryAt: null, staleAt: null }
    expect(checkInStanding(notDue, [], newYork('2026-02-15', '09:00'))).toBe('not-asked')
  })

  it('knows nothing of answers that come later', () => {
    expect(checkInStanding(week, [answer('2026-01-13', '11:00')], newYork('2026-01-13', '10:00'))).toBe('missing')
  })
})
