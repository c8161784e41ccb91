import { describe, expect, it } from 'vitest'
import { teamWeek } from '../../../src/domain/cadence/team-week.ts'
import { weekdays } from '../../../src/domain/local-time.ts'
import { onTheWall, platform, retention } from './acme.ts'

const none = new Set<string>()

describe('rule 1: ask day and summary', () => {
  it("the ask day is the team's weekday in each ISO week", () => {
    expect(teamWeek(retention, '2026-W03', none)?.askOn).toBe('2026-01-12')
    expect(teamWeek(platform, '2026-W53', none)?.askOn).toBe('2026-12-31')
  })

  it('on a holiday or non-working day it moves to the next working day of that week', () => {
    expect(teamWeek(retention, '2026-W04', new Set(['2026-01-19']))?.askOn).toBe('2026-01-20')
    expect(teamWeek(retention, '2026-W04', new Set(['2026-01-19', '2026-01-20']))?.askOn).toBe('2026-01-21')
    const tuesdayToSaturday = { ...retention, workingDays: weekdays.slice(1, 6) }
    expect(teamWeek(tuesdayToSaturday, '2026-W03', none)?.askOn).toBe('2026-01-13')
  })

  it('a week with none left is not due', () => {
    const friday = { ...retention, weekday: 'friday' } as const
    expect(teamWeek(friday, '2026-W14', new Set(['2026-04-03']))).toBeNull()
    expect(teamWeek({ ...retention, weekday: 'saturday' }, '2026-W03', none)).toBeNull()
    expect(teamWeek({ ...retention, workingDays: [] }, '2026-W03', none)).toBeNull()
  })

  it("the summary is two team working days after the ask day, 16:00 in the team's zone", () => {
    const week = teamWeek(retention, '2026-W03', none)
    expect(week && onTheWall(week.summaryAt)).toBe('wednesday 2026-01-14 16:00')
    const kathmandu = teamWeek({ ...retention, zone: 'Asia/Kathmandu' }, '2026-W03', none)
    expect(kathmandu?.summaryAt.toISOString()).toBe('2026-01-14T10:15:00.000Z')
  })

  it('both move together', () => {
    const week = teamWeek(retention, '2026-W04', new Set(['2026-01-19']))
    expect(week && onTheWall(week.summaryAt)).toBe('thursday 2026-01-22 16:00')
  })

  it('the summary of a team that is asked late in the week stands in the next one', () => {
    const week = teamWeek(platform, '2026-W03', none)
    expect(week && onTheWall(week.summaryAt)).toBe('monday 2026-01-19 16:00')
    const afterHoliday = teamWeek(platform, '2026-W03', new Set(['2026-01-19']))
    expect(afterHoliday && onTheWall(afterHoliday.summaryAt)).toBe('tuesday 2026-01-20 16:00')
  })
})
