import { getISOWeek, getISOWeekYear } from 'date-fns'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, weekdayOf } from '../../src/domain/local-time.ts'
import { addWeeks, dayOf, isWeek, mondayOf, weekOf, weeksFrom } from '../../src/domain/weeks.ts'

describe('a week is an ISO week', () => {
  it.each([
    ['2026-01-12', '2026-W03'],
    ['2026-01-01', '2026-W01'],
    ['2027-01-01', '2026-W53'],
    ['2025-12-29', '2026-W01'],
    ['2024-12-30', '2025-W01'],
    ['2023-01-01', '2022-W52'],
  ])('%s lies in %s', (date, week) => expect(weekOf(date)).toBe(week))

  it('says what date-fns says, for every day from 2000 to 2080', () => {
    for (let date = '2000-01-01'; date < '2080-01-01'; date = addDays(date, 1)) {
      const [year, month, day] = date.split('-').map(Number) as [number, number, number]
      const local = new Date(year, month - 1, day)
      const expected = `${getISOWeekYear(local)}-W${String(getISOWeek(local)).padStart(2, '0')}`
      if (weekOf(date) !== expected) expect(`${date} ${weekOf(date)}`).toBe(`${date} ${expected}`)
    }
  })

  it('begins on Monday and holds its seven days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), (days) => {
        const date = addDays('2000-01-01', days)
        const week = weekOf(date)
        expect(dayOf(week, weekdayOf(date))).toBe(date)
        expect(weekdayOf(mondayOf(week))).toBe('monday')
        expect(isWeek(week)).toBe(true)
        expect(addWeeks(addWeeks(week, 7), -7)).toBe(week)
        expect(addWeeks(week, 1) > week).toBe(true)
      }),
    )
  })

  it('can be counted across the year', () => {
    expect(weeksFrom('2026-W52', '2027-W02')).toEqual(['2026-W52', '2026-W53', '2027-W01', '2027-W02'])
    expect(weeksFrom('2026-W03', '2026-W02')).toEqual([])
  })

  it('does not exist when its year has only 52', () => {
    expect(['2026-W53', '2025-W53', '2026-W00', '2026-W54', '2026-3'].map(isWeek)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
  })
})
