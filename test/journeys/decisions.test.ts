import { describe, expect, it } from 'vitest'
import { buttonsOf } from '../../src/demo/workspace/readers.ts'
import type { RunningAcme } from '../support/app.ts'
import { researchWaits } from '../support/approvals.ts'
import { okr, wordsOf } from '../support/home.ts'

async function reject(acme: RunningAcme, card: Parameters<RunningAcme['workspace']['replies']>[0], reason: string) {
  await acme.workspace.as('sarah').press(card, { action_id: 'approval:reject' })
  await acme.settle()
  const form = acme.workspace.modal('sarah')
  if (!form) throw new Error('Sarah has no form')
  await acme.workspace.as('sarah').submit(form, { reason })
  await acme.settle()
}

describe('/okr decisions', () => {
  it('records who decided what, when and why, for which key results, with its card and what was decided on', async () => {
    const { acme, card } = await researchWaits()
    expect(wordsOf(await okr(acme, 'mike', 'decisions'))).toContain('*No decisions yet.*')
    await reject(acme, card(), 'Validate the integration figure: <!channel> the beta has data.')
    const answer = await okr(acme, 'mike', 'decisions')
    const words = wordsOf(answer)
    expect(words).toContain('*1 decision*, the newest first.')
    expect(words).toContain('Rejected the finding “Analyze Q1 churn drivers”')
    expect(words).toMatch(/Sarah, .*, for O1-KR1/)
    expect(words).toContain('Why: “Validate the integration figure: &lt;!channel&gt; the beta has data.”')
    expect(JSON.stringify(answer.blocks)).toMatch(/archives\/[A-Z0-9]+\/p\d+\|Rejected the finding/)
    expect(buttonsOf(answer).map(({ text }) => text)).toEqual(['Read findings', 'What waits'])
  })

  it('of one key result says only what concerns it, and so does its status', async () => {
    const { acme, card } = await researchWaits()
    await acme.workspace.as('sarah').press(card(), { action_id: 'approval:approve' })
    await acme.settle()
    expect(wordsOf(await okr(acme, 'ana', 'decisions O1-KR1'))).toContain('*1 decision for O1-KR1*')
    expect(wordsOf(await okr(acme, 'ana', 'decisions o1-kr2'))).toContain('*No decisions for O1-KR2 yet.*')
    expect(wordsOf(await okr(acme, 'ana', 'decisions later'))).toContain('“later” is no key result.')
    const status = wordsOf(await okr(acme, 'ana', 'status O1-KR1'))
    expect(status).toMatch(/\*Decided\*\n• .*Approved the finding “Analyze Q1 churn drivers”.* — Sarah/)
    expect(wordsOf(await okr(acme, 'ana', 'status O1-KR2'))).not.toContain('*Decided*')
  })
})
