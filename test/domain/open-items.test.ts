import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/domain/check-ins.ts'
import {
  ageInDays,
  followUp,
  isOverdue,
  itemsNamedBy,
  type NamedItem,
  type OpenItem,
} from '../../src/domain/open-items.ts'

const base: Answer = { confidence: 2, evidence: [], note: null, risk: null, nextAction: null, test: null }
const owner = { ownerId: 1, nextCheckInOn: '2026-01-19' }
const monday = new Date('2026-01-12T17:00:00Z')
const friday = new Date('2026-01-16T17:00:00Z')

const risk: NamedItem = { kind: 'risk', text: 'The vendor', personId: 1, due: null }
const action: NamedItem = { kind: 'next-action', text: 'Call them', personId: 1, due: '2026-01-16' }
const plan: NamedItem = { kind: 'adjustment-plan', text: 'How?', personId: 1, due: '2026-01-19' }

function item(named: NamedItem, change: Partial<OpenItem> = {}): OpenItem {
  return { ...named, id: 1, keyResultId: 'O1-KR1', checkInId: 10, openedAt: monday, closed: null, ...change }
}

describe('what an answer leaves open', () => {
  it('is nothing on track', () => {
    expect(itemsNamedBy('O1-KR1', base, owner)).toEqual([])
  })

  it('is an adjustment plan at risk and an investigation off track, the owner’s, due at the next check-in', () => {
    for (const [confidence, kind] of [
      [1, 'adjustment-plan'],
      [0, 'investigation'],
    ] as const) {
      expect(itemsNamedBy('O1-KR1', { ...base, confidence }, owner)).toMatchObject([
        { kind, personId: 1, due: '2026-01-19' },
      ])
    }
  })
})

describe('when an answer has changed', () => {
  const changed = { checkInId: 10, firstAnsweredAt: monday, namedBefore: [] }

  it('the same words are the same thing, and keep their age', () => {
    const again = [{ checkInId: 10, items: [{ ...risk, text: ' the  VENDOR ' }] }]
    expect(followUp([item(risk, { checkInId: 9 })], again, changed)).toEqual({ open: [], change: [], withdraw: [] })
  })

  it('other words open something new, and withdraw only what this answer had opened', () => {
    const items = [item(risk, { id: 1, checkInId: 9 }), item({ ...risk, text: 'The law' }, { id: 2 })]
    const standing = [
      { checkInId: 9, items: [risk] },
      { checkInId: 10, items: [{ ...risk, text: 'The exporter' }] },
    ]
    expect(followUp(items, standing, changed)).toEqual({
      open: [{ ...risk, text: 'The exporter' }],
      change: [],
      withdraw: [2],
    })
  })

  it('taken back, its items are withdrawn unless another answer names them too', () => {
    const items = [item(risk, { id: 1 }), item(action, { id: 2 })]
    expect(followUp(items, [{ checkInId: 11, items: [risk] }], changed).withdraw).toEqual([2])
  })

  it('what another week had opened and this one named too is withdrawn with the last that names it', () => {
    const opened = item(risk, { checkInId: 9 })
    expect(followUp([opened], [], { ...changed, namedBefore: [risk] }).withdraw).toEqual([1])
    expect(followUp([opened], [], changed).withdraw).toEqual([])
  })

  it('a next action named again has its newest person and date, and its old ones when that is taken back', () => {
    const later = { ...action, personId: 2, due: '2026-01-23' }
    const both = [
      { checkInId: 9, items: [action] },
      { checkInId: 10, items: [later] },
    ]
    expect(followUp([item(action, { checkInId: 9 })], both, changed).change).toEqual([
      { id: 1, personId: 2, due: '2026-01-23' },
    ])
    const undone = [{ checkInId: 9, items: [action] }]
    expect(followUp([item(later, { checkInId: 9 })], undone, changed).change).toEqual([
      { id: 1, personId: 1, due: '2026-01-16' },
    ])
  })

  it('an adjustment plan that is open already keeps its date, so that it can be overdue', () => {
    const named = [{ checkInId: 10, items: [{ ...plan, due: '2026-01-26' }] }]
    expect(followUp([item(plan, { checkInId: 9 })], named, changed)).toEqual({ open: [], change: [], withdraw: [] })
  })

  it('what was closed since the first answer is not opened again by adding a note', () => {
    const closed = item(plan, { closed: { at: friday, by: 1, how: 'done', result: 'Agreed' } })
    const named = [{ checkInId: 10, items: [plan] }]
    expect(followUp([closed], named, changed).open).toEqual([])
    expect(followUp([closed], named, { ...changed, firstAnsweredAt: new Date('2026-01-19T17:00:00Z') }).open).toEqual([
      plan,
    ])
  })
})

describe('age', () => {
  it('counts days on the reader’s wall', () => {
    const opened = { openedAt: new Date('2026-01-13T01:00:00Z') }
    expect(ageInDays(opened, new Date('2026-01-13T09:00:00Z'), 'America/Los_Angeles')).toBe(1)
    expect(ageInDays(opened, new Date('2026-01-13T09:00:00Z'), 'Europe/Berlin')).toBe(0)
  })

  it('is overdue after its date, while it is open', () => {
    expect(isOverdue(item(action), '2026-01-16')).toBe(false)
    expect(isOverdue(item(action), '2026-01-17')).toBe(true)
    expect(
      isOverdue(item(action, { closed: { at: friday, by: 1, how: 'withdrawn', result: null } }), '2026-01-17'),
    ).toBe(false)
  })
})
