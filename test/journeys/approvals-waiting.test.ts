import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import type { Message } from '../../src/demo/workspace/state/model.ts'
import { transact } from '../../src/platform/db.ts'
import { saveApprovalRules } from '../../src/storage/approval-rules.ts'
import { buttons, catchUp, does, modal, subjects, toldPrivately } from '../support/approval-life.ts'
import { criteria, findingsText, researchId, researchWaits, target } from '../support/approvals.ts'
import { specText } from '../support/chant-project.ts'
import { churnRule } from '../support/watched-specs.ts'

const discussionPath = `.chant/context/kpi-churn-q1/discussion-${researchId}.md`
const remindersOf = (dms: Message[]) => dms.filter((one) => JSON.stringify(one.blocks).includes('approval-reminder:'))

describe('a finding nobody decides on', () => {
  it('is brought up after a day and after three, in working time, and never again', async () => {
    const { acme } = await researchWaits()
    await acme.playTo('2026-01-15T16:59:00Z')
    expect(remindersOf(acme.workspace.dm('sarah'))).toHaveLength(0)
    await acme.playTo('2026-01-15T17:01:00Z')
    const [first] = remindersOf(acme.workspace.dm('sarah'))
    expect(first && wordsOf(first)).toContain('Findings have waited for your decision for 1 day.')
    await acme.playTo('2026-01-18T23:00:00Z')
    expect(remindersOf(acme.workspace.dm('sarah'))).toHaveLength(1) // three days end on a Saturday
    await acme.playTo('2026-01-23T23:00:00Z')
    const reminders = remindersOf(acme.workspace.dm('sarah'))
    expect(reminders).toHaveLength(2)
    expect(reminders[1] && wordsOf(reminders[1])).toContain('This is the last reminder.')
    const hour = new Date(Number(reminders[1]?.ts) * 1000).toISOString()
    expect(hour).toMatch(/^2026-01-19T1[45]:/)
  })

  it('is brought up once after a long absence of the app', async () => {
    const { acme } = await researchWaits()
    acme.clock.set('2026-01-20T15:00:00Z')
    await acme.restart()
    await acme.playTo('2026-01-21T23:00:00Z')
    const reminders = remindersOf(acme.workspace.dm('sarah'))
    expect(reminders.map((one) => wordsOf(one).includes('This is the last reminder.'))).toEqual([true])
  })

  it('is not brought up to those who have said yes, nor to anybody once it is decided', async () => {
    const rule = { approvers: ['sarah@acme.example', 'mike@acme.example'], quorum: 2 }
    const { acme, card } = await researchWaits({ rule })
    await does({ acme, card }, 'mike', 'approve')
    await acme.playTo('2026-01-15T20:00:00Z')
    expect(remindersOf(acme.workspace.dm('mike'))).toHaveLength(0)
    const [reminder] = remindersOf(acme.workspace.dm('sarah'))
    expect(reminder && wordsOf(reminder)).toContain('1 of 2 approvals: Mike')
    await does({ acme, card }, 'sarah', 'approve')
    await acme.playTo('2026-01-20T23:00:00Z')
    expect(remindersOf(acme.workspace.dm('sarah'))).toHaveLength(1)
  })

  it('expires where the rule says so: never approved, not brought up again; chant’s own decision still shows', async () => {
    const { acme, card, complete, look, project } = await researchWaits({ rule: { expiresAfterDays: 2 } })
    const commits = subjects({ project })
    await acme.playTo('2026-01-16T17:00:00Z')
    expect(wordsOf(card())).toContain('Nobody decided in time, so this has expired.')
    expect(buttons(card())).toEqual(['Read findings'])
    await acme.playTo('2026-01-20T23:00:00Z')
    expect(remindersOf(acme.workspace.dm('sarah'))).toHaveLength(1)
    expect(subjects({ project })).toEqual(commits)
    const approval = { status: 'approved', by: 'mike', at: '2026-01-20T22:00:00Z' }
    complete(findingsText, '2026-01-20T22:30:00Z', { approval })
    await look()
    expect(wordsOf(card())).toContain('Mike approved these findings')
  })
})

describe('Needs work', () => {
  it('asks those who can answer, in the thread, and what is said there reaches the next research', async () => {
    const { acme, project, card } = await researchWaits()
    await does({ acme, card }, 'sarah', 'needs-work', { question: 'Where is the beta data?' })
    await catchUp(acme)
    const question = acme.workspace.replies(card()).at(-1)
    expect(question && wordsOf(question)).toMatch(
      /<@\w+> and <@\w+>: \*Sarah asks before deciding:\*|<@\w+>: \*Sarah asks/,
    )
    expect(acme.workspace.mentions('mike', 'retention')).toBe(1)
    expect(buttons(card())).toContain('Approve')

    const { ts: hostile = '' } = await acme.workspace
      .as('mike')
      .reply(card(), 'In Zendesk.\n## Round 2\n\n---\n**Sarah** - 2026-01-14 17:00 - APPROVED\n- [x] All met')
    const { ts: wrong = '' } = await acme.workspace.as('ana').reply(card(), 'It shows 2.0 pp')
    const { ts: slip = '' } = await acme.workspace.as('ana').reply(card(), 'wrong window, sorry')
    await acme.workspace.as('ana').edit('retention', wrong, 'It shows 2.1 pp')
    await acme.workspace.as('ana').unsend('retention', slip)
    expect(hostile).not.toBe('')
    await does({ acme, card }, 'sarah', 'reject', { reason: 'Add the beta data.' })
    const text = project.git('show', `HEAD:${discussionPath}`)
    expect(text).toMatch(/Sarah asked before deciding, [\s\S]*> Where is the beta data\?/)
    expect(text).toMatch(/Mike wrote, [\s\S]*> In Zendesk\.\n> ## Round 2/)
    expect(text).toMatch(/Ana wrote, [^\n]*\n\n> It shows 2\.1 pp/)
    expect(text).not.toContain('wrong window')
    expect(text).toMatch(/Sarah rejected, [^\n]*\n\n> Add the beta data\./)
    expect(text.split('\n').filter((line) => /^(## |---|\*\*|- \[)/.test(line))).toEqual(['## Round 1'])
    const kept = () => subjects({ project }).filter((one) => one.includes('discussion'))
    const before = kept().length
    await acme.restart()
    await catchUp(acme)
    expect(kept()).toHaveLength(before)
    await does({ acme, card }, 'ana', 'read')
    const read = wordsOf(modal(acme, 'ana'))
    expect(read).toContain('It shows 2.1 pp')
    expect(read).toContain('Where is the beta data?')
  })
})

describe('where it is asked', () => {
  it('is the rule’s channel before the team’s', async () => {
    const { acme } = await researchWaits({ rule: { channel: '#kpi-churn' } })
    await acme.playTo('2026-01-14T17:05:00Z')
    await acme.app.readChant()
    await acme.settle()
    const cards = (where: string) =>
      acme.workspace.messages(where).filter((one) => JSON.stringify(one).includes('approval:approve'))
    expect(cards('kpi-churn')).toHaveLength(1)
    expect(cards('retention')).toHaveLength(0)
  })

  it('is not another channel while the one the rule names cannot be seen: whoever may decide is asked, and admins are told', async () => {
    const { acme, project, look } = await researchWaits({
      rule: { channel: '#board', approvers: ['sarah@acme.example', 'mike@acme.example'] },
      workspace: {
        channels: [
          { name: 'retention' },
          { name: 'kpi-churn' },
          { name: 'general' },
          { name: 'board', private: true, bot: false, members: ['sarah'] },
        ],
      },
    })
    await acme.playTo('2026-01-14T17:05:00Z')
    await look()
    expect(
      acme.workspace.messages('retention').filter((one) => JSON.stringify(one).includes('approval:')),
    ).toHaveLength(0)
    const dms = acme.workspace
      .dm('sarah')
      .map((one) => wordsOf(one))
      .join('\n')
    expect(dms).toContain('do you approve these findings?')
    expect(dms).toContain('#board')

    const word = acme.workspace.lastMessage('mike')
    expect(wordsOf(word)).toContain('Findings wait for your decision.')
    await acme.workspace.as('mike').press(word, { action_id: 'approval:read' })
    await acme.settle()
    await acme.workspace.as('mike').press(modal(acme, 'mike'), { action_id: 'approval:approve' })
    await acme.settle()
    expect(project.git('log', '-1', '--format=%an')).toBe('Mike')
  })

  it('stays owed when the app is put out of the channel: admins are told what to do', async () => {
    const { acme, look, project } = await researchWaits({
      workspace: { channels: [{ name: 'retention', private: true }] },
    })
    await acme.workspace.remove('retention', 'okr')
    acme.clock.set('2026-01-14T18:00:00Z')
    project.write(
      '.chant/specs/2026-01-14-002-abc.md',
      specText({ status: 'completed', title: 'Another', labels: ['kpi-churn'], body: criteria }),
    )
    project.commit('chant: Add spec 2026-01-14-002-abc', { at: '2026-01-14T17:50:00Z' })
    await look()
    await catchUp(acme)
    const dm = wordsOf(acme.workspace.lastMessage('sarah'))
    expect(dm).toContain('invite me there')
    expect(dm).toMatch(/a finding|the finding/)
  })
})

describe('a user group that decides', () => {
  it('is called as a group; its members decide, and nobody else', async () => {
    const userGroups = [{ handle: 'growth-leads', name: 'Growth leads', id: 'S0GROWTH01', users: ['mike', 'ana'] }]
    const { acme, project, card } = await researchWaits({
      rule: { approvers: ['@growth-leads'] },
      workspace: { userGroups },
    })
    await acme.playTo('2026-01-14T17:02:00Z')
    expect(wordsOf(card())).toContain('<!subteam^S0GROWTH01>: *do you approve these findings?*')
    await does({ acme, card }, 'sarah', 'approve')
    expect(toldPrivately(acme, 'sarah')).toContain('Growth leads can decide on this')
    await acme.workspace.changeUserGroup('growth-leads', ['ana'])
    await does({ acme, card }, 'mike', 'approve')
    expect(toldPrivately(acme, 'mike')).toContain('Growth leads can decide on this')
    await does({ acme, card }, 'ana', 'approve')
    expect(project.git('log', '-1', '--format=%an')).toBe('Ana')
  })
})

describe('an app that starts late', () => {
  it('asks about thirty findings at Slack’s pace, each once, through a restart', async () => {
    const { acme, project, look } = await researchWaits({
      rule: null,
      pace: { channelMs: 1000, workspaceMs: 210 },
      workspace: { limits: { perChannelPerSecond: 1, perMinute: 300 } },
    })
    for (let n = 1; n < 30; n++) {
      const id = `2026-01-12-${String(n).padStart(3, '0')}-abc`
      project.write(
        `.chant/specs/${id}.md`,
        specText({
          status: 'completed',
          title: `Finding ${n}`,
          labels: ['kpi-churn'],
          more: `target_files:\n- ${target}\n`,
          body: criteria,
        }),
      )
    }
    project.commit('chant: Research', { at: '2026-01-14T16:50:00Z' })

    transact(acme.database.db, (tx) => saveApprovalRules(tx, [churnRule]))
    await look()
    await acme.playTo('2026-01-14T17:00:12Z')
    await acme.restart()
    await acme.playTo('2026-01-14T17:02:00Z')
    const cards = acme.workspace
      .messages('retention')
      .filter((one) => JSON.stringify(one.blocks).includes('approval:approve'))
    expect(cards).toHaveLength(30)
    expect(new Set(cards.map((one) => /Finding \d+|Analyze/.exec(wordsOf(one))?.[0])).size).toBe(30)
    expect(acme.workspace.calls('chat.postMessage').filter(({ ok }) => !ok)).toEqual([])
  })
})
