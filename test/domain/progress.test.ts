import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { directionOf, progressOf } from '../../src/domain/progress.ts'

describe('progress', () => {
  it.each([
    ['nothing done', 8, 8, 5, 0],
    ['down from 8 to 5, at 6.2', 8, 6.2, 5, 0.6],
    ['up from 40 to 60, at 50', 40, 50, 60, 0.5],
    ['the target reached', 8, 5, 5, 1],
    ['beyond the target is 1, not more', 8, 4, 5, 1],
    ['worse than the baseline is 0, not less', 8, 9, 5, 0],
    ['through zero', -10, 0, 10, 0.5],
    ['baseline = target gives 0, even there', 5, 5, 5, 0],
    ['baseline = target gives 0 anywhere', 5, 7, 5, 0],
  ])('%s', (_case, baseline, current, target, expected) => {
    expect(progressOf({ baseline, current, target })).toBeCloseTo(expected, 12)
  })

  it('is unknown when baseline, current or target is missing', () => {
    expect(progressOf({ baseline: null, current: 6, target: 5 })).toBeNull()
    expect(progressOf({ baseline: 8, current: null, target: 5 })).toBeNull()
    expect(progressOf({ baseline: 8, current: 6, target: null })).toBeNull()
  })

  it('lies between 0 and 1 and is the same seen in a mirror', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(value, value, value, (baseline, current, target) => {
        const progress = progressOf({ baseline, current, target }) as number
        expect(progress).toBeGreaterThanOrEqual(0)
        expect(progress).toBeLessThanOrEqual(1)
        expect(progressOf({ baseline: -baseline, current: -current, target: -target })).toBe(progress)
      }),
    )
  })
})

describe('direction', () => {
  it('is from the baseline towards the target', () => {
    expect(directionOf(8, 5)).toBe('down')
    expect(directionOf(40, 60)).toBe('up')
  })

  it('is told by an easier threshold when the baseline is missing or equals the target', () => {
    expect(directionOf(null, 5, 5.5)).toBe('down')
    expect(directionOf(99.9, 99.9, 99.5)).toBe('up')
  })

  it('is unknown when nothing tells it', () => {
    expect(directionOf(null, 5)).toBeNull()
    expect(directionOf(5, 5)).toBeNull()
    expect(directionOf(8, null, 6)).toBeNull()
  })
})
