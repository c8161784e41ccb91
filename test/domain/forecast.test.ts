import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastOf } from '../../src/domain/forecast.ts'
import { addDays } from '../../src/domain/local-time.ts'

const quarter = { starts: '2026-01-01', ends: '2026-03-31' }
const due = '2026-03-31'
const weekly = (values: number[], from = '2026-01-05') =>
  values.map((value, i) => ({ at: addDays(from, 7 * i), value }))

describe('a forecast', () => {
  it('is shown only from 4 readings on, the baseline not counted', () => {
    expect(forecastOf(weekly([7.9, 7.7, 7.6]), 8, quarter, due)).toBeNull()
    expect(forecastOf(weekly([7.9, 7.7, 7.6, 7.4]), 8, quarter, due)).toMatchObject({ readings: 4, on: due })
  })

  it('of readings on a line is where the line ends, without doubt', () => {
    const onTheLine = weekly([10, 20, 30, 40, 50])
    const forecast = forecastOf(onTheLine, null, quarter, '2026-03-16')
    expect(forecast).toMatchObject({ readings: 5 })
    for (const end of [forecast?.value, forecast?.low, forecast?.high]) expect(end).toBeCloseTo(110, 9)
    expect(forecast?.perWeek).toBeCloseTo(10, 9)
  })

  it('uses this cycle’s readings only', () => {
    const before = weekly([100, 90, 80, 70], '2025-11-03')
    const inside = weekly([8, 7.8, 7.6, 7.4])
    expect(forecastOf([...before, ...inside], 8, quarter, due)).toEqual(forecastOf(inside, 8, quarter, due))
    expect(forecastOf([...before, ...inside.slice(1)], 8, quarter, due)).toBeNull()
  })

  it('counts the baseline as the value of the first day, unless a reading is of that day', () => {
    const later = weekly([20, 30, 40, 50], '2026-01-08')
    expect(forecastOf(later, 10, quarter, due)).toEqual({
      ...forecastOf([{ at: '2026-01-01', value: 10 }, ...later], null, quarter, due),
      readings: 4,
    })
    const withFirst = [{ at: '2026-01-01', value: 12 }, ...later]
    expect(forecastOf(withFirst, 99, quarter, due)).toEqual(forecastOf(withFirst, null, quarter, due))
  })

  it('counts the last given of several readings of one date', () => {
    const readings = weekly([10, 20, 30, 40])
    const corrected = [...readings.slice(0, 3), { at: '2026-01-26', value: 999 }, { at: '2026-01-26', value: 40 }]
    expect(forecastOf(corrected, null, quarter, due)).toEqual(forecastOf(readings, null, quarter, due))
    const sameDay = [1, 2, 3, 4].map((value) => ({ at: '2026-01-05', value }))
    expect(forecastOf(sameDay, 8, quarter, due)).toBeNull()
  })

  it('foretells nothing when a reading is as late as its date', () => {
    expect(forecastOf(weekly([1, 2, 3, 4], '2026-03-09'), null, quarter, '2026-03-30')).toBeNull()
  })

  it('is not moved by one nonsense reading', () => {
    const good = [10, 20, 30, 40, 50, 60, 70, 80]
    const forecast = forecastOf(weekly(good), null, quarter, due)
    const spoiled = forecastOf(weekly(good.with(4, 5_000)), null, quarter, due)
    expect(spoiled?.value).toBeCloseTo(forecast?.value ?? 0, 0)
  })

  it('of a flat series is flat', () => {
    expect(forecastOf(weekly([8, 8, 8, 8]), 8, quarter, due)).toMatchObject({ value: 8, low: 8, high: 8, perWeek: 0 })
  })
})

describe('its interval', () => {
  const value = fc.double({ min: -100, max: 100, noNaN: true })
  it('holds the forecast, and mirrors with the data', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 4, maxLength: 13 }), fc.option(value), (values, baseline) => {
        const forecast = forecastOf(weekly(values, '2026-01-02'), baseline, quarter, due)
        const mirrored = forecastOf(
          weekly(
            values.map((v) => -v),
            '2026-01-02',
          ),
          baseline === null ? null : -baseline,
          quarter,
          due,
        )
        if (forecast === null || mirrored === null) throw new Error('4 readings and more have a forecast')
        expect(forecast.low).toBeLessThanOrEqual(forecast.value)
        expect(forecast.value).toBeLessThanOrEqual(forecast.high)
        expect(mirrored.value).toBeCloseTo(-forecast.value, 6)
        expect(mirrored.low).toBeCloseTo(-forecast.high, 6)
      }),
    )
  })

  it('leaves out as many slopes as Sen’s rank test allows: 0 of four points, 1 of five, 6 of eight at each end', () => {
    // Counted over all permutations of n values. Points whose slopes are all different, so that the ends of the interval name the slopes they stand on.
    const uneven = [0, 1, 5, 2, 11, 4, 23, 9]
    for (const [n, cut] of [
      [4, 0],
      [5, 1],
      [8, 6],
    ] as const) {
      const values = uneven.slice(0, n)
      const slopes = values.flatMap((y, j) => values.slice(0, j).map((x, i) => (y - x) / (j - i))).sort((a, b) => a - b)
      const ends = (slope: number) => {
        const sorted = values.map((y, i) => y + slope * (12 - i)).sort((a, b) => a - b)
        return n % 2 ? sorted[(n - 1) / 2] : ((sorted[n / 2 - 1] ?? 0) + (sorted[n / 2] ?? 0)) / 2
      }
      const forecast = forecastOf(weekly(values), null, quarter, '2026-03-30')
      expect(forecast?.low).toBeCloseTo(ends(slopes[cut] ?? 0) ?? 0, 9)
      expect(forecast?.high).toBeCloseTo(ends(slopes[slopes.length - 1 - cut] ?? 0) ?? 0, 9)
    }
  })

  it('holds the true slope in at least 90 % of cases', () => {
    const random = seeded(7)
    let held = 0
    const runs = 2_000
    for (let run = 0; run < runs; run++) {
      const n = 5 + Math.floor(random() * 9)
      const values = Array.from({ length: n }, (_, i) => 3 * i + 20 * (random() + random() + random() - 1.5))
      // Far away only the slope counts: the interval there is the interval of the slope.
      const far = { starts: '2026-01-01', ends: '2026-12-31' }
      const forecast = forecastOf(weekly(values), null, far, '4026-01-05')
      if (forecast === null) throw new Error('enough readings')
      const weeks = 104_355
      if (forecast.low / weeks <= 3.001 && forecast.high / weeks >= 2.999) held++
    }
    expect(held / runs).toBeGreaterThanOrEqual(0.89)
    expect(held / runs).toBeLessThan(0.97)
  })
})

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}
