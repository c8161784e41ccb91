import { describe, expect, it } from 'vitest'
import { type Compared, divergenceInWords, divergenceOf, quietDays } from '../../src/domain/divergence.ts'
import { addDays } from '../../src/domain/local-time.ts'

const weekly = (values: number[], from = '2026-01-05') =>
  values.map((value, i) => ({ at: addDays(from, 7 * i), value }))

const churn: Compared = {
  confidence: 2,
  readings: [],
  goal: { baseline: 8, target: 5, threshold: null, commitment: 'committed' },
  cycle: { starts: '2026-01-01', ends: '2026-03-31' },
  due: '2026-03-31',
  every: { count: 1, unit: 'week' },
}

describe('data and answer disagree', () => {
  it('when the answer is on track while the forecast misses the threshold', () => {
    const slow = { ...churn, readings: weekly([7.9, 7.8, 7.7, 7.6]) }
    expect(divergenceOf(slow, '2026-01-27')).toMatchObject({
      threshold: 5,
      forecast: { on: '2026-03-31' },
      unmovedSince: null,
    })
  })

  it('not when the forecast reaches the threshold, if only just', () => {
    const fast = { ...churn, readings: weekly([7.8, 7.5, 7.2, 6.9]) }
    expect(divergenceOf(fast, '2026-01-27')).toBeNull()
    const justAspirational: Compared = { ...fast, goal: { ...churn.goal, commitment: 'aspirational' } }
    expect(divergenceOf(justAspirational, '2026-01-27')).toBeNull()
  })

  it('never when the answer is at risk, off track or missing', () => {
    const slow = { ...churn, readings: weekly([7.9, 7.9, 7.9, 7.9]) }
    for (const confidence of [0, 1, null] as const) {
      expect(divergenceOf({ ...slow, confidence }, '2026-03-20')).toBeNull()
    }
  })

  it('when nothing moved and no reading came for 3 weeks, and not a day earlier', () => {
    const silent = { ...churn, readings: [{ at: '2026-01-12', value: 7 }] }
    expect(divergenceOf(silent, '2026-02-01')).toBeNull()
    expect(divergenceOf(silent, '2026-02-02')).toEqual({ forecast: null, threshold: 5, unmovedSince: '2026-01-12' })
  })

  it('when no reading came for 1.5 × the KPI’s own interval, if that is longer', () => {
    const monthly: Compared = {
      ...churn,
      every: { count: 1, unit: 'month' },
      readings: [{ at: '2026-01-12', value: 7 }],
    }
    expect(divergenceOf(monthly, '2026-02-26')).toBeNull() // 45 days
    expect(divergenceOf(monthly, '2026-02-27')).toMatchObject({ unmovedSince: '2026-01-12' })
    expect(quietDays({ count: 1, unit: 'day' })).toBe(21)
    expect(quietDays({ count: 2, unit: 'week' })).toBe(21)
    expect(quietDays({ count: 3, unit: 'week' })).toBe(31.5)
    expect(quietDays(null)).toBe(21)
  })

  it('counts silence from the first day of the cycle: every cycle begins anew', () => {
    const old = { ...churn, readings: [{ at: '2025-10-31', value: 7 }] }
    expect(divergenceOf(old, '2026-01-21')).toBeNull()
    expect(divergenceOf(old, '2026-01-22')).toMatchObject({ unmovedSince: '2026-01-01' })
  })

  it('does not call readings that keep coming silence; from four on the forecast judges them', () => {
    const flat = weekly([8, 8, 8, 8])
    expect(divergenceOf({ ...churn, readings: flat.slice(0, 3) }, '2026-01-22')).toBeNull()
    expect(divergenceOf({ ...churn, readings: flat }, '2026-01-27')).toMatchObject({
      forecast: { value: 8 },
      unmovedSince: '2026-01-01',
    })
  })

  it('does not look at readings from the future', () => {
    const silent = {
      ...churn,
      readings: [
        { at: '2026-01-12', value: 7 },
        { at: '2026-02-20', value: 6 },
      ],
    }
    expect(divergenceOf(silent, '2026-02-02')).toMatchObject({ unmovedSince: '2026-01-12' })
  })
})

describe('the sentence', () => {
  it('says since when nothing moved, where it will end, and what would have been a hit', () => {
    const stuck = { ...churn, readings: [{ at: '2026-01-05', value: 7.5 }, ...weekly([7, 7, 7, 7], '2026-01-12')] }
    const today = '2026-02-03'
    const divergence = divergenceOf(stuck, today)
    if (divergence === null) throw new Error('it diverges')
    expect(divergenceInWords(divergence, '%', today)).toMatch(
      /^unmoved for 3 weeks and forecast to end at \d(\.\d+)? %, not 5 %$/,
    )
  })

  it('says only what is true', () => {
    const silent = { ...churn, readings: [{ at: '2026-01-12', value: 7 }] }
    const divergence = divergenceOf(silent, '2026-02-18')
    if (divergence === null) throw new Error('it diverges')
    expect(divergenceInWords(divergence, '%', '2026-02-18')).toBe('unmoved for 5 weeks')
  })
})
