import { describe, expect, it } from 'vitest'
import { listDecisions } from '../../../src/storage/approvals/decisions.ts'
import { resolveChannel } from '../../../src/storage/teams.ts'
import { watchedSpecs } from '../../support/watched-specs.ts'

const id = '2026-01-13-001-xyz'
const pendingApproval = { status: 'pending' }

describe('what needs a decision', () => {
  it.each([
    ['completed research that a rule covers', {}, ['open finding 1.1']],
    ['completed research that no rule covers', { labels: ['kpi-onboarding'] }, []],
    [
      'completed research that no rule covers and chant holds back',
      { labels: ['x'], approval: pendingApproval },
      ['open finding 1.1'],
    ],
    ['research that is not done', { status: 'pending' }, []],
    ['research that an agent is at', { status: 'in_progress' }, []],
    ['research that was cancelled', { status: 'cancelled' }, []],
    ['research that failed', { status: 'failed' }, []],
    [
      'work that chant does not begin before it is approved',
      { type: 'code', status: 'pending', approval: pendingApproval },
      ['open release 1.1'],
    ],
    [
      'work that chant does not merge before it is approved',
      { type: 'code', approval: pendingApproval },
      ['open release 1.1'],
    ],
    [
      'research that chant does not begin before it is approved',
      { status: 'pending', approval: pendingApproval },
      ['open release 1.1'],
    ],
    [
      'work to be approved that an agent is at all the same',
      { type: 'code', status: 'in_progress', approval: pendingApproval },
      [],
    ],
    ['work to be approved that was cancelled', { type: 'code', status: 'cancelled', approval: pendingApproval }, []],
    ['work that needs no approval, whatever its labels', { type: 'code' }, []],
    ['archived research', { archived: true }, []],
  ])('%s', async (_, spec, asked) => {
    const { rules, put, look, rounds } = watchedSpecs()
    rules({})
    put(id, spec)
    await look()
    expect(rounds(id)).toEqual(asked)
  })

  it('is asked about once, however often it is looked at', async () => {
    const { rules, put, look, rounds } = watchedSpecs()
    rules({})
    put(id)
    expect(await look()).toBe(0)
    expect(await look('2026-01-14T18:00:00Z')).toBe(0)
    expect(rounds(id)).toEqual(['open finding 1.1'])
  })

  it('takes the first rule that matches, by label and by repository', async () => {
    const { rules, put, look, latest } = watchedSpecs()
    rules(
      { labels: ['kpi-churn'], repository: 'other', expiresAfterDays: 1 },
      { labels: ['kpi-churn', 'x'], expiresAfterDays: 2 },
      { labels: [], expiresAfterDays: 3 },
    )
    put(id)
    put('2026-01-13-002-abc', { labels: [] })
    put('2026-01-13-003-def', {}, 'other')
    await look()
    await look(undefined, 'other')
    const days = [id, '2026-01-13-002-abc', '2026-01-13-003-def'].map((one) => {
      const { openedAt, expiresAt } = latest(one)
      return ((expiresAt?.getTime() ?? 0) - openedAt.getTime()) / 86_400_000
    })
    expect(days).toEqual([2, 3, 1])
  })

  it('counts a member under the labels of its driver, too', async () => {
    const { rules, put, look, rounds } = watchedSpecs()
    rules({})
    put('2026-01-13-009-drv', { type: 'driver', status: 'pending' })
    put('2026-01-13-009-drv.1', { labels: [] })
    await look()
    expect(rounds('2026-01-13-009-drv.1')).toEqual(['open finding 1.1'])
  })

  it('follows other rules at the next look: what is covered now is asked, what is not any more is not', async () => {
    const { rules, put, look, rounds, latest } = watchedSpecs()
    rules({})
    put(id)
    put('2026-01-13-002-abc', { labels: ['kpi-onboarding'] })
    await look()
    rules({ labels: ['kpi-onboarding'] })
    await look('2026-01-14T18:00:00Z')
    expect(rounds(id)).toEqual(['gone finding 1.1'])
    expect(latest(id).closedBecause).toBe('it needs no approval any more')
    expect(rounds('2026-01-13-002-abc')).toEqual(['open finding 1.1'])
  })
})

describe('research that was decided on before we looked', () => {
  const decided = { status: 'approved', by: 'mike', at: '2026-01-10T09:00:00Z' }

  it('asks nobody, and is known as decided', async () => {
    const { db, rules, put, look, rounds, latest } = watchedSpecs()
    rules({})
    put(id, { approval: decided })
    await look()
    expect(rounds(id)).toEqual(['approved finding 1.1'])
    expect(listDecisions(db, latest(id).id)).toMatchObject([{ verdict: 'approved', byName: 'mike', isOutside: true }])
  })

  it('asks nobody when it was rejected and nothing was done since', async () => {
    const { rules, put, look, rounds } = watchedSpecs()
    rules({})
    const more = 'completed_at: 2026-01-09T09:00:00Z\n'
    put(id, { approval: { ...decided, status: 'rejected' }, more, rejection: 'Use the beta data.' })
    await look()
    expect(rounds(id)).toEqual(['rejected finding 1.1'])
  })

  it('asks when it was rejected and completed anew since', async () => {
    const { rules, put, look, rounds } = watchedSpecs()
    rules({})
    put(id, { approval: { ...decided, status: 'rejected' }, more: 'completed_at: 2026-01-12T09:00:00Z\n' })
    await look()
    expect(rounds(id)).toEqual(['open finding 1.1'])
  })
})

describe('research that goes on', () => {
  it('ends what is asked while it is done again, and asks in a new round when it is done', async () => {
    const { rules, put, look, rounds, latest } = watchedSpecs()
    rules({})
    put(id)
    await look()
    put(id, { status: 'in_progress' })
    await look('2026-01-14T18:00:00Z')
    expect(latest(id)).toMatchObject({ outcome: 'gone', closedBecause: 'an agent is working on it again' })
    put(id, { found: 'Onboarding fails, as the beta shows.' })
    await look('2026-01-14T19:00:00Z')
    expect(rounds(id)).toEqual(['gone finding 1.1', 'open finding 2.1'])
  })

  it('is the next round of the research whose discussion it is informed by', async () => {
    const { rules, put, look, rounds, latest } = watchedSpecs()
    rules({})
    put(id, { approval: { status: 'rejected', by: 'Sarah', at: '2026-01-14T10:00:00Z' }, rejection: 'Too thin.' })
    await look()
    const next = '2026-01-15-001-new'
    put(next, { more: `informed_by:\n- .chant/context/kpi-churn-q1/discussion-${id}.md\n` })
    await look('2026-01-15T17:00:00Z')
    expect(rounds(next)).toEqual(['open finding 2.1'])
    expect(latest(next).follows).toBe(latest(id).id)
  })

  it('is gone when its spec is archived or deleted, and asked about anew when it comes back', async () => {
    const { rules, put, remove, look, rounds, latest } = watchedSpecs()
    rules({})
    put(id)
    await look()
    remove(id)
    await look('2026-01-14T18:00:00Z')
    expect(latest(id).closedBecause).toBe('the spec was archived or deleted')
    put(id)
    await look('2026-01-14T19:00:00Z')
    expect(rounds(id)).toEqual(['gone finding 1.1', 'open finding 2.1'])
  })
})

describe('where it is asked', () => {
  it('waits with asking until Slack knows somebody or some place to ask', async () => {
    const { db, rules, put, look, rounds, latest } = watchedSpecs({ isKnown: false })
    rules({})
    put(id)
    expect(await look()).toBe(1)
    expect(rounds(id)).toEqual([])
    resolveChannel(db, '#retention', 'CRETENTION')
    expect(await look()).toBe(0)
    expect(latest(id).channel).toBe('CRETENTION')
  })
})
