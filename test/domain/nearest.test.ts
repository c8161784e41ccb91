import { describe, expect, test } from 'vitest'
import { nearest } from '../../src/domain/nearest.ts'

describe('the word somebody probably meant', () => {
  test.each([
    ['onwer', 'owner'],
    ['ownr', 'owner'],
    ['OWNER', 'owner'],
    ['baselin', 'baseline'],
    ['key_result', 'key_results'],
    ['kpi_churn', 'kpi-churn'],
    ['kp', 'kpi'],
  ])('%s is %s', (typed, meant) => {
    expect(nearest(typed, ['owner', 'baseline', 'key_results', 'kpi-churn', 'kpi'])).toBe(meant)
  })

  test.each(['x', 'frobnicate', '', 'abcd'])('%j is none of them', (typed) => {
    expect(nearest(typed, ['owner', 'kpi', 'target'])).toBeNull()
  })

  test('a very long word takes no time', () => {
    const begun = performance.now()
    expect(nearest('x'.repeat(1_000_000), ['owner'])).toBeNull()
    expect(performance.now() - begun).toBeLessThan(100)
  })
})
