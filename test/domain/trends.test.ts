import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Point } from '../../src/domain/forecast.ts'
import { addDays, daysBetween } from '../../src/domain/local-time.ts'
import { gapsIn, mostPoints, onePerDate, shapeOf, trendOf, usualSince } from '../../src/domain/trends.ts'

const first = '2020-01-01'
const series = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })), {
    minLength: 1,
    maxLength: 400,
  })
  .map((steps) => {
    let day = 0
    return steps.map(([step, value]): Point => {
      day += step
      return { at: addDays(first, day), value }
    })
  })

/** The value of the line through the points on a day. */
function lineAt(points: readonly Point[], at: string): number {
  const after = points.findIndex((point) => point.at >= at)
  const [a, b] = [points[after - 1], points[after]]
  if (!b) return Number.NaN
  if (!a || b.at === at) return b.value
  return a.value + ((b.value - a.value) * daysBetween(a.at, at)) / daysBetween(a.at, b.at)
}

function worstDistance(points: readonly Point[], drawn: readonly Point[]): number {
  return Math.max(...points.map(({ at, value }) => Math.abs(lineAt(drawn, at) - value)))
}

describe('the shape of many readings', () => {
  it('is readings that were made, in their order, as many as fit, with the ends and the extremes', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 4, max: 30 }), (points, most) => {
        const drawn = shapeOf(points, most)
        expect(drawn.length).toBe(Math.min(points.length, most))
        expect(drawn.every((point) => points.includes(point))).toBe(true)
        expect(drawn.map(({ at }) => at)).toEqual(drawn.map(({ at }) => at).toSorted())
        expect(new Set(drawn).size).toBe(drawn.length)
        expect(drawn[0]).toBe(points[0])
        expect(drawn.at(-1)).toBe(points.at(-1))
        const values = points.map(({ value }) => value)
        expect(Math.max(...drawn.map(({ value }) => value))).toBe(Math.max(...values))
        expect(Math.min(...drawn.map(({ value }) => value))).toBe(Math.min(...values))
      }),
      { seed: 7, numRuns: 300 },
    )
  })

  it('keeps a spike of one day, and a step at its place', () => {
    const flat = Array.from({ length: 500 }, (_, day): Point => ({ at: addDays(first, day), value: 8 }))
    const spike = flat.with(237, { at: addDays(first, 237), value: 30 })
    expect(shapeOf(spike, mostPoints)).toContainEqual({ at: addDays(first, 237), value: 30 })
    const step = flat.map((point, day) => ({ ...point, value: day < 311 ? 8 : 5 }))
    const drawn = shapeOf(step, mostPoints)
    expect(lineAt(drawn, addDays(first, 280))).toBeCloseTo(8)
    expect(lineAt(drawn, addDays(first, 340))).toBeCloseTo(5)
  })

  it('is nearer to the readings than every n-th of them', () => {
    const wave = Array.from({ length: 300 }, (_, day): Point => {
      const value = 10 * Math.sin(day / 25) + (day % 97 === 50 ? 12 : 0)
      return { at: addDays(first, day), value }
    })
    const everyNth = wave.filter((_, index) => index % Math.ceil(wave.length / mostPoints) === 0 || index === 299)
    expect(worstDistance(wave, shapeOf(wave, mostPoints))).toBeLessThan(worstDistance(wave, everyNth))
  })

  it('is all of them while they fit', () => {
    const few = [{ at: first, value: 1 }]
    expect(shapeOf(few, mostPoints)).toEqual(few)
    expect(shapeOf([], mostPoints)).toEqual([])
  })
})

describe('a trend', () => {
  it('has one point for each date, the last that was recorded', () => {
    const readings = [
      { at: '2026-01-09', value: 3 },
      { at: '2026-01-02', value: 1 },
      { at: '2026-01-09', value: 2 },
    ]
    expect(onePerDate(readings)).toEqual([
      { at: '2026-01-02', value: 1 },
      { at: '2026-01-09', value: 2 },
    ])
    const trend = trendOf(readings, { since: '2026-01-05', every: null })
    expect(trend).toEqual({ points: [{ at: '2026-01-09', value: 2 }], dates: 1, gaps: [] })
  })

  it('names where readings are missing: for more than one and a half intervals, longest first', () => {
    const on = (...dates: string[]) => dates.map((at) => ({ at, value: 1 }))
    const weekly = { count: 1, unit: 'week' } as const
    expect(gapsIn(on('2026-01-02', '2026-01-09', '2026-01-19', '2026-02-02', '2026-02-13'), weekly)).toEqual([
      { after: '2026-01-19', before: '2026-02-02', days: 14 },
      { after: '2026-02-02', before: '2026-02-13', days: 11 },
    ])
    expect(gapsIn(on('2025-07-31', '2025-08-31', '2025-09-30'), { count: 1, unit: 'month' })).toEqual([])
    expect(gapsIn(on('2020-01-01', '2026-01-01'), null)).toEqual([])
  })

  it('goes back half a year, or to the beginning of a longer cycle', () => {
    expect(usualSince('2026-07-02', '2026-04-01')).toBe('2026-01-01')
    expect(usualSince('2026-12-31', '2026-01-01')).toBe('2026-01-01')
    expect(usualSince('2026-07-02', null)).toBe('2026-01-01')
  })
})
