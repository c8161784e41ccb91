import { describe, expect, it } from 'vitest'
import { weekdays } from '../../src/domain/local-time.ts'
import { isPaused, ownerWorksOn, teamWorksOn, workingDayAfter } from '../../src/domain/working-days.ts'

const mondayToFriday = weekdays.slice(0, 5)
const holidays = new Set(['2026-01-19'])
const team = teamWorksOn(mondayToFriday, holidays)

describe('a working day', () => {
  it("is the team's minus holidays", () => {
    expect(team('2026-01-16')).toBe(true)
    expect(team('2026-01-17')).toBe(false)
    expect(team('2026-01-19')).toBe(false)
  })

  it('of an owner is also minus days off and pauses', () => {
    const owner = {
      zone: 'America/New_York',
      daysOff: new Set(['2026-01-16']),
      pauses: [{ starts: '2026-02-02', ends: '2026-02-06', resumedAt: null }],
    }
    const works = ownerWorksOn(team, owner)
    expect(['2026-01-15', '2026-01-16', '2026-01-19', '2026-02-02', '2026-02-06', '2026-02-09'].map(works)).toEqual([
      true,
      false,
      false,
      false,
      false,
      true,
    ])
  })

  it('counted from another one skips weekends and holidays, both ways', () => {
    expect(workingDayAfter('2026-01-16', 1, team)).toBe('2026-01-20')
    expect(workingDayAfter('2026-01-16', 2, team)).toBe('2026-01-21')
    expect(workingDayAfter('2026-01-20', -2, team)).toBe('2026-01-15')
  })

  it('is never found for somebody who never works', () => {
    expect(workingDayAfter('2026-01-16', 1, () => false)).toBeNull()
  })
})

describe('a pause ended early', () => {
  it("covers nothing from that day on, by the person's own calendar", () => {
    // 02:00 UTC on Wednesday is Tuesday evening in New York.
    const pauses = [{ starts: '2026-02-02', ends: '2026-02-06', resumedAt: new Date('2026-02-04T02:00:00Z') }]
    expect(isPaused(pauses, '2026-02-02', 'America/New_York')).toBe(true)
    expect(isPaused(pauses, '2026-02-03', 'America/New_York')).toBe(false)
    expect(isPaused(pauses, '2026-02-03', 'Europe/Berlin')).toBe(true)
  })
})
