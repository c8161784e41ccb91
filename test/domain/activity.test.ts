import { describe, expect, it } from 'vitest'
import { activityOf, isBookkeeping, type SpecEvent } from '../../src/domain/activity.ts'
import { driverOf, driverProgress, driversOf, type Spec } from '../../src/domain/specs.ts'
import { isWholeDay, parseInstant } from '../../src/domain/time-spans.ts'

function spec(id: string, more: Partial<Spec> = {}): Spec {
  return {
    id,
    title: `Title of ${id}`,
    type: 'code',
    status: 'pending',
    labels: [],
    dependsOn: [],
    members: [],
    informedBy: [],
    targetFiles: [],
    completedAt: null,
    approval: null,
    criteria: { checked: 0, total: 0 },
    archived: false,
    warning: null,
    ...more,
  }
}

function event(specId: string, at: string, more: Partial<SpecEvent> = {}): SpecEvent {
  return {
    specId,
    event: 'worked',
    at: new Date(at),
    by: 'mike',
    reason: null,
    note: null,
    commit: 'c1',
    spec: null,
    ...more,
  }
}

describe('activity', () => {
  it('is told oldest first; what happened at one instant in the order of commits', () => {
    const events = [
      event('a', '2026-01-13T10:00Z', { event: 'created' }),
      event('b', '2026-01-12T10:00Z'),
      event('a', '2026-01-13T10:00Z', { event: 'approved' }),
    ]
    expect(activityOf(events, []).map(({ event: kind }) => kind)).toEqual(['worked', 'created', 'approved'])
  })

  it('tells the same thing in two commits once, and two pieces of work at one instant twice', () => {
    const at = '2026-01-13T10:00Z'
    const twins = [event('a', at, { event: 'completed' }), event('a', at, { event: 'completed', commit: 'c2' })]
    expect(activityOf(twins, [])).toHaveLength(1)
    expect(activityOf([event('a', at, { note: 'one' }), event('a', at, { note: 'two' })], [])).toHaveLength(2)
  })

  it('shows a spec as it stands now: the active one before the archived, the archived before what a commit said', () => {
    const then = event('a', '2026-01-13T10:00Z', { spec: { title: 'Then', type: 'task', labels: ['old'] } })
    const title = (specs: Spec[]) => activityOf([then], specs)[0]?.title
    expect(title([])).toBe('Then')
    expect(title([spec('a', { title: 'Archived', archived: true })])).toBe('Archived')
    expect(title([spec('a', { title: 'Active' }), spec('a', { title: 'Archived', archived: true })])).toBe('Active')
  })

  it('knows commits in which nobody worked', () => {
    expect(
      ['approve spec', 'reject spec', 'update status to in_progress'].every((note) =>
        isBookkeeping({ event: 'worked', note }),
      ),
    ).toBe(true)
    expect(isBookkeeping({ event: 'worked', note: 'approve the new design' })).toBe(false)
    expect(isBookkeeping({ event: 'approved', note: null })).toBe(false)
  })
})

describe('drivers', () => {
  it.each([
    ['2026-01-16-002-abc.1', '2026-01-16-002-abc'],
    ['2026-01-16-002-abc.1.2', '2026-01-16-002-abc'],
    ['2026-01-16-002-abc', null],
    ['2026-01-16-002-abc-1', null],
    ['notes.final', null],
    ['.1', null],
  ])('the driver of %s is %s', (id, driver) => expect(driverOf(id)).toBe(driver))

  it('also have the members that their file lists', () => {
    const specs = [spec('d', { members: ['d-1', 'd.2', 'd'] }), spec('d-1'), spec('d.2')]
    expect(Object.fromEntries(driversOf(specs))).toEqual({ 'd-1': 'd', 'd.2': 'd' })
  })

  it('are as far as their members are completed; cancelled ones do not count', () => {
    const member = (number: number, status: Spec['status']) => spec(`d.${number}`, { status })
    const specs = [
      spec('d'),
      member(1, 'completed'),
      member(2, 'completed'),
      member(3, 'pending'),
      member(4, 'cancelled'),
    ]
    expect(driverProgress('d', specs)).toEqual({ completed: 2, total: 3 })
  })
})

describe('an instant as people write it', () => {
  const now = new Date('2026-01-28T12:00:00Z')
  it.each([
    ['2h', '2026-01-28T10:00:00.000Z'],
    [' 1d ', '2026-01-27T12:00:00.000Z'],
    ['1w', '2026-01-21T12:00:00.000Z'],
    ['1m', '2025-12-29T12:00:00.000Z'],
    ['1mo', '2025-12-29T12:00:00.000Z'],
    ['0d', '2026-01-28T12:00:00.000Z'],
    ['2026-01-28', '2026-01-28T00:00:00.000Z'],
    ['2026-01-28T08:30', '2026-01-28T08:30:00.000Z'],
    ['2026-01-28T08:30:15Z', '2026-01-28T08:30:15.000Z'],
    ['2026-01-28 08:30:00.5+01:00', '2026-01-28T07:30:00.500Z'],
  ])('%s', (text, expected) => expect(parseInstant(text, now)?.toISOString()).toBe(expected))

  it.each([
    '',
    '1',
    'd',
    '1.5d',
    '-1d',
    '1y',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '2026-01-28T25:00',
    '28.01.2026',
  ])('is not %j', (text) => expect(parseInstant(text, now)).toBe(null))

  it('is a whole day only as a date', () => {
    expect([isWholeDay('2026-01-28'), isWholeDay('2026-01-28T00:00Z'), isWholeDay('1d')]).toEqual([true, false, false])
  })
})
