import { describe, expect, it } from 'vitest'
import { daysOffBetween, daysOffProblems, stretchesOf, stretchInWords } from '../../src/domain/days-off.ts'

const today = '2026-01-09'

describe('days off', () => {
  it('without a last day are one day; across a month’s end they are every day between', () => {
    expect(daysOffBetween({ from: '2026-02-16', to: null })).toEqual(['2026-02-16'])
    expect(daysOffBetween({ from: '2026-02-27', to: '2026-03-02' })).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ])
    expect(daysOffBetween({ from: null, to: null })).toEqual([])
  })

  it('in a row are one stretch, in whatever order they are known', () => {
    const stretches = stretchesOf(['2026-03-02', '2026-02-28', '2026-03-01', '2026-01-26', '2026-03-04'])
    expect(stretches.map(stretchInWords)).toEqual(['Mon 26 Jan', 'Sat 28 Feb – Mon 2 Mar', 'Wed 4 Mar'])
    expect(stretchesOf([])).toEqual([])
  })

  it('can begin today, and last three months', () => {
    expect(daysOffProblems({ from: today, to: null }, today)).toEqual({})
    expect(daysOffProblems({ from: '2026-02-01', to: '2026-05-03' }, today)).toEqual({})
    expect(daysOffProblems({ from: '2026-02-01', to: '2026-05-04' }, today)).toHaveProperty('off-to')
    expect(daysOffProblems({ from: '2027-01-10', to: null }, today)).toEqual({})
    expect(daysOffProblems({ from: '2027-01-11', to: null }, today)).toHaveProperty('off-from')
  })
})
