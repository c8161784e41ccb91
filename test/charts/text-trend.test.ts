import { describe, expect, it } from 'vitest'
import { textTrend } from '../../src/charts/text-trend.ts'

describe('a trend in words', () => {
  const churn = { baseline: 8, target: 5, unit: '%' }
  const readings = [
    { at: '2026-01-09', value: 8 },
    { at: '2026-01-16', value: 7.4 },
    { at: '2026-01-23', value: 6.2 },
  ]

  it('says what the chart shows: from where, to where, since when, and how far the target is', () => {
    expect(textTrend({ ...churn, readings })).toBe(
      '█▆▁ fell from 8 % to 6.2 % since 9 January, 1.2 pp from the target of 5 %',
    )
  })

  it('says the year when it is another one', () => {
    const since = [{ at: '2025-10-31', value: 7 }, ...readings]
    expect(textTrend({ ...churn, readings: since })).toMatch(/^▄█▆▁ fell from 7 % to 6.2 % since 31 October 2025,/)
  })

  it('knows when the target is reached, from either side', () => {
    const done = [...readings, { at: '2026-01-30', value: 4.9 }]
    expect(textTrend({ ...churn, readings: done })).toMatch(/the target of 5 % is reached$/)
    const up = { baseline: 40, target: 60, unit: 'count', readings: [{ at: '2026-01-09', value: 61 }] }
    expect(textTrend(up)).toBe('61 on 9 January, the target of 60 is reached')
  })

  it('says that nothing moved, and that nothing is known', () => {
    const flat = readings.map(({ at }) => ({ at, value: 8 }))
    expect(textTrend({ ...churn, readings: flat })).toBe(
      '▄▄▄ unchanged at 8 % since 9 January, 3 pp from the target of 5 %',
    )
    expect(textTrend({ ...churn, readings: [] })).toBe('no reading yet, target 5 %')
    expect(textTrend({ ...churn, target: null, readings: readings.slice(0, 1) })).toBe('8 % on 9 January')
  })

  it('draws the newest twenty', () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ at: `2026-01-${String(i + 1).padStart(2, '0')}`, value: i }))
    expect(textTrend({ ...churn, readings: many })).toMatch(/^[▁-█]{20} rose from 0 % to 29 %/)
  })
})
