import { describe, expect, it } from 'vitest'
import { remember } from '../../src/domain/remember.ts'

describe('a function that remembers', () => {
  it('computes each of its last results once, and forgets when there are too many', () => {
    const computed: number[] = []
    const double = remember(2, (n: number) => {
      computed.push(n)
      return 2 * n
    })
    expect([1, 1, 2, 1, 3, 1].map(double)).toEqual([2, 2, 4, 2, 6, 2])
    expect(computed).toEqual([1, 2, 3, 1])
  })

  it('remembers no failure', () => {
    let tries = 0
    const once = remember(2, () => {
      if (++tries === 1) throw new RangeError('not yet')
      return tries
    })
    expect(() => once(1)).toThrow(RangeError)
    expect(once(1)).toBe(2)
  })
})
