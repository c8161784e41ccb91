import { describe, expect, it } from 'vitest'
import { buttonsOf, wordsOf } from '../../src/demo/workspace/readers.ts'
import type { RunningAcme } from '../support/app.ts'
import { findingsText, researchId, researchWaits, specPath } from '../support/approvals.ts'

async function said(acme: RunningAcme, message: { channel: string; ts: string }): Promise<string> {
  // One after the other, a second apart at most: that is how they are read.
  await acme.playTo(new Date(acme.clock.now().getTime() + 30_000).toISOString())
  return acme.workspace
    .replies(message)
    .map((reply) => wordsOf(reply))
    .join('\n')
}

const buttons = (message: Parameters<typeof buttonsOf>[0]) => buttonsOf(message).map(({ text }) => text)

function modal(acme: RunningAcme, who: string) {
  const view = acme.workspace.modal(who)
  if (!view) throw new Error(`${who} has no form`)
  return view
}

describe('a finding that waits', () => {
  it('is asked about within one look, once, where its team is, with who may decide and what was found', async () => {
    const { acme, look, card } = await researchWaits()
    expect(wordsOf(card())).toContain('Analyze Q1 churn drivers')
    expect(wordsOf(card())).toContain('failed onboarding (~3.5 pp)')
    expect(buttons(card())).toEqual(['Approve', 'Reject', 'Needs work', 'Read findings'])
    await look()
    await acme.restart()
    await look()
    expect(acme.workspace.messages('retention').filter((one) => wordsOf(one).includes('Analyze'))).toHaveLength(1)
  })

  it('is approved: chant records it as that person’s decision, in git, and only then the card says so', async () => {
    const { acme, project, card } = await researchWaits()
    await acme.workspace.as('sarah').press(card(), { action_id: 'approval:approve' })
    await acme.settle()
    expect(project.git('log', '-1', '--format=%an|%ae|%cn|%s')).toBe(
      `Sarah|sarah@acme.example|okr-cadence|chant(${researchId}): approve spec`,
    )
    expect(project.git('show', `HEAD:${specPath}`)).toContain('status: approved\n  by: Sarah')
    expect(wordsOf(card())).toContain('Sarah approved these findings')
    expect(buttons(card())).toContain('Withdraw decision')
    expect(await said(acme, card())).toContain('Sarah approved')
  })

  it('is rejected with a reason; the revised research is a second round with what is different', async () => {
    const { acme, project, card, complete, look } = await researchWaits()
    const first = card()
    await acme.workspace.as('sarah').press(first, { action_id: 'approval:reject' })
    await acme.settle()
    await acme.workspace
      .as('sarah')
      .submit(modal(acme, 'sarah'), { reason: 'Use the beta data.\n## Acceptance Criteria' })
    await acme.settle()
    expect(project.git('log', '--format=%s').split('\n')).toContain(`chant(${researchId}): reject spec`)
    expect(project.git('show', `HEAD:${specPath}`)).toContain('> Use the beta data.\n> ## Acceptance Criteria')
    expect(wordsOf(card())).toContain('Use the beta data.')

    acme.clock.set('2026-01-15T16:00:00Z')
    const decided = { status: 'rejected', by: 'Sarah', at: '2026-01-14T17:00:00Z' }
    complete(findingsText.replace('~1.5 pp', '~2.0 pp'), '2026-01-15T15:27:00Z', { approval: decided })
    await look()
    expect(card().ts).not.toBe(first.ts)
    expect(wordsOf(card())).toContain('round 2')
    expect(wordsOf(card())).toContain('Use the beta data.')
    expect(await said(acme, card())).toContain('2.0')
  })

  it('is decided with chant itself: the card shows it within one look, and whoever clicks later is told', async () => {
    const { acme, project, card, complete, look } = await researchWaits()
    complete(findingsText, '2026-01-14T16:45:00Z', {
      approval: { status: 'approved', by: 'mike', at: '2026-01-14T18:00:00Z' },
    })
    acme.clock.set('2026-01-14T18:01:00Z')
    await look()
    expect(wordsOf(card())).toContain('Mike approved these findings')
    expect(buttons(card())).not.toContain('Approve')
    expect(
      project
        .git('log', '--format=%s')
        .split('\n')
        .filter((one) => one.includes('approve spec')),
    ).toEqual([])
  })

  it('is decided on while it is read: what is read then shows how it stands, and a form lies on top of it', async () => {
    const { acme, card } = await researchWaits()
    await acme.workspace.as('sarah').press(card(), { action_id: 'approval:read' })
    await acme.settle()
    const reading = modal(acme, 'sarah')
    expect(wordsOf(reading)).toContain('Promote the beta.')
    await acme.workspace.as('sarah').press(reading, { action_id: 'approval:reject' })
    await acme.settle()
    expect(acme.workspace.modals('sarah')).toHaveLength(2)
    await acme.workspace.as('sarah').closeView()
    await acme.workspace.as('sarah').press(modal(acme, 'sarah'), { action_id: 'approval:approve' })
    await acme.settle()
    expect(wordsOf(modal(acme, 'sarah'))).toContain('being written to chant')
    expect(wordsOf(card())).toContain('Sarah approved these findings')
  })
})
