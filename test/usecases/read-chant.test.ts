import { describe, expect, it } from 'vitest'
import { readRepository } from '../../src/chant/reading.ts'
import { openRepository } from '../../src/chant/repository.ts'
import { Problem } from '../../src/domain/problem.ts'
import type { Db } from '../../src/platform/db.ts'
import { findRepository } from '../../src/storage/chant.ts'
import { findSpec, listSpecProblems, listSpecs } from '../../src/storage/chant-specs.ts'
import { listActivity } from '../../src/usecases/list-activity.ts'
import { readChant } from '../../src/usecases/read-chant.ts'
import { type ChantProject, chantProject, specText } from '../support/chant-project.ts'
import { freshDatabase } from '../support/database.ts'

const id = '2026-01-13-001-xyz'
const file = `.chant/specs/${id}.md`
const monday = new Date('2026-01-19T08:30:00Z')
const tuesday = new Date('2026-01-20T08:30:00Z')
const wednesday = new Date('2026-01-21T08:30:00Z')

async function readAt(db: Db, project: ChantProject, now: Date, name = 'acme') {
  return readChant(
    db,
    name,
    async (cursor, take) =>
      readRepository(await openRepository(project.path, { name, environment: process.env }), cursor, take),
    now,
  )
}

function projectWithOneSpec(): ChantProject {
  const project = chantProject()
  project.write(file, specText())
  project.commit(`chant: Add spec ${id}`, { at: '2026-01-13T10:00:00Z' })
  return project
}

const news = (db: Db, after: Date, until: Date) =>
  listActivity(db, { known: { after, until } }).map(({ event, id: spec }) => `${event} ${spec}`)

describe('what is kept of a repository', () => {
  it('is its specs and all that happened; what lay there before we looked is no news', async () => {
    const { db } = freshDatabase()
    const project = projectWithOneSpec()
    expect(await readAt(db, project, monday)).toEqual({ kind: 'read', events: 1, specs: 1, notes: [] })
    expect(listSpecs(db, 'acme')).toMatchObject([
      { id, title: 'Analyze Q1 churn drivers', labels: ['kpi-churn', 'q1-2026'] },
    ])
    expect(listActivity(db, {})).toMatchObject([{ event: 'created', id, repository: 'acme', by: 'mike' }])
    expect(news(db, new Date('2026-01-18T08:30:00Z'), monday)).toEqual([])
  })

  it('becomes known when it is read, however late it was pushed', async () => {
    const { db } = freshDatabase()
    const project = projectWithOneSpec()
    await readAt(db, project, monday)
    project.write(file, specText({ status: 'completed' }))
    project.commit('Done on Friday, pushed on Monday', { at: '2026-01-16T17:00:00Z' })
    await readAt(db, project, tuesday)
    await readAt(db, project, wednesday)
    expect(news(db, monday, tuesday)).toEqual([`completed ${id}`])
    expect(news(db, tuesday, wednesday)).toEqual([])
    expect(findSpec(db, 'acme', id)?.status).toBe('completed')
  })

  it('is not told twice when a branch is rebased', async () => {
    const { db } = freshDatabase()
    const project = projectWithOneSpec()
    project.git('checkout', '-q', '-b', 'topic')
    project.write(file, specText({ status: 'completed' }))
    project.commit('Done', { at: '2026-01-19T07:00:00Z' })
    project.git('checkout', '-q', 'main')
    await readAt(db, project, monday)
    project.write('README.md', 'hello')
    project.commit('Meanwhile', { at: '2026-01-19T09:00:00Z' })
    project.git('rebase', '-q', 'main', 'topic')
    project.git('checkout', '-q', 'main')
    project.git('merge', '-q', '--ff-only', 'topic')
    project.git('branch', '-q', '-d', 'topic')
    await readAt(db, project, tuesday)
    expect(news(db, monday, tuesday)).toEqual([])
    expect(listActivity(db, {}).map(({ event }) => event)).toEqual(['created', 'completed'])
  })

  it('takes back what a force-push took away, and knows it again when it returns', async () => {
    const { db } = freshDatabase()
    const project = projectWithOneSpec()
    await readAt(db, project, monday)
    project.write(file, specText({ approval: { status: 'approved', by: 'sarah' } }))
    const approval = project.commit(`chant(${id}): approve spec`, { at: '2026-01-19T12:00:00Z' })
    await readAt(db, project, tuesday)
    project.git('reset', '-q', '--hard', 'HEAD~1')
    await readAt(db, project, wednesday)
    expect(listActivity(db, {}).map(({ event }) => event)).toEqual(['created'])
    expect(findSpec(db, 'acme', id)?.approval).toBe(null)
    project.git('reset', '-q', '--hard', approval)
    await readAt(db, project, new Date('2026-01-22T08:30:00Z'))
    expect(news(db, monday, tuesday)).toEqual([`worked ${id}`, `approved ${id}`])
    expect(news(db, tuesday, new Date('2026-01-23T00:00:00Z'))).toEqual([])
  })

  it('tells the start of work once: seen in the folder, then in the commit', async () => {
    const { db } = freshDatabase()
    const project = projectWithOneSpec()
    await readAt(db, project, monday)
    project.write(file, specText({ status: 'in_progress' }))
    const seen = new Date()
    await readAt(db, project, tuesday)
    expect(news(db, monday, tuesday)).toEqual([`started ${id}`])
    project.commit(`chant(${id}): update status to in_progress`, { at: seen.toISOString() })
    await readAt(db, project, wednesday)
    expect(news(db, tuesday, wednesday)).toEqual([`worked ${id}`])
    expect(listActivity(db, {}).filter(({ event }) => event === 'started')).toHaveLength(1)
  })

  it('forgets specs that are gone, and still gives their title to what happened to them', async () => {
    const { db } = freshDatabase()
    const project = projectWithOneSpec()
    await readAt(db, project, monday)
    project.remove(file)
    project.commit(`chant(${id}): not worth it`, { at: '2026-01-19T12:00:00Z' })
    await readAt(db, project, tuesday)
    expect(listSpecs(db, 'acme')).toEqual([])
    expect(listActivity(db, { known: { after: monday, until: tuesday } })).toMatchObject([
      { event: 'worked', title: 'Analyze Q1 churn drivers', labels: ['kpi-churn', 'q1-2026'] },
    ])
  })

  it('keeps several repositories apart', async () => {
    const { db } = freshDatabase()
    const one = projectWithOneSpec()
    const other = chantProject()
    other.write(file, specText({ title: 'Another one', labels: ['other'] }))
    other.commit('Start', { at: '2026-01-14T10:00:00Z' })
    await readAt(db, one, monday, 'one')
    await readAt(db, other, monday, 'other')
    expect(listActivity(db, {}).map(({ repository, title }) => [repository, title])).toEqual([
      ['one', 'Analyze Q1 churn drivers'],
      ['other', 'Another one'],
    ])
    expect(listActivity(db, { labels: ['other'] }).map(({ repository }) => repository)).toEqual(['other'])
  })

  it('counts members under the labels of their driver', async () => {
    const { db } = freshDatabase()
    const project = chantProject()
    project.write(
      '.chant/specs/2026-01-16-002-abc.md',
      specText({ type: 'driver', more: 'members:\n- 2026-01-16-002-abc-1\n' }),
    )
    project.write('.chant/specs/2026-01-16-002-abc-1.md', specText({ type: 'code', labels: [] }))
    project.write('.chant/specs/2026-01-16-002-abc.2.md', specText({ type: 'code', labels: [] }))
    project.commit('Plan', { at: '2026-01-16T10:00:00Z' })
    await readAt(db, project, monday)
    expect(listActivity(db, { labels: ['kpi-churn'] }).map(({ id: spec }) => spec)).toEqual([
      '2026-01-16-002-abc',
      '2026-01-16-002-abc-1',
      '2026-01-16-002-abc.2',
    ])
  })

  it('names files that could not be used, until they can be', async () => {
    const { db } = freshDatabase()
    const project = projectWithOneSpec()
    project.write('.chant/specs/broken.md', '---\nstatus: done\n---\n')
    project.commit('Broken', { at: '2026-01-14T10:00:00Z' })
    await readAt(db, project, monday)
    expect(listSpecProblems(db)).toEqual([
      {
        repository: 'acme',
        path: '.chant/specs/broken.md',
        problem: 'status "done" is not one chant knows',
        isUsed: false,
      },
    ])
    project.write('.chant/specs/broken.md', specText({ status: 'completed' }))
    project.commit('Mended', { at: '2026-01-15T10:00:00Z' })
    await readAt(db, project, tuesday)
    expect(listSpecProblems(db)).toEqual([])
  })

  it('is the same after an interruption as without one', async () => {
    const { db } = freshDatabase()
    const project = projectWithOneSpec()
    project.write(file, specText({ status: 'completed' }))
    project.commit('Done', { at: '2026-01-14T10:00:00Z' })
    const repository = await openRepository(project.path, { name: 'acme', environment: process.env })
    const interrupted = readChant(
      db,
      'acme',
      (cursor, take) =>
        readRepository(repository, cursor, async (part) => {
          await take(part)
          throw new Error('the process ended here')
        }),
      monday,
    )
    await expect(interrupted).rejects.toThrow('the process ended here')
    expect(findRepository(db, 'acme')?.cursor).toBe(null)
    await readAt(db, project, tuesday)
    expect(listActivity(db, {}).map(({ event }) => event)).toEqual(['created', 'completed'])
    expect(listSpecs(db, 'acme')).toHaveLength(1)
  })

  it('stays when the repository cannot be read; the sentence is kept until it can', async () => {
    const { db } = freshDatabase()
    const project = projectWithOneSpec()
    await readAt(db, project, monday)
    const failed = await readChant(db, 'acme', () => Promise.reject(new Problem('acme is not a folder.')), tuesday)
    expect(failed).toEqual({ kind: 'failed', problem: 'acme is not a folder.' })
    expect(findRepository(db, 'acme')?.problem).toBe('acme is not a folder.')
    expect(listActivity(db, {})).toHaveLength(1)
    await readAt(db, project, wednesday)
    expect(findRepository(db, 'acme')?.problem).toBe(null)
  })
})
