import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readActivity } from '../../src/chant/activity.ts'
import { openRepository } from '../../src/chant/repository.ts'
import { activityOf } from '../../src/domain/activity.ts'
import { type ChantRow, chantRows } from '../support/chant-activity-rules.ts'
import { chantOutput } from '../support/chant-output.ts'
import { type ChantProject, chantProject, personAt, specText } from '../support/chant-project.ts'
import { importHistory } from '../support/imported-history.ts'
import { randomHistory } from '../support/random-history.ts'

const research = '2026-01-13-001-xyz'
const file = `.chant/specs/${research}.md`

async function activity(path: string) {
  const repository = await openRepository(path, { environment: process.env })
  const { events, specs } = await readActivity(repository, { since: null, until: null })
  return activityOf(events, specs)
}

async function ourRows(path: string): Promise<string[]> {
  return (await activity(path)).map(
    ({ at, event, id }) => `${at.toISOString().slice(0, 16)} ${event.toUpperCase()} ${id}`,
  )
}

/** Rows of the real program that we do not have. */
async function missing(path: string, rows: readonly ChantRow[]): Promise<string[]> {
  const ours = await ourRows(path)
  return rows.map(({ minute, type, id }) => `${minute} ${type} ${id}`).filter((row) => !ours.includes(row))
}

/** A row as `chant activity` prints it: UTC, short id, the description cut at 40 bytes. */
function printed({ minute, author, type, id, description }: ChantRow): string {
  const cut =
    Buffer.byteLength(description) > 40 ? `${Buffer.from(description).subarray(0, 37).toString()}...` : description
  const short = id.split('-').slice(3, 5).join('-')
  return `${minute.replace('T', ' ')}  ${author.padEnd(12)} ${type.padEnd(12)} ${short.padEnd(10)} ${cut}`.trimEnd()
}

/** The project whose activity was recorded in `activity-basic` and, with another title, in `activity-panic`. */
function recordedProject(title: string): ChantProject {
  const project = chantProject()
  const decided = (status: string, at: string) => ({ status, by: 'sarah', at })
  const write = (status: string, approval: Parameters<typeof specText>[0] & object) =>
    project.write(file, specText({ title, status, ...approval }))
  write('pending', { approval: { status: 'pending' } })
  project.git('commit', '-q', '--allow-empty', '-m', 'Start')
  project.commit(`chant: Add spec ${research}`, { at: '2026-01-13T10:00:00Z' })
  write('completed', { approval: { status: 'pending' } })
  project.commit(`chant: Record agent transcript for ${research}`, { at: '2026-01-14T16:45:00Z', by: 'acme-bot' })
  write('completed', { approval: decided('rejected', '2026-01-15T14:30:00Z') })
  project.commit(`chant(${research}): reject spec`, { at: '2026-01-15T14:30:00Z', by: 'sarah' })
  write('completed', { approval: decided('approved', '2026-01-16T19:15:00Z') })
  project.commit(`chant(${research}): approve spec`, { at: '2026-01-16T19:15:00Z', by: 'sarah' })
  return project
}

describe('what chant activity reports is all there, at the same minute', () => {
  it('for any history', async () => {
    const property = fc.asyncProperty(randomHistory, async (commits) => {
      const path = importHistory(commits)
      expect(await missing(path, chantRows(path))).toEqual([])
    })
    await fc.assert(property, { numRuns: 15 })
  }, 120_000)

  it('for a recorded run of the real program, whose rules the comparison above goes by', async () => {
    const { path } = recordedProject('Analyze Q1 churn drivers')
    const rows = chantRows(path)
    expect(rows.map(printed)).toEqual(chantOutput('activity-basic', 'stdout').trimEnd().split('\n'))
    expect(await missing(path, rows)).toEqual([])
  })

  it('also where the real program gives up: a long title with a dash in the wrong place', async () => {
    const title = chantOutput('activity-panic', 'the title')
    const { path } = recordedProject(title)
    const shown = chantOutput('activity-panic', 'stdout').trimEnd().split('\n')
    expect(chantRows(path).map(printed).slice(0, shown.length)[0]).toEqual(shown[0])
    expect(await missing(path, chantRows(path))).toEqual([])
    expect((await activity(path)).every((one) => one.title === title)).toBe(true)
  })

  const program = realChant()
  const reason = 'there is no chant on the PATH or in CHANT_BIN'
  it.skipIf(program === null)(
    `for the real program itself${program === null ? ` (skipped: ${reason})` : ''}`,
    async () => {
      const { path } = recordedProject('Analyze Q1 churn drivers')
      const shown = execFileSync(program ?? '', ['activity'], { cwd: path, encoding: 'utf8', env: chantEnvironment() })
      expect(shown.trimEnd().split('\n')).toEqual(chantRows(path).map(printed))
      expect(await missing(path, chantRows(path))).toEqual([])
    },
  )
})

/** Each is a difference from the real program, and why. */
describe('what chant activity hides', () => {
  it('keeps every rejection: chant keeps of each spec only the newest row of a kind', async () => {
    const project = chantProject()
    for (const [number, at] of ['2026-01-15T14:30:00Z', '2026-01-16T09:00:00Z', '2026-01-17T11:00:00Z'].entries()) {
      const approval = { status: number === 1 ? 'approved' : 'rejected', by: 'sarah', at }
      project.write(file, specText({ status: 'completed', approval }))
      project.commit(`chant(${research}): ${number === 1 ? 'approve' : 'reject'} spec`, { at, by: 'sarah' })
    }
    expect((await ourRows(project.path)).filter((row) => row.includes('REJECTED'))).toHaveLength(2)
    expect(chantRows(project.path).filter(({ type }) => type === 'REJECTED')).toHaveLength(1)
  })

  it('tells a second rejection in a row: chant compares only the word "rejected"', async () => {
    const project = chantProject()
    project.write(file, specText())
    project.commit('Start', { at: '2026-01-13T10:00:00Z' })
    for (const [by, at] of [
      ['sarah', '2026-01-15T14:30:00Z'],
      ['mike', '2026-01-16T14:30:00Z'],
    ] as const) {
      const body = `## Approval Discussion\n\n**${by}** - 2026-01-15 09:30 - REJECTED\n${by} says no.`
      project.write(file, specText({ approval: { status: 'rejected', by, at }, body }))
      project.commit(`chant(${research}): reject spec`, { at, by })
    }
    const rejections = (await activity(project.path)).filter(({ event }) => event === 'rejected')
    expect(rejections.map(({ by, reason }) => [by, reason])).toEqual([
      ['sarah', 'sarah says no.'],
      ['mike', 'mike says no.'],
    ])
    expect(chantRows(project.path).filter(({ type }) => type === 'REJECTED')).toHaveLength(1)
  })

  it('keeps work that a later "approve spec" replaces, and work on code alone: chant looks only at commits on specs', async () => {
    const project = recordedProject('Analyze Q1 churn drivers')
    project.write('src/a.ts', 'export {}\n')
    project.commit(`chant(${research}): write the query`, { at: '2026-01-17T10:00:00Z', by: 'agent' })
    const work = (await activity(project.path)).filter(({ event }) => event === 'worked')
    expect(work.map(({ note }) => note)).toEqual(['reject spec', 'approve spec', 'write the query'])
    expect(chantRows(project.path).filter(({ type }) => type === 'WORKED')).toHaveLength(1)
  })

  it('tells what the first commit of a repository holds: chant compares with a parent, and it has none', async () => {
    const project = chantProject()
    project.write(file, specText({ status: 'completed' }))
    project.commit('Everything so far', { at: '2026-01-13T10:00:00Z' })
    expect(await ourRows(project.path)).toEqual([
      `2026-01-13T10:00 CREATED ${research}`,
      `2026-01-13T10:00 COMPLETED ${research}`,
    ])
    expect(chantRows(project.path)).toEqual([])
  })

  it('tells an approval of a spec that was in no commit before: chant calls it created, and no more', async () => {
    const project = chantProject()
    project.commit('Start', { at: '2026-01-12T10:00:00Z' })
    project.write(file, specText({ status: 'completed', approval: { status: 'approved', by: 'sarah' } }))
    project.commit(`chant(${research}): approve spec`, { at: '2026-01-16T19:15:00Z', by: 'sarah' })
    expect(await ourRows(project.path)).toContain(`2026-01-16T19:15 APPROVED ${research}`)
    expect(chantRows(project.path).map(({ type }) => type)).toEqual(['WORKED', 'CREATED'])
  })

  it('tells an approval that was made while merging: chant does not look into merges', async () => {
    const project = chantProject()
    const write = (more: object) => project.write(file, specText({ status: 'completed', ...more }))
    write({})
    project.commit('Start', { at: '2026-01-12T10:00:00Z' })
    project.git('checkout', '-q', '-b', 'other')
    write({ body: 'One\n' })
    project.commit('One', { at: '2026-01-13T10:00:00Z' })
    project.git('checkout', '-q', 'main')
    project.write('a.txt', 'a')
    project.commit('Two', { at: '2026-01-13T11:00:00Z' })
    project.git('merge', '-q', '--no-ff', '--no-commit', 'other')
    write({ body: 'One\n', approval: { status: 'approved', by: 'sarah' } })
    project.commit(`chant(${research}): approve spec`, { at: '2026-01-14T10:00:00Z', by: 'sarah' })
    expect(await ourRows(project.path)).toContain(`2026-01-14T10:00 APPROVED ${research}`)
    expect(chantRows(project.path).filter(({ type }) => type === 'APPROVED')).toEqual([])
  })

  it('tells everything of a project in a subfolder: chant compares paths that git gives from the top', async () => {
    const project = chantProject({ folder: 'planning' })
    project.write(file, specText())
    project.commit('Plan', { at: '2026-01-13T10:00:00Z' })
    project.write(file, specText({ status: 'completed' }))
    project.commit('Done', { at: '2026-01-14T10:00:00Z' })
    expect(await ourRows(project.path)).toEqual([
      `2026-01-13T10:00 CREATED ${research}`,
      `2026-01-14T10:00 COMPLETED ${research}`,
    ])
  })

  it('tells starting, failing, pausing, cancelling, reopening, merging and archiving: chant has no row for them', async () => {
    const project = chantProject()
    const steps = [
      'pending',
      'in_progress',
      'paused',
      'in_progress',
      'failed',
      'in_progress',
      'needs_attention',
      'cancelled',
      'pending',
    ]
    for (const [hour, status] of steps.entries()) {
      project.write(file, specText({ status }))
      project.commit(`Now ${status}`, { at: `2026-01-13T1${hour}:00:00Z` })
    }
    project.git('checkout', '-q', '-b', `chant/${research}`)
    project.commit('Work', { at: '2026-01-14T10:00:00Z' })
    project.git('checkout', '-q', 'main')
    project.git('merge', '-q', '--no-ff', `chant/${research}`, '-m', `Merge chant/${research}`)
    project.move(file, `.chant/archive/2026-01-13/${research}.md`)
    project.commit('chant: Archive 1 spec', { at: '2026-01-15T10:00:00Z' })
    const events = (await activity(project.path)).map(({ event }) => event)
    expect(events).toEqual([
      'merged', // at the date the helper gives to commits it was not asked about
      'created',
      'started',
      'paused',
      'started',
      'failed',
      'started',
      'needs_attention',
      'cancelled',
      'reopened',
      'archived',
    ])
  })

  it('gives a spec made from a template its own id: chant takes the words behind it for a part of the id', async () => {
    const project = chantProject()
    project.commit('Start', { at: '2026-01-12T10:00:00Z' })
    project.write(file, specText())
    project.commit(`chant: Add spec ${research} (from template kpi)`, { at: '2026-01-13T10:00:00Z' })
    expect(await ourRows(project.path)).toEqual([`2026-01-13T10:00 CREATED ${research}`])
    expect(chantRows(project.path).map(({ id }) => id)).toEqual([`${research} (from template kpi)`])
  })

  it('does not call it created when a spec only moves to another folder, or comes back from the archive', async () => {
    const project = chantProject()
    project.write(file, specText({ status: 'completed' }))
    project.commit('Start', { at: '2026-01-12T10:00:00Z' })
    project.move(file, `.chant/specs/q1/${research}.md`)
    project.commit('Sort', { at: '2026-01-13T10:00:00Z' })
    project.move(`.chant/specs/q1/${research}.md`, `.chant/archive/${research}.md`)
    project.commit('Archive', { at: '2026-01-14T10:00:00Z' })
    project.move(`.chant/archive/${research}.md`, `.chant/archive/2026-01-13/${research}.md`)
    project.commit('Migrate the archive', { at: '2026-01-15T10:00:00Z' })
    project.move(`.chant/archive/2026-01-13/${research}.md`, file)
    project.commit('Take it out again', { at: '2026-01-16T10:00:00Z' })
    expect((await ourRows(project.path)).slice(2)).toEqual([
      `2026-01-14T10:00 ARCHIVED ${research}`,
      `2026-01-16T10:00 REOPENED ${research}`,
    ])
    expect(chantRows(project.path).map(({ type, minute }) => `${minute} ${type}`)).toEqual(['2026-01-16T10:00 CREATED'])
  })

  it('leaves out what was put aside with git stash: chant takes it for history', async () => {
    const project = chantProject()
    project.write(file, specText())
    project.commit(`chant(${research}): plan`, { at: '2026-01-12T10:00:00Z' })
    project.write(file, specText({ status: 'completed' }))
    project.git('add', '-A')
    project.git('stash', '-q')
    expect((await activity(project.path)).map(({ event }) => event)).toEqual(['created', 'worked'])
    expect(chantRows(project.path).map(({ type }) => type)).toContain('COMPLETED')
  })

  it('names who decided, also when a program committed it: chant shows the commit’s author', async () => {
    const project = chantProject()
    project.write(file, specText())
    project.commit('Start', { at: '2026-01-12T10:00:00Z' })
    project.write(file, specText({ approval: { status: 'approved', by: 'sarah' } }))
    project.commit(`chant(${research}): approve spec`, { at: '2026-01-13T10:00:00Z', by: 'acme-bot' })
    const approval = (await activity(project.path)).find(({ event }) => event === 'approved')
    expect(approval?.by).toBe('sarah')
    expect(chantRows(project.path)[0]?.author).toBe('acme-bot')
  })
})

function realChant(): string | null {
  const program = process.env['CHANT_BIN'] || 'chant'
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return program
  } catch {
    return null
  }
}

function chantEnvironment(): Record<string, string> {
  const { PATH = '' } = process.env
  return {
    PATH,
    HOME: '/nonexistent',
    TZ: 'UTC',
    NO_COLOR: '1',
    LANG: 'C.UTF-8',
    ...personAt('mike', '2026-01-20T00:00:00Z'),
  }
}
