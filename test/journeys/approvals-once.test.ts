import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { buttonsOf, wordsOf } from '../../src/demo/workspace/readers.ts'
import type { ChantWriter, DecisionWritten } from '../../src/domain/chant-writing.ts'
import { changeDecision, listDecisions } from '../../src/storage/approvals/decisions.ts'
import { ensurePerson } from '../../src/storage/people.ts'
import { approve, takeBackDecision } from '../../src/usecases/approvals/decide-approval.ts'
import { createTeller } from '../../src/usecases/approvals/tell-chant.ts'
import { type Deciding, findingsText, researchWaits, target } from '../support/approvals.ts'
import {
  agree,
  approvals,
  buttons,
  cardsOf,
  decidedInGit,
  deliverRaw,
  everythingSaid,
  formPayload,
  moreResearch,
  pressPayload,
  toldPrivately,
} from '../support/approvals-clicks.ts'
import { seededRandom } from '../support/seeded-random.ts'

const figures: string[] = []
afterAll(() => void process.stdout.write(figures.map((line) => `${line}\n`).join('')))

const both = ['sarah@acme.example', 'jonas@acme.example']
const press = ({ acme, card }: Deciding, who: string, action: string) =>
  acme.workspace.as(who).press(card(), { action_id: `approval:${action}` })

async function formOf(waits: Deciding, who: string, action: string): Promise<{ id: string }> {
  await press(waits, who, action)
  await waits.acme.settle()
  const view = waits.acme.workspace.modal(who)
  if (!view) throw new Error(`${who} has no form: ${toldPrivately(waits, who)}`)
  return view
}

/** Those whom the rule names are known by what it calls them, as after an import. */
async function waitsFor(options: Parameters<typeof researchWaits>[0] = {}): Promise<Deciding> {
  const waits = await researchWaits(options)
  for (const reference of options.rule?.approvers ?? []) ensurePerson(waits.acme.database.db, reference)
  return waits
}

function inFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'okr-once-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'okr.sqlite')
}

async function ends(waits: Deciding, commits: readonly string[]): Promise<void> {
  await everythingSaid(waits)
  expect(decidedInGit(waits)).toEqual(commits)
  expect(agree(waits)).toEqual([])
}

describe('exactly one decision', () => {
  it('is made by a button that is pressed twice at once, and the second press is told of the first', async () => {
    const waits = await researchWaits()
    await Promise.all([press(waits, 'sarah', 'approve'), press(waits, 'sarah', 'approve')])
    await ends(waits, ['Sarah approve'])
    expect(toldPrivately(waits, 'sarah')).toContain('You have approved this already')
  })

  it('P12: is made however often a click is delivered, in any order and across restarts', async () => {
    const seed = 20_260_114
    const random = seededRandom(seed)
    const waits = await waitsFor({ file: inFile(), mode: 'http', rule: { approvers: both } })
    const { acme } = waits
    const form = await formOf(waits, 'jonas', 'reject')
    await press(waits, 'sarah', 'approve')
    await acme.workspace.as('jonas').submit(form, { reason: 'Not yet.' })
    const again = acme.workspace
      .deliveries()
      .flatMap(({ kind, number }) =>
        kind === 'interactive' ? Array<number>(1 + Math.floor(random() * 4)).fill(number) : [],
      )
      .sort(() => random() - 0.5)
    for (const [at, number] of again.entries()) {
      await acme.workspace.redeliver(number, at % 2 ? 'retry' : 'replay')
      if (at % 4 === 3) await acme.restart()
    }
    await acme.settle()
    await ends(waits, ['Sarah approve'])
    figures.push(`P12, decisions: seed ${seed}, ${again.length} deliveries again, one decision`)
  })

  it.each(['approve first', 'reject first'])('is made by two approvers in the same second: %s', async (order) => {
    const waits = await waitsFor({ rule: { approvers: both } })
    const { acme } = waits
    const form = await formOf(waits, 'jonas', 'reject')
    const approving = () => press(waits, 'sarah', 'approve')
    const rejecting = () => acme.workspace.as('jonas').submit(form, { reason: 'Not yet.' })
    const [first, second] = order === 'approve first' ? [approving, rejecting] : [rejecting, approving]
    const answers = await Promise.all([first(), second()])
    await everythingSaid(waits)
    const sarahWon = decidedInGit(waits)[0] === 'Sarah approve'
    await ends(waits, [sarahWon ? 'Sarah approve' : 'Jonas reject'])
    // Whoever came second is told who decided what: at the form, or under the card.
    const told = sarahWon ? JSON.stringify(answers) : toldPrivately(waits, 'sarah')
    expect(told).toContain(sarahWon ? 'Sarah has approved this already' : 'Jonas has rejected this already')
  })

  it('is the one that somebody made with chant itself, when that came first', async () => {
    const waits = await researchWaits()
    const { project, acme, complete, card } = waits
    complete(findingsText, '2026-01-14T16:45:00Z', {
      approval: { status: 'rejected', by: 'mike', at: '2026-01-14T16:59:00Z' },
    })
    await press(waits, 'sarah', 'approve')
    await ends(waits, [])
    expect(project.git('show', 'HEAD:.chant/specs/2026-01-13-001-xyz.md')).toContain('status: rejected')
    expect(wordsOf(card())).toContain('Mike rejected')
    expect(
      acme.workspace
        .replies(card())
        .map((one) => wordsOf(one))
        .join(),
    ).toMatch(/mike rejected it with chant itself first/i)
  })

  it('stands while chant is writing it: who presses meanwhile is told', async () => {
    const waits = await waitsFor({ rule: { approvers: both }, mode: 'http' })
    const { acme } = waits
    const form = await formOf(waits, 'jonas', 'reject')
    const card = waits.card()
    await acme.workspace.as('jonas').submit(form, { reason: 'Not yet.' })
    const { id } = approvals(waits)[0] ?? { id: 0 }
    await deliverRaw(acme, pressPayload(acme, { by: 'sarah', action: 'approve', value: `${id}:1`, card }))
    await ends(waits, ['Jonas reject'])
    expect(toldPrivately(waits, 'sarah')).toContain('Jonas has rejected this already')
  })

  it('is taken back once, though the form for it was open twice', async () => {
    const waits = await researchWaits({ mode: 'http' })
    const { acme } = waits
    await press(waits, 'sarah', 'approve')
    await acme.settle()
    const form = await formOf(waits, 'sarah', 'withdraw')
    const metadata = String(
      (acme.workspace.modal('sarah') as unknown as { content: { private_metadata: string } }).content.private_metadata,
    )
    await acme.workspace.as('sarah').submit(form, { reason: 'I was wrong.' })
    await everythingSaid(waits)
    const second = formPayload(acme, {
      by: 'sarah',
      form: 'approval-withdraw',
      metadata,
      fields: { reason: 'I was wrong.' },
    })
    await deliverRaw(acme, second)
    await ends(waits, ['Sarah approve', 'Sarah reject'])
  })

  it.each([1, 2, 3])('survives restarts between its recording, its writing and its card (%i)', async (seed) => {
    const waits = await waitsFor({ file: inFile(), rule: { approvers: both } })
    const { acme } = waits
    const fault = acme.workspace.faults.add({ kind: 'status', status: 503, method: 'chat.update', times: seed })
    await press(waits, 'sarah', 'approve')
    for (let turn = 0; turn < seed; turn++) await acme.restart()
    await acme.playTo('2026-01-14T17:20:00Z')
    fault.remove()
    await ends(waits, ['Sarah approve'])
    expect(buttons(waits.card())).toContain('Withdraw decision')
  })
})

describe('a decision that is held up', () => {
  it('and taken back while chant was already at it stands, and the one made meanwhile is told so', async () => {
    const waits = await waitsFor({ rule: { approvers: both } })
    const { db } = waits.acme.database
    const { id: approvalId } = approvals(waits)[0] ?? { id: 0 }
    const [jonas, sarah] = ['jonas', 'sarah'].map((who) => ensurePerson(db, `${who}@acme.example`)) as [number, number]
    const act = { approvalId, version: 1 }
    const at = waits.acme.clock.now()
    const written = Promise.withResolvers<DecisionWritten>()
    const answers = [written.promise, written.promise.then(() => overtaken)]
    const overtaken: DecisionWritten = {
      kind: 'overtaken',
      approval: { required: false, status: 'approved', by: 'jonas@acme.example', at },
    }
    const writer = { problem: async () => null, decide: () => answers.shift() } as unknown as ChantWriter
    const tellChant = createTeller({
      db,
      clock: { now: () => at },
      defaultZone: 'UTC',
      writer,
      readAgain: async () => {},
    })

    approve(db, { ...act, by: jonas }, at, 'UTC')
    const [first] = listDecisions(db, approvalId)
    changeDecision(db, first?.id ?? 0, { problem: 'Somebody has staged a file.' })
    const telling = tellChant({ decisionId: first?.id ?? 0 })
    await setImmediate()
    takeBackDecision(db, { ...act, by: jonas }, at, 'UTC')
    approve(db, { ...act, by: sarah }, at, 'UTC')
    const [, second] = listDecisions(db, approvalId)
    const tellingToo = tellChant({ decisionId: second?.id ?? 0 })
    written.resolve({ kind: 'written', commit: 'a1b2c3d', at, remarks: [] })
    await Promise.all([telling, tellingToo])
    expect(listDecisions(db, approvalId).map(({ personId, state }) => [personId, state])).toEqual([
      [jonas, 'written'],
      [sarah, 'void'],
    ])
  })

  it('and taken back by one while another decides anew is the newer one, once', async () => {
    const waits = await waitsFor({ rule: { approvers: both }, mode: 'http' })
    const { acme, project } = waits
    const card = waits.card()
    // Somebody has staged a file: the decision waits for that.
    project.write('staged.txt', 'theirs')
    project.git('add', 'staged.txt')
    await press(waits, 'jonas', 'approve')
    await acme.settle()
    const { id } = approvals(waits)[0] ?? { id: 0 }
    project.git('rm', '-q', '--cached', 'staged.txt')
    acme.clock.advance(20_000)
    // It is tried again at the moment in which it is taken back and somebody else decides.
    await Promise.all([
      acme.settle(),
      deliverRaw(acme, pressPayload(acme, { by: 'jonas', action: 'take-back', value: `${id}:1`, card })),
      deliverRaw(acme, pressPayload(acme, { by: 'sarah', action: 'approve', value: `${id}:1`, card })),
    ])
    await everythingSaid(waits)
    expect(decidedInGit(waits)).toHaveLength(1)
    expect(agree(waits)).toEqual([])
  })
})

describe('twenty findings', () => {
  it('P15: that are approved at once by clicks are twenty commits, none mixed, each told once', async () => {
    const waits = await researchWaits()
    const { acme, project } = waits
    const ids = await moreResearch(waits, 19)
    const before = project.git('rev-parse', 'HEAD')
    await everythingSaid(waits)
    await Promise.all(
      cardsOf(waits).map((card) => acme.workspace.as('sarah').press(card, { action_id: 'approval:approve' })),
    )
    await everythingSaid(waits)
    const commits = project.git('log', '--format=%H', `${before}..HEAD`).split('\n')
    const decisions = commits.flatMap((commit) => {
      const [subject = '', ...files] = project
        .git('show', '--format=%s', '--name-only', commit)
        .split('\n')
        .filter(Boolean)
      const [, id] = /^chant\((.*)\): approve spec$/.exec(subject) ?? []
      return id ? [{ id, isAlone: files.join() === `.chant/specs/${id}.md` }] : []
    })
    const told = cardsOf(waits).map(
      (card) => acme.workspace.replies(card).filter((one) => wordsOf(one).includes('Sarah approved')).length,
    )
    expect(decisions.map(({ id }) => id).sort()).toEqual([...ids].sort())
    expect(decisions.every(({ isAlone }) => isAlone)).toBe(true)
    expect(told).toEqual(ids.map(() => 1))
    expect(agree(waits)).toEqual([])
    figures.push(`P15, twenty by clicks: ${decisions.length} commits, ${cardsOf(waits).length} cards, each told once`)
  }, 60_000)
})

describe('where two of three have to approve', () => {
  const rule = { approvers: [...both, 'priya@acme.example'], quorum: 2 }

  it('the same person counts once, and the second person completes it', async () => {
    const waits = await waitsFor({ rule })
    await press(waits, 'jonas', 'approve')
    await waits.acme.settle()
    await press(waits, 'jonas', 'approve')
    await ends(waits, [])
    expect(toldPrivately(waits, 'jonas')).toContain('You have approved this already')
    await press(waits, 'sarah', 'approve')
    await ends(waits, ['Sarah approve'])
    expect(wordsOf(waits.card())).toContain('Jonas and Sarah approved')
  })

  it('two who press in the same second complete it once, and the third is told', async () => {
    const waits = await waitsFor({ rule })
    await Promise.all(['sarah', 'jonas', 'priya'].map((who) => press(waits, who, 'approve')))
    await everythingSaid(waits)
    expect(decidedInGit(waits)).toHaveLength(1)
    expect(agree(waits)).toEqual([])
    const told = ['sarah', 'jonas', 'priya'].filter((who) =>
      toldPrivately(waits, who).includes('has approved this already'),
    )
    expect(told).toHaveLength(1)
  })

  it('one rejection ends it', async () => {
    const waits = await waitsFor({ rule })
    const form = await formOf(waits, 'priya', 'reject')
    await press(waits, 'jonas', 'approve')
    await waits.acme.workspace.as('priya').submit(form, { reason: 'Not yet.' })
    await ends(waits, ['Priya reject'])
  })

  it('who may not decide any more at the second approval does not count, though nobody told us', async () => {
    // Slack tells us nothing of what happens to people here.
    const waits = await waitsFor({ rule, workspace: { events: ['message.im', 'app_home_opened'] } })
    const { acme } = waits
    await press(waits, 'jonas', 'approve')
    await acme.settle()
    await acme.workspace.changePerson('jonas', { isGuest: true })
    await press(waits, 'sarah', 'approve')
    await ends(waits, [])
    expect(wordsOf(waits.card())).toContain('1 of 2 approvals: Sarah')
    await press(waits, 'priya', 'approve')
    await ends(waits, ['Priya approve'])
    expect(wordsOf(waits.card())).toContain('Sarah and Priya approved')
  })

  it('findings that change between two approvals are approved anew by both', async () => {
    const waits = await waitsFor({ rule })
    const { acme, project, look, card } = waits
    await press(waits, 'jonas', 'approve')
    await acme.settle()
    project.write(target, findingsText.replace('~1.5 pp', '~2.0 pp'))
    project.commit('Findings', { at: '2026-01-14T17:10:00Z' })
    await look()
    await press(waits, 'sarah', 'approve')
    await ends(waits, [])
    expect(buttonsOf(card()).map(({ text }) => text)).toContain('Approve')
    await press(waits, 'jonas', 'approve')
    await ends(waits, ['Jonas approve'])
  })

  it('a rejection is not taken back by one', async () => {
    const waits = await waitsFor({ rule, mode: 'http' })
    const { acme } = waits
    const form = await formOf(waits, 'sarah', 'reject')
    await acme.workspace.as('sarah').submit(form, { reason: 'Not yet.' })
    await ends(waits, ['Sarah reject'])
    expect(buttons(waits.card())).not.toContain('Withdraw decision')
    const { id } = approvals(waits)[0] ?? { id: 0 }
    const fields = { reason: 'Yes.' }
    await deliverRaw(acme, formPayload(acme, { by: 'sarah', form: 'approval-withdraw', metadata: `${id}:1:1`, fields }))
    await ends(waits, ['Sarah reject'])
  })
})
