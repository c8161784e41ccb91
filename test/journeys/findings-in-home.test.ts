import { describe, expect, it } from 'vitest'
import { addDaysOff } from '../../src/storage/preferences.ts'
import { researchWaits } from '../support/approvals.ts'
import { personId } from '../support/check-ins.ts'
import { formWords, homeOf, openHome, partOf, pressHome, submit } from '../support/home.ts'

const waiting = 'Waiting for me to decide'

describe('Home, while findings wait', () => {
  it('lists them for whoever may decide, with since when, what to read and where to decide, and for nobody else', async () => {
    const { acme } = await researchWaits()
    await openHome(acme, 'sarah')
    await openHome(acme, 'mike')
    const part = partOf(acme, 'sarah', waiting)
    expect(part).toContain(`${waiting}: 1`)
    expect(part).toContain('Analyze Q1 churn drivers')
    expect(part).toContain('Findings for O1-KR1')
    expect(part).toContain('waits since')
    expect(JSON.stringify(homeOf(acme, 'sarah').content.blocks)).toMatch(
      /archives\/\w+\/p\d+\|Analyze Q1 churn drivers/,
    )
    expect(partOf(acme, 'mike', waiting)).toBe('')
    await pressHome(acme, 'sarah', { action_id: 'approval:read' })
    expect(formWords(acme, 'sarah')).toContain('Failed onboarding')
  })

  it('follows at once: a finding that comes, one that is decided on, one that expires', async () => {
    const { acme, card, complete, look } = await researchWaits({ rule: { expiresAfterDays: 3 } })
    await openHome(acme, 'sarah')
    await acme.workspace.as('sarah').press(card(), { action_id: 'approval:approve' })
    await acme.settle()
    expect(partOf(acme, 'sarah', waiting)).toBe('')
    acme.clock.set('2026-01-15T16:00:00Z')
    await acme.workspace.as('sarah').press(card(), { action_id: 'approval:withdraw' })
    await acme.settle()
    await submit(acme, 'sarah', { reason: 'I read the wrong one' })
    complete('# Findings\n\nOther ones.\n', '2026-01-15T16:30:00Z', {
      approval: { status: 'rejected', by: 'Sarah', at: '2026-01-15T16:00:00Z' },
    })
    acme.clock.set('2026-01-15T17:00:00Z')
    await look()
    expect(partOf(acme, 'sarah', waiting)).toContain('round 2')
    await acme.playTo('2026-01-18T18:00:00Z')
    expect(partOf(acme, 'sarah', waiting)).toBe('')
  })

  it('shows them to the fallback while the approver is away, and not to who has said yes of two', async () => {
    const { acme, card } = await researchWaits({
      rule: { approvers: ['sarah@acme.example', 'mike@acme.example'], fallback: ['ana@acme.example'], quorum: 2 },
    })
    await acme.workspace.as('sarah').press(card(), { action_id: 'approval:approve' })
    await acme.settle()
    await openHome(acme, 'sarah')
    await openHome(acme, 'mike')
    await openHome(acme, 'ana')
    expect(partOf(acme, 'sarah', waiting)).toBe('')
    expect(partOf(acme, 'mike', waiting)).toContain('Analyze Q1')
    expect(partOf(acme, 'ana', waiting)).toBe('')
    const { db } = acme.database
    for (const who of ['sarah', 'mike']) addDaysOff(db, personId(db, who), ['2026-01-14'], 'home')
    await openHome(acme, 'ana')
    expect(partOf(acme, 'ana', waiting)).toContain('Analyze Q1')
  })

  it('says after two of the decider’s working days that no work was made of an approved finding, until some is', async () => {
    const { acme, card, project } = await researchWaits({
      now: '2026-01-15T17:00:00Z',
      rule: { approvers: ['mike@acme.example'] },
    })
    await acme.workspace.as('mike').press(card(), { action_id: 'approval:approve' })
    await acme.settle()
    // Friday is a day off of his, and then there is the weekend: Monday is the first, Tuesday the second.
    const { db } = acme.database
    addDaysOff(db, personId(db, 'mike'), ['2026-01-16'], 'home')
    acme.clock.set('2026-01-20T16:59:00Z')
    await openHome(acme, 'mike')
    await openHome(acme, 'sarah')
    expect(partOf(acme, 'mike', waiting)).toBe('')
    acme.clock.set('2026-01-20T17:00:00Z')
    await openHome(acme, 'mike')
    await openHome(acme, 'sarah')
    await openHome(acme, 'ana')
    for (const who of ['mike', 'sarah']) {
      expect(partOf(acme, who, waiting)).toContain('*No work yet:*')
      expect(partOf(acme, who, waiting)).toContain('by Mike, and no driver spec was made of them.')
    }
    expect(partOf(acme, 'ana', waiting)).toBe('')
    await pressHome(acme, 'sarah', { action_id: 'approval:driver' })
    expect(await submit(acme, 'sarah', { 'member-1': 'Setup wizard' })).toEqual({})
    expect(project.git('log', '-1', '--format=%an')).toBe('Sarah')
    expect(partOf(acme, 'sarah', waiting)).toBe('')
    expect(partOf(acme, 'mike', waiting)).toBe('')
  })
})
