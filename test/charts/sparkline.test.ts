import { describe, expect, it } from 'vitest'
import { sparkline } from '../../src/charts/sparkline.ts'

describe('a sparkline', () => {
  it('rises from its least to its greatest, whatever their size', () => {
    expect(sparkline([0, 50, 100])).toBe('▁▅█')
    expect(sparkline([8, 7.5, 7])).toBe('█▅▁')
  })

  it('is a flat line in the middle when nothing moves', () => {
    expect(sparkline([5, 5, 5])).toBe('▄▄▄')
  })

  it('shows the newest when there are too many, and nothing when there are none', () => {
    expect(sparkline([9, 9, 1, 2], 2)).toBe('▁█')
    expect(sparkline([])).toBe('')
  })

  it('shows what is missing as a gap', () => {
    expect(sparkline([1, null, 3, Number.NaN])).toBe('▁·█·')
  })

  it('takes numbers of any size', () => {
    expect(sparkline([-1e308, 0, 1e308])).toBe('▁▅█')
  })
})
