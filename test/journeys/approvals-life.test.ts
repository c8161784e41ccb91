import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import { transact } from '../../src/platform/db.ts'
import { listApprovalRules, saveApprovalRules } from '../../src/storage/approval-rules.ts'
import { buttons, catchUp, does, modal, subjects, thread, toldPrivately } from '../support/approval-life.ts'
import { findingsText, researchId, researchWaits, specPath, target } from '../support/approvals.ts'
import { specText } from '../support/chant-project.ts'

const longFindings = [
  '# Findings',
  '## Executive Summary\n\nChurn is driven by failed onboarding (~3.5 pp).',
  ...Array.from({ length: 130 }, (_, at) => `## Observation ${at}\n\nLine ${at} of what was seen.`),
].join('\n\n')

describe('long and odd findings', () => {
  it('stand summed up on the card and whole in the thread, in order, nothing cut', async () => {
    const { acme, card } = await researchWaits({ findings: longFindings })
    expect(longFindings.split('\n').length).toBeGreaterThan(400)
    expect(wordsOf(card())).toContain('failed onboarding (~3.5 pp)')
    expect(wordsOf(card())).toContain('The whole text is in the thread')
    const said = (await thread(acme, card())).join('\n')
    const seen = [...said.matchAll(/Line (\d+) of what was seen/g)].map(([, number]) => Number(number))
    expect(seen).toEqual(Array.from({ length: 130 }, (_, at) => at))
  })

  it('of one line stand on the card whole, with nothing in the thread', async () => {
    const { acme, card } = await researchWaits({ findings: 'Onboarding fails.' })
    expect(wordsOf(card())).toContain('Onboarding fails.')
    expect(await thread(acme, card())).toEqual([])
  })

  it('whose file is missing, no text or too large say so, and can be decided on all the same', async () => {
    const { acme, project, look, card, complete } = await researchWaits()
    acme.clock.set('2026-01-14T18:00:00Z')
    project.remove(target)
    project.commit('Lose the findings', { at: '2026-01-14T17:30:00Z' })
    await look()
    expect(wordsOf(card())).toContain('is not in the repository')
    complete('x', '2026-01-14T17:40:00Z')
    project.write(target, Buffer.from([0x50, 0x4b, 0, 1, 2, 0xff]))
    project.commit('Write a picture', { at: '2026-01-14T17:41:00Z' })
    await look()
    expect(wordsOf(card())).toMatch(/research-findings\.md\W+is no text/)
    project.write(target, `${'A long line of words. '.repeat(200)}\n`.repeat(1200))
    project.commit('Write a book', { at: '2026-01-14T17:42:00Z' })
    await look()
    expect(wordsOf(card())).toMatch(/research-findings\.md\W+is too large/)
    await does({ acme, card }, 'sarah', 'approve')
    expect(subjects({ project }).at(-1)).toBe(`chant(${researchId}): approve spec`)
  })
})

describe('findings that change', () => {
  it('before the decision: the buttons renew, the thread says what is new, and an old press decides nothing', async () => {
    const { acme, project, look, card, complete } = await researchWaits()
    expect(acme.workspace.mentions('sarah', 'retention')).toBe(1)
    await does({ acme, card }, 'sarah', 'reject')
    const form = modal(acme, 'sarah')
    acme.clock.set('2026-01-14T18:00:00Z')
    complete(findingsText.replace('~1.5 pp', '~2.0 pp'), '2026-01-14T17:30:00Z')
    await look()
    const said = (await thread(acme, card())).join('\n')
    expect(said).toContain('This changed while it waits for a decision.')
    expect(said).toContain('2.0 pp')
    const { errors } = await acme.workspace.as('sarah').submit(form, { reason: 'Too thin.' })
    expect(JSON.stringify(errors)).toContain('The findings have changed since the card you pressed was shown.')
    expect(buttons(card())).toContain('Approve')
    expect(subjects({ project })).not.toContain(`chant(${researchId}): reject spec`)
    await does({ acme, card }, 'sarah', 'approve')
    expect(subjects({ project }).at(-1)).toBe(`chant(${researchId}): approve spec`)
  })

  it('after the approval: people judge, and what is still fine is kept in the discussion file', async () => {
    const { acme, project, look, card, complete } = await researchWaits()
    await does({ acme, card }, 'sarah', 'approve')
    const approved = { status: 'approved', by: 'Sarah', at: '2026-01-14T17:00:00Z' }
    acme.clock.set('2026-01-15T15:00:00Z')
    complete(findingsText.replace('~1.5 pp', '~2.0 pp'), '2026-01-15T14:00:00Z', { approval: approved })
    await look()
    expect(wordsOf(card())).toContain('changed since the approval')
    expect(buttons(card())).toEqual(['Still fine', 'Reject', 'Read findings'])
    await does({ acme, card }, 'sarah', 'still-fine', { note: 'The figure moved a little.' })
    expect(buttons(card())).not.toContain('Still fine')
    expect(project.git('show', `HEAD:.chant/context/kpi-churn-q1/discussion-${researchId}.md`)).toContain(
      'It has changed since it was approved, and is still fine. The figure moved a little.',
    )

    acme.clock.set('2026-01-16T15:00:00Z')
    complete(findingsText.replace('~1.5 pp', '~9.0 pp'), '2026-01-16T14:00:00Z', { approval: approved })
    await look()
    await does({ acme, card }, 'sarah', 'reject-now', { reason: 'Nine is not credible.' })
    expect(project.git('show', `HEAD:${specPath}`)).toContain('> Nine is not credible.')
    expect(wordsOf(card())).toContain('Sarah rejected these findings, which had changed since they were approved')
  })

  it('while the decision is on its way: it does not count, and the card shows what there is now', async () => {
    const missing = { command: '/nonexistent/chant', args: [] }
    const { acme, look, card, complete } = await researchWaits({ chantProgram: missing })
    await does({ acme, card }, 'sarah', 'approve')
    acme.clock.set('2026-01-14T17:05:00Z')
    complete(findingsText.replace('~1.5 pp', '~2.0 pp'), '2026-01-14T17:04:00Z')
    await look()
    await does({ acme, card }, 'sarah', 'take-back')
    await look()
    expect(buttons(card())).toContain('Approve')
    expect(JSON.stringify(card().blocks)).toMatch(/"value":"\d+:2"/)
    expect((await thread(acme, card())).join('\n')).toContain('2.0 pp')
  })

  it('after a rejection: the next round names the earlier discussion, and the old card leads there', async () => {
    const { acme, look, card, complete } = await researchWaits()
    const first = card()
    await does({ acme, card }, 'sarah', 'reject', { reason: 'Use the beta data.' })
    await does({ acme, card }, 'sarah', 'withdraw')
    const form = modal(acme, 'sarah')
    acme.clock.set('2026-01-15T16:00:00Z')
    const rejected = { status: 'rejected', by: 'Sarah', at: '2026-01-14T17:00:00Z' }
    complete(findingsText.replace('~1.5 pp', '~2.0 pp'), '2026-01-15T15:27:00Z', { approval: rejected })
    await look()
    const { errors } = await acme.workspace.as('sarah').submit(form, { reason: 'It was fine.' })
    expect(JSON.stringify(errors)).toContain('Round 2 is open already. Decide there.')
    await catchUp(acme)
    const old = acme.workspace.messages('retention').find(({ ts }) => ts === first.ts)
    expect(old && wordsOf(old)).toContain('It goes on in')
    expect(old && buttons(old)).toEqual(['Read findings'])
    expect((await thread(acme, first)).at(-1)).toContain('was revised after the rejection')
  })

  it('as a new spec that is informed by the discussion: round 2, and the first card leads there', async () => {
    const { acme, project, look, card } = await researchWaits()
    const first = card()
    await does({ acme, card }, 'sarah', 'reject', { reason: 'Use the beta data.' })
    acme.clock.set('2026-01-15T16:00:00Z')
    const more = `target_files:\n- ${target}\ninformed_by:\n- .chant/context/kpi-churn-q1/discussion-${researchId}.md\n`
    project.write(
      '.chant/specs/2026-01-15-001-new.md',
      specText({ status: 'completed', title: 'Again', labels: ['kpi-churn'], more }),
    )
    project.commit('chant: Add spec 2026-01-15-001-new', { at: '2026-01-15T15:30:00Z' })
    await look()
    await catchUp(acme)
    expect(wordsOf(card())).toContain('Again')
    expect(wordsOf(card())).toContain('round 2')
    expect(wordsOf(card())).toContain('Use the beta data.')
    const old = acme.workspace.messages('retention').find(({ ts }) => ts === first.ts)
    expect(old && buttons(old)).toEqual(['Read findings'])
  })
})

describe('who is asked', () => {
  it('follows the rules: after an import the card names others, and they may decide', async () => {
    const { acme, project, look, card } = await researchWaits()
    const [rule] = listApprovalRules(acme.database.db)
    if (!rule) throw new Error('no rule')
    transact(acme.database.db, (tx) => saveApprovalRules(tx, [{ ...rule, approvers: ['mike@acme.example'] }]))
    await look()
    expect(wordsOf(card())).toContain('Why Mike')
    await does({ acme, card }, 'sarah', 'approve')
    expect(toldPrivately(acme, 'sarah')).toContain('Mike can decide on this')
    await does({ acme, card }, 'mike', 'approve')
    expect(project.git('log', '-1', '--format=%an')).toBe('Mike')
  })

  it('a quorum counts votes for one content: when it changes they are void', async () => {
    const rule = { approvers: ['sarah@acme.example', 'mike@acme.example'], quorum: 2 }
    const { acme, project, look, card, complete } = await researchWaits({ rule })
    await does({ acme, card }, 'mike', 'approve')
    expect(wordsOf(card())).toContain('1 of 2 approvals: Mike')
    acme.clock.set('2026-01-14T18:00:00Z')
    complete(findingsText.replace('~1.5 pp', '~2.0 pp'), '2026-01-14T17:30:00Z')
    await look()
    expect(wordsOf(card())).not.toContain('1 of 2 approvals')
    await does({ acme, card }, 'sarah', 'approve')
    expect(subjects({ project })).not.toContain(`chant(${researchId}): approve spec`)
    await does({ acme, card }, 'mike', 'approve')
    expect(subjects({ project })).toContain(`chant(${researchId}): approve spec`)
    expect(wordsOf(card())).toContain('Sarah and Mike approved these findings')
  })
})

describe('withdrawing', () => {
  it('is for the decider, with a reason, and writes the opposite', async () => {
    const { acme, project, card } = await researchWaits()
    await does({ acme, card }, 'sarah', 'approve')
    await does({ acme, card }, 'mike', 'withdraw')
    expect(toldPrivately(acme, 'mike')).toContain('only they can take it back')
    await does({ acme, card }, 'sarah', 'withdraw')
    const { errors } = await acme.workspace.as('sarah').submit(modal(acme, 'sarah'), { reason: '' })
    expect(errors).toMatchObject({ reason: expect.any(String) })
    await acme.workspace.as('sarah').submit(modal(acme, 'sarah'), { reason: 'I had the wrong figures.' })
    await acme.settle()
    expect(project.git('show', `HEAD:${specPath}`)).toMatch(/status: rejected[\s\S]*> I had the wrong figures\./)
    expect(wordsOf(card())).toContain('Sarah withdrew the approval')
  })
})

describe('work on what was approved', () => {
  it('is told in the thread, in order and once, and bars taking the approval back when it has begun', async () => {
    const { acme, project, look, card } = await researchWaits()
    await does({ acme, card }, 'sarah', 'approve')
    const driver = '2026-01-15-001-drv'
    const write = (id: string, status: string, title: string, more = '') =>
      project.write(
        `.chant/specs/${id}.md`,
        specText({ type: id === driver ? 'driver' : 'code', status, title, labels: [], more }),
      )
    write(driver, 'pending', 'Reduce churn', `depends_on:\n- ${researchId}\n`)
    for (const n of [1, 2, 3]) write(`${driver}.${n}`, 'pending', `Part ${n}`)
    project.commit(`chant: Add spec ${driver}`, { at: '2026-01-15T15:00:00Z' })
    acme.clock.set('2026-01-15T15:01:00Z')
    await look()
    expect(wordsOf(card())).toContain('0 of 3 done')
    expect(buttons(card())).toContain('Withdraw decision')
    write(`${driver}.1`, 'in_progress', 'Part 1')
    project.commit(`chant(${driver}.1): start`, { at: '2026-01-15T15:10:00Z' })
    acme.clock.set('2026-01-15T15:11:00Z')
    await look()
    expect(buttons(card())).not.toContain('Withdraw decision')
    write(`${driver}.1`, 'completed', 'Part 1')
    project.commit(`chant(${driver}.1): build`, { at: '2026-01-15T15:20:00Z' })
    write(`${driver}.2`, 'failed', 'Part 2')
    project.commit(`chant(${driver}.2): try`, { at: '2026-01-15T15:21:00Z' })
    acme.clock.set('2026-01-15T15:22:00Z')
    await look()
    await acme.restart()
    await look()
    const said = await thread(acme, card())
    expect(said.filter((one) => one.includes('has a driver spec now'))).toHaveLength(1)
    const work = said.filter((one) => one.includes('Work on what was approved'))
    expect(work).toHaveLength(2)
    expect(work[0]).toMatch(/Part 1.*started/)
    expect(work[1]).toMatch(/Part 1[^\n]*done[\s\S]*Part 2[^\n]*stopped by an error/)
    expect(wordsOf(card())).toContain('1 of 3 done')
  })
})
