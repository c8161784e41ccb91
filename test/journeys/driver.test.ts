import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseSpecFile } from '../../src/chant/spec-file.ts'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import type { View } from '../../src/demo/workspace/state/model.ts'
import { transact } from '../../src/platform/db.ts'
import { saveApprovalRules } from '../../src/storage/approval-rules.ts'
import { type RunningAcme, startAcme } from '../support/app.ts'
import { type ChantProject, chantProject, specText } from '../support/chant-project.ts'

const research = '2026-01-13-001-xyz'
const findings = readFileSync(new URL('../../src/demo/acme/chant/findings-2.md', import.meta.url), 'utf8')
const target = '.chant/context/kpi-churn-q1/research-findings.md'
const body = '## Acceptance Criteria\n\n- [x] The top three drivers of churn are named\n'
const more = `target_files:\n- ${target}\ninformed_by:\n- .chant/context/kpi-churn-q1/zendesk.md\n`

/** A finding whose card stands in Slack, and which Sarah then decided on with chant itself. */
async function decided(verdict: 'approved' | 'rejected'): Promise<{ acme: RunningAcme; project: ChantProject }> {
  const project = chantProject()
  project.write('.chant/config.md', '---\nproject:\n  name: acme\n---\n')
  project.write(target, findings)
  const path = `.chant/specs/${research}.md`
  project.write(path, specText({ status: 'completed', labels: ['kpi-churn', 'O1-KR1'], more, body }))
  project.commit(`chant: Add spec ${research}`, { at: '2026-01-14T16:45:00Z' })
  const acme = await startAcme({ now: '2026-01-15T15:00:00Z', env: { CHANT_REPO: `acme=${project.path}` } })
  transact(acme.database.db, (tx) => saveApprovalRules(tx, [rule]))
  await acme.app.readChant()
  await acme.settle()
  const approval = { status: verdict, by: 'Sarah', at: '2026-01-15T15:30:00Z' }
  const discussion =
    verdict === 'rejected'
      ? '\n## Approval Discussion\n\n**Sarah** - 2026-01-15 15:30 - REJECTED\n> Validate the integration figure.'
      : ''
  project.write(
    path,
    specText({ status: 'completed', labels: ['kpi-churn', 'O1-KR1'], more, approval, body: body + discussion }),
  )
  const did = verdict === 'approved' ? 'approve' : 'reject'
  project.commit(`chant(${research}): ${did} spec`, { at: '2026-01-15T15:30:00Z', by: 'Sarah' })
  acme.clock.set('2026-01-15T15:31:00Z')
  await acme.app.readChant()
  await acme.settle()
  return { acme, project }
}

const rule = {
  labels: ['kpi-churn'],
  repository: null,
  channel: null,
  approvers: ['sarah@acme.example'],
  fallback: [],
  quorum: 1,
  selfApproval: true,
  expiresAfterDays: null,
}

function card(acme: RunningAcme) {
  const found = acme.workspace
    .messages('retention')
    .find((message) => JSON.stringify(message.blocks).includes('"approval:'))
  if (!found) throw new Error('no card stands in #retention')
  return found
}

async function opens(acme: RunningAcme, who: string, actionId: string): Promise<View> {
  const { channel, ts } = card(acme)
  await acme.workspace.as(who).press({ channel, ts }, { action_id: actionId })
  await acme.settle()
  const view = acme.workspace.modal(who)
  if (!view) throw new Error(`${who} has no form`)
  return view
}

describe('Create driver spec', () => {
  it('makes a driver and a member for each proposal of the findings, in one commit and in the presser’s name', async () => {
    const { acme, project } = await decided('approved')
    const form = await opens(acme, 'mike', 'approval:driver')
    expect(wordsOf(form)).toContain('a piece of work for each thing the findings propose')
    await acme.workspace
      .as('mike')
      .submit(form, { 'member-3': '', 'member-3-text': '', 'member-4': 'Measure churn before' })
    await acme.settle()

    const paths = project.git('show', '--name-only', '--format=', 'HEAD').split('\n')
    const id = paths[0]?.slice('.chant/specs/'.length).replace(/(\.\d)?\.md$/, '') ?? ''
    expect(id).toMatch(/^2026-01-15-001-[0-9a-z]{3}$/)
    expect(paths.sort()).toEqual(['.1', '.2', '.3', ''].map((member) => `.chant/specs/${id}${member}.md`))
    expect(project.git('log', '-1', '--format=%an|%s')).toBe(`Mike|chant: Add spec ${id}`)
    const read = (spec: string) => parseSpecFile(spec, project.git('show', `HEAD:.chant/specs/${spec}.md`), false).spec
    expect(read(id)).toMatchObject({
      type: 'driver',
      status: 'pending',
      dependsOn: [research],
      labels: ['kpi-churn', 'O1-KR1'],
      members: [`${id}.1`, `${id}.2`, `${id}.3`],
      criteria: { checked: 0, total: 2 },
      approval: null,
    })
    expect(read(`${id}.1`)).toMatchObject({ type: 'code', title: 'Setup wizard', criteria: { checked: 0, total: 2 } })
    expect(project.git('show', `HEAD:.chant/specs/${id}.1.md`)).toContain('Expected impact: ~3.5 pp')
    expect(read(`${id}.3`).title).toBe('Measure churn before')
    expect(wordsOf(acme.workspace.lastMessage('mike'))).toContain('with 3 members')
    expect(JSON.stringify(card(acme).blocks)).not.toContain('approval:driver')
  })

  it('makes one, however many people press: who comes second is told who made it', async () => {
    const { acme, project } = await decided('approved')
    const mikes = await opens(acme, 'mike', 'approval:driver')
    const anas = await opens(acme, 'ana', 'approval:driver')
    const before = project.git('rev-list', '--count', 'HEAD')
    const [first, second] = await Promise.all([
      acme.workspace.as('mike').submit(mikes),
      acme.workspace.as('ana').submit(anas),
    ])
    expect([first.errors, second.errors].filter(Boolean)).toEqual([
      {
        title: expect.stringMatching(
          /^(Mike|Ana) is making the driver spec 2026-01-1\d-001-\w{3} of it\. Nothing was made twice\.$/,
        ),
      },
    ])
    await acme.settle()
    expect(Number(project.git('rev-list', '--count', 'HEAD')) - Number(before)).toBe(1)
  })

  it('keeps what is wrong in the form, and is no matter of guests', async () => {
    const { acme, project } = await decided('approved')
    const form = await opens(acme, 'mike', 'approval:driver')
    const before = project.git('rev-parse', 'HEAD')
    const { errors } = await acme.workspace.as('mike').submit(form, { 'member-1': '' })
    expect(errors).toEqual({ 'member-1': 'Give it a title, or empty its text.' })
    await acme.workspace.changePerson('mike', { isGuest: true })
    const { errors: refused } = await acme.workspace.as('mike').submit(form, { 'member-1': 'Wizard' })
    expect(refused).toEqual({ title: expect.stringContaining('Guests cannot write') })
    await acme.settle()
    expect(project.git('rev-parse', 'HEAD')).toBe(before)
  })
})

describe('Research again', () => {
  it('asks the same once more, informed by what was said about its findings', async () => {
    const { acme, project } = await decided('rejected')
    const form = await opens(acme, 'mike', 'approval:research-again')
    await acme.workspace.as('mike').submit(form, {})
    await acme.settle()
    const [path = ''] = project
      .git('log', '-1', '--diff-filter=A', '--name-only', '--format=', '--', '.chant/specs')
      .split('\n')
    const { spec, body: said } = parseSpecFile('x', project.git('show', `HEAD:${path}`), false)
    expect(spec).toMatchObject({
      type: 'research',
      title: 'Analyze Q1 churn drivers',
      labels: ['kpi-churn', 'O1-KR1'],
      targetFiles: [target],
      informedBy: [`.chant/context/kpi-churn-q1/zendesk.md`, `.chant/context/kpi-churn-q1/discussion-${research}.md`],
    })
    expect(said).toContain('> Validate the integration figure.')
    expect(acme.workspace.modal('mike') && wordsOf(acme.workspace.modal('mike') as View)).toContain(
      'the agent will write over it',
    )
  })
})
