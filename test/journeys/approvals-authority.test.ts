import { afterAll, describe, expect, it } from 'vitest'
import { acme as acmeOptions } from '../../src/demo/acme/workspace.ts'
import { transact } from '../../src/platform/db.ts'
import { saveApprovalRules } from '../../src/storage/approval-rules.ts'
import { ensurePerson, findPersonByReference } from '../../src/storage/people.ts'
import { addDaysOff } from '../../src/storage/preferences.ts'
import { type Deciding, findingsText, researchWaits, target } from '../support/approvals.ts'
import {
  agree,
  approvals,
  decidedInGit,
  deliverRaw,
  everythingSaid,
  formPayload,
  pressPayload,
  toldPrivately,
} from '../support/approvals-clicks.ts'
import { usualRule } from '../support/approvals-roles.ts'

const count = { refused: 0, allowed: 0 }
afterAll(() => void process.stdout.write(`S2, through Slack's door: ${JSON.stringify(count)}\n`))

const mail = (who: string) => `${who}@acme.example`
const outsiders = [
  { handle: 'gus', name: 'Gus', email: mail('gus'), guest: true },
  { handle: 'xena', name: 'Xena', email: mail('xena'), external: true },
  { handle: 'dan', name: 'Dan', email: mail('dan'), deactivated: true },
]

/** Research waits for Sarah or Jonas, or the group, and nobody tells us what becomes of people and groups. */
async function waitsFor(rule: Partial<typeof usualRule> = {}): Promise<Deciding> {
  const waits = await researchWaits({
    mode: 'http',
    rule: { ...usualRule, ...rule },
    workspace: { people: [...acmeOptions.people, ...outsiders], events: ['message.im', 'app_home_opened'] },
  })
  const { db } = waits.acme.database
  for (const who of ['sarah', 'jonas', 'ana', 'gus', 'xena', 'dan']) ensurePerson(db, mail(who))
  return waits
}

function nameInstead(waits: Deciding, rule: Partial<typeof usualRule>): void {
  transact(waits.acme.database.db, (tx) => saveApprovalRules(tx, [{ ...usualRule, ...rule }]))
}

const actions = ['approve', 'reject', 'needs-work', 'withdraw', 'reject-now', 'still-fine', 'retry', 'take-back']
const formOf: Record<string, string> = {
  reject: 'reason',
  'needs-work': 'question',
  withdraw: 'reason',
  'reject-now': 'reason',
  'still-fine': 'note',
}

/** Everything a forged or old click may try, by one person: each button, and each form as if it had been open. */
async function triesEverything(waits: Deciding, by: string, version = 1): Promise<void> {
  const { acme } = waits
  const { id } = approvals(waits)[0] ?? { id: 0 }
  const card = waits.card()
  for (const action of actions) {
    expect(await deliverRaw(acme, pressPayload(acme, { by, action, value: `${id}:${version}`, card }))).toBe(200)
    const field = formOf[action]
    if (!field) continue
    const metadata = action === 'withdraw' ? `${id}:${version}:1` : `${id}:${version}`
    const fields = { [field]: 'Because I say so.' }
    await deliverRaw(acme, formPayload(acme, { by, form: `approval-${action}`, metadata, fields }))
    count.refused++
  }
  count.refused += actions.length
}

/** What stands there, without what is only remembered of people and of what was typed. */
function standing({ acme, project }: Deciding): unknown {
  const { sqlite } = acme.database
  const rows = (table: string) => sqlite.prepare(`select * from ${table}`).all()
  const tables = ['approvals', 'approval_decisions', 'approval_votes', 'approval_news', 'decision_log', 'chant_files']
  return [project.git('rev-parse', 'HEAD'), ...tables.map(rows)]
}

type Given = (waits: Deciding) => Promise<void> | void
const change =
  (who: string, what: object): Given =>
  (waits) =>
    waits.acme.workspace.changePerson(who, what)

const mayNot: [string, string, Partial<typeof usualRule>, Given][] = [
  ['somebody in the channel', 'priya', {}, () => {}],
  ['the fallback while an approver is here', 'ana', {}, () => {}],
  ['the lead, when others are named', 'sarah', { approvers: [mail('jonas')] }, () => {}],
  ['an admin of the workspace', 'priya', {}, change('priya', { isAdmin: true })],
  ['a guest who is named', 'gus', { approvers: [mail('gus'), mail('sarah')] }, () => {}],
  ['somebody of another workspace who is named', 'xena', { approvers: [mail('xena'), mail('sarah')] }, () => {}],
  ['a deactivated person who is named', 'dan', { approvers: [mail('dan'), mail('sarah')] }, () => {}],
  ['an approver who became a guest a minute ago', 'jonas', {}, change('jonas', { isGuest: true })],
  ['an approver who was deactivated a minute ago', 'jonas', {}, change('jonas', { deactivated: true })],
  [
    'somebody who left the group a minute ago',
    'mike',
    { approvers: ['@product-leads'] },
    (waits) => waits.acme.workspace.changeUserGroup('product-leads', ['sarah']),
  ],
  [
    'somebody whose group was switched off a minute ago',
    'mike',
    { approvers: ['@product-leads'], fallback: [] },
    (waits) => waits.acme.workspace.disableUserGroup('product-leads'),
  ],
  [
    'whoever asked for it, where they do not decide',
    'mike',
    { approvers: [mail('mike'), mail('sarah')], selfApproval: false },
    () => {},
  ],
]

describe('S2: through Slack’s door', () => {
  it.each(mayNot)('%s changes nothing, whatever they press or send, and is told why', async (_, by, rule, given) => {
    const waits = await waitsFor(rule)
    await given(waits)
    const before = standing(waits)
    await triesEverything(waits, by)
    await everythingSaid(waits)
    expect(standing(waits)).toEqual(before)
    expect(waits.acme.workspace.modal(by)).toBeNull()
    // Slack shows nothing to those who are not here any more.
    const isHere = !waits.acme.workspace.people().find(({ handle }) => handle === by)?.deactivated
    if (isHere) expect(toldPrivately(waits, by)).toMatch(/decide|Guests|other workspaces/)
  })

  it('an old card decides nothing: neither of changed findings, nor after the decision', async () => {
    const waits = await waitsFor()
    const { acme, project, look } = waits
    project.write(target, findingsText.replace('~1.5 pp', '~2.0 pp'))
    project.commit('Findings', { at: '2026-01-14T17:00:00Z' })
    await look()
    const before = standing(waits)
    await triesEverything(waits, 'jonas', 1)
    expect(standing(waits)).toEqual(before)
    expect(toldPrivately(waits, 'jonas')).toContain('The findings have changed since the card you pressed was shown')

    const { id } = approvals(waits)[0] ?? { id: 0 }
    await deliverRaw(acme, pressPayload(acme, { by: 'sarah', action: 'approve', value: `${id}:2`, card: waits.card() }))
    await everythingSaid(waits)
    const decided = standing(waits)
    await triesEverything(waits, 'jonas', 2)
    await triesEverything(waits, 'jonas', 1)
    await everythingSaid(waits)
    expect(standing(waits)).toEqual(decided)
    expect(toldPrivately(waits, 'jonas')).toContain('Sarah has approved this already')
    expect(decidedInGit(waits)).toEqual(['Sarah approve'])
    expect(agree(waits)).toEqual([])
    count.allowed++
  })

  it('the same form, sent by somebody who may, decides', async () => {
    const waits = await waitsFor()
    const { id } = approvals(waits)[0] ?? { id: 0 }
    const fields = { reason: 'Not yet.' }
    const sent = formPayload(waits.acme, { by: 'jonas', form: 'approval-reject', metadata: `${id}:1`, fields })
    await deliverRaw(waits.acme, sent)
    await everythingSaid(waits)
    expect(decidedInGit(waits)).toEqual(['Jonas reject'])
    const withdrawn = { by: 'jonas', form: 'approval-withdraw', metadata: `${id}:1:1`, fields }
    await deliverRaw(waits.acme, formPayload(waits.acme, withdrawn))
    await everythingSaid(waits)
    expect(decidedInGit(waits)).toEqual(['Jonas reject', 'Jonas approve'])
    expect(agree(waits)).toEqual([])
    count.allowed += 2
  })

  it('what names no approval, or none that there is, is answered and changes nothing', async () => {
    const waits = await waitsFor()
    const { acme } = waits
    const before = standing(waits)
    for (const value of ['999:1', '1:999', '1', '', '1:1:1:1', '-1:1', '1e3:1', '1:1 or 1=1', '0:0'])
      await deliverRaw(acme, pressPayload(acme, { by: 'sarah', action: 'approve', value, card: waits.card() }))
    expect(standing(waits)).toEqual(before)
  })

  it.each([
    ['a member of the group', 'mike', { approvers: ['@product-leads'] }],
    ['somebody who joined the group a minute ago', 'jonas', { approvers: ['@product-leads'] }],
    ['the fallback while the approvers are away', 'ana', {}],
    ['whoever was named a minute ago', 'priya', {}],
  ] as const)('%s decides', async (role, by, rule) => {
    const waits = await waitsFor({
      ...rule,
      approvers: [...('approvers' in rule ? rule.approvers : usualRule.approvers)],
    })
    const { acme } = waits
    const { db } = acme.database
    if (by === 'jonas') await acme.workspace.changeUserGroup('product-leads', ['sarah', 'jonas'])
    if (by === 'ana') {
      for (const who of ['sarah', 'jonas'])
        addDaysOff(db, findPersonByReference(db, mail(who))?.id ?? 0, ['2026-01-14'], 'home')
    }
    if (by === 'priya') nameInstead(waits, { approvers: [mail('priya')] })
    await acme.workspace.as(by).press(waits.card(), { action_id: 'approval:approve' })
    await everythingSaid(waits)
    expect([role, decidedInGit(waits)]).toEqual([role, [`${acme.workspace.as(by).name} approve`]])
    expect(agree(waits)).toEqual([])
    count.allowed++
  })
})
