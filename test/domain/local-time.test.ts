import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  daysBetween,
  instantAt,
  isLocalDate,
  isLocalTime,
  isZone,
  localDateAt,
  localTimeAt,
  weekdayOf,
} from '../../src/domain/local-time.ts'

const at = (date: string, time: string, zone: string) => instantAt(date, time, zone).toISOString()

describe('the instant of a wall-clock time', () => {
  it('is nine in New York five hours after nine in London, in winter', () => {
    expect(at('2026-01-12', '09:00', 'America/New_York')).toBe('2026-01-12T14:00:00.000Z')
    expect(at('2026-01-12', '09:00', 'Europe/London')).toBe('2026-01-12T09:00:00.000Z')
  })

  it('knows zones off the full hour: Kathmandu +5:45, Chatham +13:45 and +12:45, Newfoundland −3:30', () => {
    expect(at('2026-01-12', '09:00', 'Asia/Kathmandu')).toBe('2026-01-12T03:15:00.000Z')
    expect(at('2026-01-12', '09:00', 'Pacific/Chatham')).toBe('2026-01-11T19:15:00.000Z')
    expect(at('2026-07-06', '09:00', 'Pacific/Chatham')).toBe('2026-07-05T20:15:00.000Z')
    expect(at('2026-01-12', '09:00', 'America/St_Johns')).toBe('2026-01-12T12:30:00.000Z')
  })

  it('that does not exist (spring forward) is moved forward by the gap', () => {
    expect(at('2026-03-29', '02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z') // 03:30 on the wall
    expect(at('2026-10-04', '02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z') // a gap of half an hour
  })

  it('that comes twice (fall back) is its first occurrence', () => {
    expect(at('2026-10-25', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z')
    expect(at('2026-11-01', '01:30', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z')
  })

  it('is refused for a date, time or zone that does not exist', () => {
    expect(() => instantAt('2026-02-30', '09:00', 'UTC')).toThrow(RangeError)
    expect(() => instantAt('2026-02-28', '24:30', 'UTC')).toThrow(RangeError)
    expect(() => instantAt('2026-02-28', '09:00', 'Mars/Olympus')).toThrow(RangeError)
  })
})

describe('what the wall shows at an instant', () => {
  it('is its own date and time in each zone', () => {
    const instant = new Date('2026-01-11T23:30:59Z')
    expect([localDateAt(instant, 'Asia/Kathmandu'), localTimeAt(instant, 'Asia/Kathmandu')]).toEqual([
      '2026-01-12',
      '05:15',
    ])
    expect([localDateAt(instant, 'America/Los_Angeles'), localTimeAt(instant, 'America/Los_Angeles')]).toEqual([
      '2026-01-11',
      '15:30',
    ])
  })
})

describe('calendar dates', () => {
  it('know their weekday', () => {
    expect(weekdayOf('2026-01-12')).toBe('monday')
    expect(weekdayOf('1969-12-31')).toBe('wednesday')
  })

  it('cross months, leap days and years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(daysBetween('2026-01-01', '2026-03-31')).toBe(89)
  })

  it('count days exactly, whatever the host thinks of summer time', () => {
    const day = fc.integer({ min: -20_000, max: 40_000 })
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [from, to] = [addDays('2000-01-01', a), addDays('2000-01-01', b)]
        expect(daysBetween(from, to)).toBe(b - a)
        expect(from < to).toBe(a < b)
      }),
    )
  })

  it('that do not exist are refused', () => {
    for (const text of ['2026-02-30', '2026-13-01', '2026-1-12', '12.01.2026', '']) {
      expect(isLocalDate(text)).toBe(false)
      expect(() => addDays(text, 1)).toThrow(RangeError)
    }
    expect(isLocalDate('2028-02-29')).toBe(true)
  })
})

describe('times and zones', () => {
  it('are recognised as people write them', () => {
    expect(['09:00', '23:59', '00:00'].map(isLocalTime)).toEqual([true, true, true])
    expect(['9:00', '24:00', '09:60', '09:00:00'].map(isLocalTime)).toEqual([false, false, false, false])
    expect(['Europe/Berlin', 'UTC', 'Asia/Kathmandu'].map(isZone)).toEqual([true, true, true])
    expect(['Europe/Bonn', '+01:00', ''].map(isZone)).toEqual([false, false, false])
  })
})
