import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import type { View } from '../../src/demo/workspace/state/model.ts'
import { type RunningAcme, startAcme } from '../support/app.ts'
import { type ChantProject, chantProject } from '../support/chant-project.ts'

function acmeProject(): ChantProject {
  const project = chantProject()
  project.write('.chant/context/kpi-churn/zendesk.md', '# Tickets')
  project.commit('Add churn digests', { at: '2026-01-06T10:00:00Z' })
  return project
}

async function start(project: ChantProject): Promise<RunningAcme> {
  const acme = await startAcme({ env: { CHANT_REPO: `acme=${project.path}` } })
  await acme.app.readChant()
  return acme
}

async function chooses(acme: RunningAcme, who: string, channel: string, ts: string | undefined): Promise<View> {
  await acme.workspace.as(who).shortcut('save-digest', { channel, ts: ts ?? '' })
  await acme.settle()
  return shown(acme, who)
}

function shown(acme: RunningAcme, who: string): View {
  const view = acme.workspace.modal(who)
  if (!view) throw new Error(`${who} has no form`)
  return view
}

const channelOf = (acme: RunningAcme, ts: string | undefined) =>
  acme.workspace.messages('retention').find((message) => message.ts === ts)?.channel ?? ''

describe('Save as chant digest', () => {
  it('commits a message with its source, in the name of whoever saves it, and tells them once', async () => {
    const project = acmeProject()
    const acme = await start(project)
    const { ts } = await acme.workspace
      .as('mike')
      .message(
        'retention',
        '*Churned customers*, asked by @sarah:\n• 142 of 400 never got past *onboarding* & gave up\nhttps://help.acme.example/report',
      )
    const form = await chooses(acme, 'sarah', channelOf(acme, ts), ts)
    await acme.workspace.as('sarah').submit(form, { folder: 'kpi-churn', title: 'Churned customers' })
    await acme.settle()

    const path = '.chant/context/kpi-churn/2026-01-09-churned-customers-asked-by-sarah.md'
    expect(project.git('show', '--name-only', '--format=%an|%cn|%s', 'HEAD')).toBe(
      `Sarah|okr-cadence|Add digest kpi-churn/2026-01-09-churned-customers-asked-by-sarah.md\n\n${path}`,
    )
    const text = project.git('show', `HEAD:${path}`)
    expect(text).toContain(
      '# Churned customers\n\n* Date: 2026-01-09\n* Source: Mike in #retention on 2026-01-09 at 12:00 (America/New\\_York), <https://',
    )
    expect(text).toContain('* Saved by Sarah on 2026-01-09\n\n**Churned customers**')
    expect(text).toContain('- 142 of 400 never got past **onboarding** & gave up\n<https://help.acme.example/report>')
    expect(wordsOf(acme.workspace.lastMessage('sarah'))).toContain(`Saved in *acme* as \`${path}\`, commit`)
    expect(acme.workspace.messages('sarah').filter((message) => wordsOf(message).includes('Saved in'))).toHaveLength(1)
  })

  it('keeps a file whole that is longer than any field, a CSV as a table', async () => {
    const project = acmeProject()
    const acme = await start(project)
    const rows = Array.from({ length: 300 }, (_, at) => `Category ${at},${at * 7}`)
    const content = `Category,Tickets\n${rows.join('\n')}\n`
    const { ts } = await acme.workspace.as('mike').share('retention', { name: 'tickets-2025-12.csv', content })
    const form = await chooses(acme, 'mike', channelOf(acme, ts), ts)
    expect(wordsOf(form)).toContain('saved whole')
    await acme.workspace.as('mike').submit(form, { folder: 'churn', date: '2025-12-31', name: 'tickets-2025-12' })
    await acme.settle()
    const text = project.git('show', 'HEAD:.chant/context/churn/tickets-2025-12.md')
    expect(text).toContain('* Date: 2025-12-31\n')
    expect(text).toContain('* File: tickets-2025-12.csv\n')
    expect(text).toContain('| Category | Tickets |\n|---|---|\n| Category 0 | 0 |')
    expect(text).toContain('| Category 299 | 2093 |')
  })

  it('asks about a name that is taken, and replaces nothing unless told to', async () => {
    const project = acmeProject()
    const acme = await start(project)
    const sarah = acme.workspace.as('sarah')
    const { ts } = await acme.workspace.as('mike').message('retention', 'New tickets')
    const form = await chooses(acme, 'sarah', channelOf(acme, ts), ts)
    await sarah.submit(form, { folder: 'kpi-churn', name: 'zendesk.md' })
    const asked = shown(acme, 'sarah')
    expect(wordsOf(asked)).toContain('There is a file of that name already')
    await sarah.submit(asked, { collision: 'other' })
    await acme.settle()
    expect(project.git('show', 'HEAD:.chant/context/kpi-churn/zendesk.md')).toBe('# Tickets')
    expect(project.git('show', 'HEAD:.chant/context/kpi-churn/zendesk-2.md')).toContain('New tickets')

    const again = await chooses(acme, 'sarah', channelOf(acme, ts), ts)
    await sarah.submit(again, { folder: 'kpi-churn', name: 'zendesk.md' })
    await sarah.submit(shown(acme, 'sarah'), { collision: 'replace' })
    await acme.settle()
    expect(project.git('show', 'HEAD:.chant/context/kpi-churn/zendesk.md')).toContain('New tickets')
  })

  it('asks before it keeps what looks like a secret, naming the line, and a confirmation counts for that text alone', async () => {
    const project = acmeProject()
    const acme = await start(project)
    const mike = acme.workspace.as('mike')
    const before = project.git('rev-parse', 'HEAD')
    const { ts } = await mike.message('retention', 'export log\npassword=hunter22')
    const form = await chooses(acme, 'mike', channelOf(acme, ts), ts)
    await mike.submit(form, { folder: 'kpi-churn' })
    await acme.settle()
    const asked = shown(acme, 'mike')
    expect(wordsOf(asked)).toContain('a password or key')
    expect(project.git('rev-parse', 'HEAD')).toBe(before)

    await mike.submit(asked, { confirm: ['yes'], text: 'export log\n\n\nsecret = correcthorse' })
    await acme.settle()
    expect(wordsOf(shown(acme, 'mike'))).toContain('This looks like something')
    expect(project.git('rev-parse', 'HEAD')).toBe(before)

    await mike.submit(shown(acme, 'mike'), { confirm: ['yes'] })
    await acme.settle()
    expect(project.git('show', '--name-only', '--format=', 'HEAD')).toContain(
      '.chant/context/kpi-churn/2026-01-09-export-log.md',
    )
  })

  it('keeps the form for what must be put right, and never writes outside the folder', async () => {
    const project = acmeProject()
    const acme = await start(project)
    const mike = acme.workspace.as('mike')
    const before = project.git('rev-parse', 'HEAD')
    const { ts } = await mike.message('retention', 'Tickets')
    const form = await chooses(acme, 'mike', channelOf(acme, ts), ts)
    expect((await mike.submit(form, {})).errors).toEqual({ folder: 'Choose a folder, or name a new one.' })
    for (const [newFolder, name] of [
      ['../..', 'x.md'],
      ['/etc', 'x.md'],
      ['a/../../../b', 'x.md'],
      ['churn', '../../x.md'],
      ['churn', '.git'],
    ] as const) {
      const { errors } = await mike.submit(shown(acme, 'mike'), { 'new-folder': newFolder, name })
      expect(errors, `${newFolder} ${name}`).toBeDefined()
    }
    expect(project.git('rev-parse', 'HEAD')).toBe(before)
  })

  it('says what of a message it cannot take along', async () => {
    const project = acmeProject()
    const acme = await start(project)
    const mike = acme.workspace.as('mike')
    const { ts } = await mike.share(
      'retention',
      [
        { name: 'churn.png', content: new Uint8Array([137, 80, 78, 71]) },
        { name: 'big.csv', content: 'a,b\n'.repeat(80_000) },
        { name: 'notes.txt', content: 'Half of them never invited anybody.' },
        { name: 'broken.txt', content: new Uint8Array([0xff, 0xfe, 0x00]) },
      ],
      'What I found',
    )
    const form = await chooses(acme, 'mike', channelOf(acme, ts), ts)
    const words = wordsOf(form)
    expect(words).toContain('churn.png is no text I can keep')
    expect(words).toContain('big.csv is larger than 256 KB')
    expect(words).toContain('broken.txt is no text in UTF-8')
    expect(JSON.stringify(form.content.blocks)).toContain('Half of them never invited anybody.')
  })

  it('is for members: a guest is told so, and nothing opens', async () => {
    const project = acmeProject()
    const acme = await start(project)
    await acme.workspace.changePerson('ana', { isGuest: true })
    await acme.settle()
    const { ts } = await acme.workspace.as('mike').message('retention', 'Tickets')
    const view = await chooses(acme, 'ana', channelOf(acme, ts), ts)
    expect(wordsOf(view)).toContain('Guests cannot write to our projects')
    expect(view.content['submit']).toBeUndefined()
  })

  it('brings back what was typed when it could not be saved, and is saved once however often it is sent', async () => {
    const project = acmeProject()
    const acme = await start(project)
    const mike = acme.workspace.as('mike')
    const { ts } = await mike.message('retention', 'Tickets of December')
    const form = await chooses(acme, 'mike', channelOf(acme, ts), ts)
    await mike.submit(form, { title: 'Tickets, counted by hand', text: 'Four hundred.' })
    await mike.closeView()
    const again = await chooses(acme, 'mike', channelOf(acme, ts), ts)
    expect(wordsOf(again)).toContain('Here is what you had typed')
    expect(JSON.stringify(again.content.blocks)).toContain('Four hundred.')
    const before = Number(project.git('rev-list', '--count', 'HEAD'))
    await Promise.all([mike.submit(again, { folder: 'kpi-churn' }), mike.submit(again, { folder: 'kpi-churn' })])
    await acme.settle()
    expect(Number(project.git('rev-list', '--count', 'HEAD')) - before).toBe(1)
    expect(project.git('show', 'HEAD')).toContain('+Four hundred.')
  })

  it('says when Slack does not let it read a file', async () => {
    const project = acmeProject()
    const acme = await start(project)
    await acme.workspace.remove('retention', 'okr')
    const { ts } = await acme.workspace.as('mike').share('retention', { name: 'a.md', content: 'x' })
    const view = await chooses(acme, 'mike', channelOf(acme, ts), ts)
    expect(wordsOf(view)).toContain('There is nothing to save in that message. a.md is hidden from me')
  })
})
