import { describe, expect, it } from 'vitest'
import { elapsedShare, paceOf, paceStatus } from '../../src/domain/pace.ts'

const quarter = { starts: '2026-01-01', ends: '2026-03-31' }

describe('the elapsed share of a cycle', () => {
  it('counts today as one of its days: day 40 of 100 is 0.4', () => {
    expect(elapsedShare({ starts: '2026-01-01', ends: '2026-04-10' }, '2026-02-09')).toBeCloseTo(0.4, 12)
  })

  it('is 1/90 on the first of 90 days and 1 on the last', () => {
    expect(elapsedShare(quarter, '2026-01-01')).toBeCloseTo(1 / 90, 12)
    expect(elapsedShare(quarter, '2026-03-31')).toBe(1)
  })

  it('is 0 before the cycle and 1 after it', () => {
    expect(elapsedShare(quarter, '2025-12-31')).toBe(0)
    expect(elapsedShare(quarter, '2026-06-01')).toBe(1)
  })
})

describe('pace', () => {
  it('is progress ÷ elapsed share', () => {
    expect(paceOf(0.15, 0.4)).toBeCloseTo(0.375, 12)
    expect(paceOf(0.2, 0.4)).toBeCloseTo(0.5, 12)
    expect(paceOf(0.5, 0.4)).toBeCloseTo(1.25, 12)
  })

  it('is unknown without progress and before the cycle begins', () => {
    expect(paceOf(null, 0.4)).toBeNull()
    expect(paceOf(0.2, 0)).toBeNull()
  })
})

describe('the status of a measure', () => {
  it('is met at the target, however early', () => expect(paceStatus(1, 0.1)).toBe('met'))
  it('is on pace on the straight line', () => expect(paceStatus(0.4, 0.4)).toBe('on pace'))
  it('is behind below it', () => expect(paceStatus(0.39, 0.4)).toBe('behind'))
  it('is on pace before the cycle begins: nothing is expected yet', () => expect(paceStatus(0, 0)).toBe('on pace'))
  it('is no data without a value', () => expect(paceStatus(null, 0.4)).toBe('no data'))
})
