import { describe, expect, it } from 'vitest'
import { type Deciders, hasChangedSince, isSameApproval, standingOf, whyNotDecide } from '../../src/domain/approvals.ts'

const member = { id: 1, name: 'Sarah', isGuest: false, isExternal: false, isDeactivated: false }
const deciders: Deciders = { approvers: [1], fallback: [2], isFallbackNeeded: false, mayNot: null }
const why = (decider: Partial<typeof member>, more: Partial<Deciders> = {}) =>
  whyNotDecide({ ...member, ...decider }, { ...deciders, ...more }, 'Sarah')

describe('who may decide', () => {
  it('an approver may, and somebody who stands in while every approver is away', () => {
    expect(why({})).toBeNull()
    expect(why({ id: 2 }, { isFallbackNeeded: true })).toBeNull()
    expect(why({ id: 2 })).toBe('Sarah can decide on this; you stand in only while they are away. Nothing was changed.')
  })

  it('nobody else may, and is told who can', () => {
    expect(why({ id: 3 }, { isFallbackNeeded: true })).toBe('Sarah can decide on this. Nothing was changed.')
  })

  it.each([{ isGuest: true }, { isExternal: true }, { isDeactivated: true }])(
    '%o may not, though named twice',
    (is) => {
      expect(why(is, { fallback: [1], isFallbackNeeded: true })).toMatch(/cannot decide|deactivated/)
    },
  )

  it('whoever asked may not where the rule says so, as an approver or standing in', () => {
    expect(why({}, { mayNot: 1 })).toContain('You asked for this research')
    expect(why({ id: 2 }, { mayNot: 2, isFallbackNeeded: true })).toContain('You asked for this research')
    expect(why({}, { mayNot: 2 })).toBeNull()
  })
})

describe('how an approval stands', () => {
  it('is told by the decision that is on its way, then by how it ended', () => {
    expect(standingOf({ outcome: null }, null)).toBe('open')
    expect(standingOf({ outcome: null }, { state: 'telling' })).toBe('deciding')
    expect(standingOf({ outcome: 'approved' }, { state: 'telling' })).toBe('deciding')
    expect(standingOf({ outcome: 'approved' }, { state: 'stuck' })).toBe('stuck')
    expect(standingOf({ outcome: 'expired' }, { state: 'written' })).toBe('expired')
  })

  it('has changed since only what was approved and has newer content that nobody has judged', () => {
    expect(hasChangedSince({ outcome: 'approved', version: 2, settledVersion: 1 })).toBe(true)
    expect(hasChangedSince({ outcome: 'approved', version: 2, settledVersion: 2 })).toBe(false)
    expect(hasChangedSince({ outcome: 'rejected', version: 2, settledVersion: 1 })).toBe(false)
    expect(hasChangedSince({ outcome: null, version: 2, settledVersion: null })).toBe(false)
  })

  it('two readings are one approval by the same person, at the same time, with the same end', () => {
    const one = { required: true, status: 'approved', by: 'Sarah', at: new Date('2026-01-15T14:30:00Z') } as const
    expect(isSameApproval(one, { ...one, required: false, at: new Date(one.at) })).toBe(true)
    expect(isSameApproval(one, { ...one, by: 'Mike' })).toBe(false)
    expect(isSameApproval(one, { ...one, status: 'rejected' })).toBe(false)
    expect(isSameApproval(one, { ...one, at: new Date('2026-01-15T14:30:01Z') })).toBe(false)
    expect(isSameApproval(null, { ...one, status: 'pending' })).toBe(true)
    expect(isSameApproval(null, one)).toBe(false)
  })
})
