import { describe, expect, it } from 'vitest'
import { type Goal, isHit, thresholdOf } from '../../src/domain/hit.ts'

const churn: Goal = { baseline: 8, target: 5, threshold: null, commitment: 'aspirational' }
const activation: Goal = { baseline: 40, target: 60, threshold: null, commitment: 'aspirational' }

describe('the threshold', () => {
  it('is the target if committed', () => {
    expect(thresholdOf({ ...churn, commitment: 'committed' })).toBe(5)
  })

  it('is 70 % of the way if aspirational, in both directions', () => {
    expect(thresholdOf(churn)).toBeCloseTo(5.9, 12)
    expect(thresholdOf(activation)).toBeCloseTo(54, 12)
  })

  it('is what the key result says, if it says one', () => {
    expect(thresholdOf({ ...churn, threshold: 5.5 })).toBe(5.5)
    expect(thresholdOf({ ...churn, threshold: 5.5, commitment: 'committed' })).toBe(5.5)
  })

  it('is unknown without a target, and for 70 % of the way without a baseline', () => {
    expect(thresholdOf({ ...churn, target: null })).toBeNull()
    expect(thresholdOf({ ...churn, baseline: null })).toBeNull()
  })
})

describe('a hit', () => {
  it('is reaching the threshold exactly, rounding errors of the machine aside', () => {
    expect(isHit(5.9, churn)).toBe(true)
    expect(isHit(54, activation)).toBe(true)
    expect(isHit(5, { ...churn, commitment: 'committed' })).toBe(true)
  })

  it('is not falling a hair short of it', () => {
    expect(isHit(5.91, churn)).toBe(false)
    expect(isHit(53.99, activation)).toBe(false)
    expect(isHit(5.01, { ...churn, commitment: 'committed' })).toBe(false)
  })

  it('is anything better than the target', () => {
    expect(isHit(1, churn)).toBe(true)
    expect(isHit(90, activation)).toBe(true)
  })

  it('of "keep it at 99.9, at least 99.5" is told by its threshold', () => {
    const keep: Goal = { baseline: 99.9, target: 99.9, threshold: 99.5, commitment: 'committed' }
    expect(isHit(99.5, keep)).toBe(true)
    expect(isHit(99.4, keep)).toBe(false)
  })

  it('cannot be told without a value, or off the target when nothing says which way is better', () => {
    expect(isHit(null, churn)).toBeNull()
    const still: Goal = { baseline: 5, target: 5, threshold: null, commitment: 'committed' }
    expect(isHit(5, still)).toBe(true)
    expect(isHit(6, still)).toBeNull()
  })
})
