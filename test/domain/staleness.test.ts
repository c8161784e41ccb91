import { describe, expect, it } from 'vitest'
import { instantAt, weekdays } from '../../src/domain/local-time.ts'
import { staleAt, staleSince } from '../../src/domain/staleness.ts'
import { ownerWorksOn, teamWorksOn } from '../../src/domain/working-days.ts'

const zone = 'Asia/Kathmandu'
const at = (date: string, time = '09:00') => instantAt(date, time, zone)
const team = teamWorksOn(weekdays.slice(0, 5), new Set(['2026-01-26']))
const away = {
  zone,
  daysOff: new Set(['2026-01-13']),
  pauses: [{ starts: '2026-02-02', ends: '2026-02-06', resumedAt: null }],
}

describe('stale', () => {
  it('is 3 of the owner’s working days after the request: asked Monday at nine, Thursday at nine', () => {
    expect(staleAt(at('2026-01-12'), zone, team)).toEqual(at('2026-01-15'))
    expect(staleAt(at('2026-01-16', '14:30'), zone, team)).toEqual(at('2026-01-21', '14:30'))
  })

  it('waits for days off, pauses and holidays', () => {
    const works = ownerWorksOn(team, away)
    expect(staleAt(at('2026-01-12'), zone, works)).toEqual(at('2026-01-16'))
    expect(staleAt(at('2026-01-23'), zone, works)).toEqual(at('2026-01-29'))
    expect(staleAt(at('2026-01-30'), zone, works)).toEqual(at('2026-02-11'))
  })

  it('never comes for somebody who never works', () => {
    expect(staleAt(at('2026-01-12'), zone, () => false)).toBeNull()
  })
})

describe('a key result', () => {
  const since = (asks: Date[], answers: Date[], now: Date) => staleSince(asks, answers, zone, team, now)
  const [first, second] = [at('2026-01-05'), at('2026-01-12')]

  it('is stale from the oldest request on that no answer has followed, until somebody answers', () => {
    expect(since([first, second], [], at('2026-01-08', '08:59'))).toBeNull()
    expect(since([first, second], [], at('2026-01-08', '09:00'))).toEqual(at('2026-01-08'))
    expect(since([first, second], [], at('2026-01-14'))).toEqual(at('2026-01-08'))
    expect(since([first, second], [at('2026-01-13')], at('2026-01-20'))).toBeNull()
    expect(since([first, second], [at('2026-01-07')], at('2026-01-20'))).toEqual(at('2026-01-15'))
  })

  it('that was never asked for is not stale', () => {
    expect(since([], [], at('2026-03-01'))).toBeNull()
  })
})
