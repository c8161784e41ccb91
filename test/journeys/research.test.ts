import { describe, expect, it } from 'vitest'
import { parseSpecFile } from '../../src/chant/spec-file.ts'
import { wordsOf } from '../../src/demo/workspace/readers.ts'
import type { View } from '../../src/demo/workspace/state/model.ts'
import { type AcmeOptions, type RunningAcme, startAcme } from '../support/app.ts'
import { type ChantProject, chantProject, runGit, specText, temporaryFolder } from '../support/chant-project.ts'
import { worry } from '../support/follow-ups.ts'

const question = 'Why do small teams leave in their first month?'

function acmeProject(): ChantProject {
  const project = chantProject()
  project.write('.chant/context/kpi-churn/zendesk.md', '# Tickets')
  project.commit('Add churn digests', { at: '2026-01-06T10:00:00Z' })
  project.write('.chant/context/kpi-churn/survey.md', '# Survey')
  project.write('.chant/context/beta.md', '# Beta')
  project.write('.chant/specs/2026-01-09-001-abc.md', specText({ labels: ['kpi-churn', 'q1-2026'] }))
  project.commit('chant: Add spec 2026-01-09-001-abc', { at: '2026-01-09T10:00:00Z' })
  return project
}

async function start(repositories: string, options: AcmeOptions = {}): Promise<RunningAcme> {
  const acme = await startAcme({ ...options, env: { CHANT_REPO: repositories } })
  await acme.app.readChant()
  await acme.settle()
  return acme
}

async function asks(acme: RunningAcme, who: string, typed = ` "${question}"`): Promise<View> {
  await acme.workspace.as(who).command('retention', `/okr research${typed}`)
  await acme.settle()
  return shown(acme, who)
}

function shown(acme: RunningAcme, who: string): View {
  const view = acme.workspace.modal(who)
  if (!view) throw new Error(`${who} has no form`)
  return view
}

function lastSpec({ git }: Pick<ChantProject, 'git'>) {
  const [path = ''] = git('show', '--name-only', '--format=', 'HEAD').split('\n')
  const id = path.slice('.chant/specs/'.length, -3)
  return { path, id, ...parseSpecFile(id, git('show', `HEAD:${path}`), false) }
}

describe('/okr research', () => {
  it('becomes a committed spec in the asker’s name that the agent may work at once', async () => {
    const project = acmeProject()
    const acme = await start(`acme=${project.path}`)
    const form = await asks(acme, 'mike')
    expect(JSON.stringify(form.content)).toContain(question)
    await acme.workspace.as('mike').submit(form, {
      'informed-by': ['.chant/context/kpi-churn/survey.md', '.chant/context/kpi-churn/zendesk.md'],
      labels: ['kpi-churn'],
      'more-labels': 'small-teams',
      'key-results': ['O1-KR1'],
    })
    await acme.settle()

    const { path, id, spec, body } = lastSpec(project)
    expect(path).toMatch(/^\.chant\/specs\/2026-01-09-002-[0-9a-z]{3}\.md$/)
    expect(project.git('log', '-1', '--format=%an <%ae>|%s')).toBe(`Mike <mike@acme.example>|chant: Add spec ${id}`)
    expect(spec).toMatchObject({
      type: 'research',
      status: 'pending',
      title: question,
      labels: ['kpi-churn', 'small-teams', 'O1-KR1'],
      targetFiles: ['.chant/context/kpi-churn/research-findings.md'],
      informedBy: ['.chant/context/kpi-churn/survey.md', '.chant/context/kpi-churn/zendesk.md'],
      approval: null,
      criteria: { checked: 0, total: 3 },
    })
    expect(body).toContain(`- [ ] Answered in a short summary: ${question}`)
    const told = acme.workspace
      .messages('mike')
      .map(wordsOf)
      .filter((words) => words.includes('because you asked'))
    expect(told).toHaveLength(1)
    expect(told[0]).toContain(`as \`${id}\`, commit \`${project.git('rev-parse', 'HEAD').slice(0, 7)}\`.`)
    // It was read at once: what the app knows of the project holds it.
    const known = acme.database.sqlite.prepare('select count(*) from chant_specs where spec_id = ?').pluck()
    expect(known.get(id)).toBe(1)
  })

  it('reaches a bare repository by a push', async () => {
    const project = acmeProject()
    const bare = `${temporaryFolder()}/acme.git`
    runGit(project.path, ['clone', '-q', '--bare', project.path, bare])
    const acme = await start(bare, { file: `${temporaryFolder()}/okr.sqlite` })
    const form = await asks(acme, 'sarah')
    await acme.workspace.as('sarah').submit(form, {})
    await acme.settle()
    const { spec } = lastSpec({ git: (...args) => runGit(bare, args) })
    expect(spec).toMatchObject({
      title: question,
      targetFiles: ['.chant/context/why-do-small-teams-leave-in-their-first/research-findings.md'],
    })
    expect(runGit(bare, ['log', '-1', '--format=%an'])).toBe('Sarah')
  })

  it('keeps the form for what must be put right, with what was typed', async () => {
    const project = acmeProject()
    const acme = await start(`acme=${project.path}`)
    const before = project.git('rev-parse', 'HEAD')
    const form = await asks(acme, 'mike')
    const { errors } = await acme.workspace.as('mike').submit(form, {
      title: '## ',
      'more-labels': 'a---b',
      criteria: '- [ ]',
      targets: '../../etc/passwd\n.chant/specs/x.md',
    })
    expect(errors).toEqual({
      title: 'Write what is to be found out.',
      'more-labels': '“a---b” is no label: letters, digits, dots and dashes, at most 60.',
      criteria: 'Write at least one: it tells the agent when it is done.',
      targets:
        '“../../etc/passwd” is not a path inside the project. “.chant/specs/x.md” is chant’s own: write to .chant/context/ or outside .chant.',
    })
    expect(project.git('rev-parse', 'HEAD')).toBe(before)
    await acme.workspace.as('mike').closeView()
    const again = await asks(acme, 'mike', '')
    expect(wordsOf(again)).toContain('Here is what you had typed')
    expect(JSON.stringify(again.content)).toContain('../../etc/passwd')
  })

  it('says that findings would be written over, and finds a free place where nobody named one', async () => {
    const project = acmeProject()
    project.write('.chant/context/kpi-churn/research-findings.md', '# Findings')
    project.commit('Findings', { at: '2026-01-09T11:00:00Z' })
    const acme = await start(`acme=${project.path}`)
    const named = { labels: ['kpi-churn'], targets: '.chant/context/kpi-churn/research-findings.md' }
    await acme.workspace.as('mike').submit(await asks(acme, 'mike'), named)
    expect(wordsOf(shown(acme, 'mike'))).toContain('is there already: the agent will write over it')
    await acme.settle()
    expect(lastSpec(project).spec.targetFiles).toEqual([named.targets])

    await acme.workspace.as('ana').submit(await asks(acme, 'ana'), { labels: ['kpi-churn'] })
    await acme.settle()
    expect(lastSpec(project).spec.targetFiles).toEqual(['.chant/context/kpi-churn/research-findings-2026-01-09.md'])
  })

  it('offers another project’s labels and files when that is chosen, and keeps what was typed', async () => {
    const project = acmeProject()
    const website = chantProject()
    website.write('.chant/context/seo/visits.md', '# Visits')
    website.write('.chant/specs/2026-01-08-001-abc.md', specText({ labels: ['seo'] }))
    website.commit('Begin', { at: '2026-01-08T10:00:00Z' })
    const acme = await start(`acme=${project.path},website=${website.path}`)
    const form = await asks(acme, 'mike')
    await acme.workspace
      .as('mike')
      .choose(form, { action_id: 'research:repository' }, 'website', { details: 'Since the relaunch.' })
    await acme.settle()
    const other = shown(acme, 'mike')
    expect(JSON.stringify(other.content)).toContain('.chant/context/seo/visits.md')
    expect(JSON.stringify(other.content)).not.toContain('zendesk.md')
    await acme.workspace.as('mike').submit(other, { labels: ['seo'], title: question })
    await acme.settle()
    expect(lastSpec(website)).toMatchObject({ spec: { title: question, labels: ['seo'] } })
    expect(lastSpec(website).body).toContain('Since the relaunch.')
  })

  it('waits for a merge somebody has to finish, says so once, and is done soon after', async () => {
    const project = acmeProject()
    const acme = await start(`acme=${project.path}`)
    project.write('.git/MERGE_HEAD', `${project.git('rev-parse', 'HEAD')}\n`)
    await acme.workspace.as('mike').submit(await asks(acme, 'mike'), {})
    await acme.settle()
    await acme.playTo('2026-01-09T17:10:00Z')
    const waits = () =>
      acme.workspace
        .messages('mike')
        .map(wordsOf)
        .filter((words) => words.includes('waits to be written'))
    expect(waits()).toHaveLength(1)
    project.remove('.git/MERGE_HEAD')
    await acme.playTo('2026-01-09T17:40:00Z')
    expect(lastSpec(project).spec.title).toBe(question)
    expect(waits()).toHaveLength(0)
    expect(wordsOf(acme.workspace.lastMessage('mike'))).toContain('commit')
  })

  it('can be tried again with a press when it could not be written', async () => {
    const project = acmeProject()
    const acme = await start(`acme=${project.path}`)
    project.git('checkout', '-q', '--detach')
    const detached = project.git('rev-parse', 'HEAD')
    await acme.workspace.as('mike').submit(await asks(acme, 'mike'), {})
    await acme.settle()
    await acme.playTo('2026-01-10T18:00:00Z')
    const message = acme.workspace.messages('mike').find((one) => wordsOf(one).includes('is not saved in'))
    expect(message, 'a message with Try again').toBeDefined()
    expect(project.git('rev-parse', 'main')).toBe(detached)
    project.git('checkout', '-q', 'main')
    await acme.workspace.as('mike').press(message as NonNullable<typeof message>, { text: 'Try again' })
    await acme.settle()
    expect(lastSpec(project).spec.title).toBe(question)
    const now = acme.workspace.messages('mike').find(({ ts }) => ts === message?.ts)
    expect(now && wordsOf(now)).toContain('commit')
  })

  it('is made once, although the process ends between the form and the commit', async () => {
    const project = acmeProject()
    const acme = await start(`acme=${project.path}`, { file: `${temporaryFolder()}/okr.sqlite` })
    const before = Number(project.git('rev-list', '--count', 'HEAD'))
    await acme.workspace.as('mike').submit(await asks(acme, 'mike'), {})
    await acme.restart()
    await acme.settle()
    expect(Number(project.git('rev-list', '--count', 'HEAD')) - before).toBe(1)
    expect(
      acme.workspace
        .messages('mike')
        .map(wordsOf)
        .filter((words) => words.includes('because you asked')),
    ).toHaveLength(1)
  })

  it('is for members, judged at the moment they send it, and needs a project', async () => {
    const project = acmeProject()
    const acme = await start(`acme=${project.path}`)
    const before = project.git('rev-parse', 'HEAD')
    const form = await asks(acme, 'ana')
    await acme.workspace.changePerson('ana', { isGuest: true })
    const { errors } = await acme.workspace.as('ana').submit(form, {})
    expect(errors).toEqual({ title: expect.stringContaining('Guests cannot write to our projects') })
    await acme.settle()
    expect(project.git('rev-parse', 'HEAD')).toBe(before)

    const without = await startAcme()
    await without.workspace.as('mike').command('retention', '/okr research why')
    expect(without.workspace.ephemerals('mike').at(-1)?.text).toContain('I am connected to no chant project')
  })
})

describe('an investigation', () => {
  it('becomes a research spec for its key result with one button of Home', async () => {
    const project = acmeProject()
    const acme = await start(`acme=${project.path}`)
    await acme.playTo('2026-01-12T18:00:00Z')
    const request = acme.workspace.lastMessage('mike')
    await worry(acme, 'mike', request, 'O1-KR1', { off: true })
    await acme.workspace.as('mike').openHome()
    await acme.settle()
    const home = acme.workspace.home('mike')
    if (!home) throw new Error('Mike has no Home')
    await acme.workspace.as('mike').press(home, { action_id: 'open-item:research' })
    await acme.settle()
    await acme.workspace.as('mike').submit(shown(acme, 'mike'), {})
    await acme.settle()
    const { spec, body } = lastSpec(project)
    expect(spec).toMatchObject({ type: 'research', status: 'pending', approval: null })
    expect(spec.labels).toContain('O1-KR1')
    expect(body).toContain('O1-KR1')
  })
})
