import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRepository } from '../../src/chant/reading.ts'
import { openRepository } from '../../src/chant/repository.ts'
import type { SpecEvent } from '../../src/domain/activity.ts'
import type { Reading, ReadingCursor, SpecFile } from '../../src/domain/chant-reading.ts'
import { type ChantProject, chantProject, runGit, specText, temporaryFolder } from '../support/chant-project.ts'
import { appendHistory, importHistory } from '../support/imported-history.ts'
import { randomHistory } from '../support/random-history.ts'

const file = '.chant/specs/2026-01-13-001-xyz.md'

interface Whole extends Reading {
  events: SpecEvent[]
  specs: SpecFile[]
}

async function read(path: string, cursor: ReadingCursor | null = null): Promise<Whole> {
  const repository = await openRepository(path, { name: 'acme', environment: process.env })
  const events: SpecEvent[] = []
  const specs: SpecFile[] = []
  const reading = await readRepository(repository, cursor, (part) => {
    events.push(...part.events)
    specs.push(...part.specs)
  })
  return { ...reading, events, specs }
}

function projectWithOneSpec(): ChantProject {
  const project = chantProject()
  project.write(file, specText())
  project.commit('chant: Add spec 2026-01-13-001-xyz', { at: '2026-01-13T10:00:00Z' })
  return project
}

const kinds = (reading: Whole) => reading.events.map(({ event }) => event)

describe('reading again', () => {
  it('finds nothing when nothing happened, and only what happened since', async () => {
    const project = projectWithOneSpec()
    const first = await read(project.path)
    const second = await read(project.path, first.cursor)
    expect([second.whole, second.events, second.specs]).toEqual([false, [], []])
    project.write(file, specText({ status: 'completed' }))
    project.commit('Done', { at: '2026-01-14T10:00:00Z' })
    const third = await read(project.path, second.cursor)
    expect(kinds(third)).toEqual(['completed'])
    expect(third.specs.map(({ spec }) => spec?.status)).toEqual(['completed'])
  })

  it('finds a commit that is pushed late, whatever its date', async () => {
    const project = projectWithOneSpec()
    const first = await read(project.path)
    project.write(file, specText({ status: 'failed' }))
    project.commit('Long ago', { at: '2025-06-01T10:00:00Z' })
    expect(kinds(await read(project.path, first.cursor))).toEqual(['failed'])
  })

  it('ends with what one reading of everything gives, wherever the history was cut', async () => {
    const property = fc.asyncProperty(randomHistory, fc.nat(), async (commits, cut) => {
      const onMain = commits.filter(({ branch, parents }) => branch === 'main' && !parents)
      const at = 1 + (cut % onMain.length)
      const path = importHistory(onMain.slice(0, at))
      const first = await read(path)
      if (at < onMain.length) appendHistory(path, onMain.slice(at))
      const second = await read(path, first.cursor)
      const fresh = await read(path)
      expect([...first.events, ...second.events]).toEqual(fresh.events)
      const kept = new Map([...first.specs, ...second.specs].map((spec) => [spec.path, spec]))
      for (const gone of second.gonePaths) kept.delete(gone)
      const byPath = (specs: Iterable<SpecFile>) => [...specs].sort((a, b) => (a.path < b.path ? -1 : 1))
      expect(byPath(kept.values())).toEqual(byPath(fresh.specs))
      expect(second.cursor).toEqual(fresh.cursor)
    })
    await fc.assert(property, { numRuns: 10 })
  }, 60_000)

  it('names the commits that a force-push took away, and says that history was rewritten', async () => {
    const project = projectWithOneSpec()
    project.write(file, specText({ approval: { status: 'approved', by: 'sarah' } }))
    const gone = project.commit('chant(2026-01-13-001-xyz): approve spec', { at: '2026-01-14T10:00:00Z' })
    const first = await read(project.path)
    project.git('reset', '-q', '--hard', 'HEAD~1')
    project.write(file, specText({ status: 'failed' }))
    project.commit('Instead', { at: '2026-01-15T10:00:00Z' })
    const second = await read(project.path, first.cursor)
    expect(second.goneCommits).toEqual([gone])
    expect(kinds(second)).toEqual(['failed'])
    expect(second.notes).toEqual([
      { kind: 'rewritten', text: "acme's history was rewritten: 1 commit is gone from it." },
    ])
    expect(second.specs.map(({ spec }) => spec?.approval)).toEqual([null])
  })

  it('says nothing of rewriting when only a finished branch was deleted', async () => {
    const project = projectWithOneSpec()
    project.git('checkout', '-q', '-b', 'chant/x')
    const work = project.commit('chant(2026-01-13-001-xyz): try', { at: '2026-01-14T10:00:00Z' })
    project.git('checkout', '-q', 'main')
    const first = await read(project.path)
    project.git('branch', '-q', '-D', 'chant/x')
    const second = await read(project.path, first.cursor)
    expect([second.goneCommits, second.notes, second.whole]).toEqual([[work], [], false])
  })

  it('reads everything again when what it remembers is no longer there', async () => {
    const project = projectWithOneSpec()
    const first = await read(project.path)
    project.git('commit', '-q', '--amend', '-m', 'Other words')
    project.git('reflog', 'expire', '--expire=now', '--all')
    project.git('gc', '-q', '--prune=now')
    const second = await read(project.path, first.cursor)
    expect([second.whole, kinds(second)]).toEqual([true, ['created']])
  })

  it('knows a repository again that was cloned anew', async () => {
    const project = projectWithOneSpec()
    const first = await read(project.path)
    const clone = join(temporaryFolder(), 'clone')
    execFileSync('git', ['clone', '-q', project.path, clone])
    const second = await read(clone, first.cursor)
    expect([second.whole, second.events]).toEqual([false, []])
  })

  it('reads everything again when a shallow clone got its history', async () => {
    const project = projectWithOneSpec()
    project.write(file, specText({ status: 'completed' }))
    project.commit('Done', { at: '2026-01-14T10:00:00Z' })
    const clone = join(temporaryFolder(), 'clone')
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${project.path}`, clone])
    const shallow = await read(clone)
    expect(kinds(shallow)).toEqual([])
    expect(shallow.specs.map(({ spec }) => spec?.status)).toEqual(['completed'])
    expect(shallow.notes.map(({ kind }) => kind)).toEqual(['shallow'])
    runGit(clone, ['fetch', '-q', '--unshallow'])
    const whole = await read(clone, shallow.cursor)
    expect([whole.whole, kinds(whole), whole.notes]).toEqual([true, ['created', 'completed'], []])
  })
})

describe('how a repository stands', () => {
  it('is said when it has no commits yet', async () => {
    const project = chantProject()
    const reading = await read(project.path)
    expect(reading.notes).toEqual([{ kind: 'empty', text: 'acme has no commits yet.' }])
    project.write(file, specText())
    project.commit('chant: Add spec 2026-01-13-001-xyz', { at: '2026-01-13T10:00:00Z' })
    expect(kinds(await read(project.path, reading.cursor))).toEqual(['created'])
  })

  it('is said when no branch is checked out; specs are then read from main, history from everywhere', async () => {
    const project = projectWithOneSpec()
    project.git('checkout', '-q', '--detach')
    project.write(file, specText({ status: 'completed' }))
    project.commit('Done elsewhere', { at: '2026-01-14T10:00:00Z' })
    const reading = await read(project.path)
    expect(kinds(reading)).toEqual(['created', 'completed'])
    expect(reading.specs.map(({ spec }) => spec?.status)).toEqual(['pending'])
    expect(reading.notes).toEqual([
      { kind: 'detached', text: 'acme has no branch checked out: specs are read from main.' },
    ])
  })

  it('is said in the middle of a rebase; what is committed on main counts, not what lies in the folder', async () => {
    const project = projectWithOneSpec()
    project.git('checkout', '-q', '-b', 'topic')
    project.write(file, specText({ status: 'failed' }))
    project.commit('Topic', { at: '2026-01-14T10:00:00Z' })
    project.git('checkout', '-q', 'main')
    project.write(file, specText({ status: 'cancelled' }))
    project.commit('Main', { at: '2026-01-15T10:00:00Z' })
    expect(() => project.git('rebase', 'main', 'topic')).toThrow()
    const reading = await read(project.path)
    expect(reading.specs.map(({ spec }) => spec?.status)).toEqual(['cancelled'])
    expect(reading.notes).toEqual([
      {
        kind: 'operation',
        text: 'acme is in the middle of a rebase: specs are read from main, as far as it is committed.',
      },
    ])
  })

  it('is said when another branch is checked out; the configured main branch counts', async () => {
    const project = chantProject({ branch: 'trunk' })
    project.write('.chant/config.md', '---\nproject:\n  name: acme\ndefaults:\n  main_branch: trunk\n---\n')
    project.write(file, specText())
    project.commit('Start', { at: '2026-01-13T10:00:00Z' })
    project.git('checkout', '-q', '-b', 'topic')
    project.write(file, specText({ status: 'failed' }))
    const reading = await read(project.path)
    expect(kinds(reading)).toEqual(['created'])
    expect(reading.notes).toEqual([
      { kind: 'other-branch', text: 'acme has topic checked out: specs are read from trunk.' },
    ])
  })

  it('is said in silent mode: the specs are read from the folder, with the times they give themselves', async () => {
    const project = chantProject()
    project.write('.git/info/exclude', '.chant/\n')
    const approval = { status: 'approved', by: 'sarah', at: '2026-01-16T19:15:00Z' }
    project.write(file, specText({ status: 'completed', more: 'completed_at: 2026-01-14T16:45:00Z\n', approval }))
    project.commit('Code', { at: '2026-01-13T10:00:00Z' })
    const reading = await read(project.path)
    expect(reading.events.map(({ event, at, by }) => [event, at.toISOString(), by])).toEqual([
      ['completed', '2026-01-14T16:45:00.000Z', null],
      ['approved', '2026-01-16T19:15:00.000Z', 'sarah'],
    ])
    expect(reading.specs.map(({ id, blob }) => [id, blob])).toEqual([['2026-01-13-001-xyz', null]])
    expect(reading.notes.map(({ kind }) => kind)).toEqual(['silent'])
    const again = await read(project.path, reading.cursor)
    expect([again.events, again.gonePaths]).toEqual([[], []])
    project.move(file, '.chant/archive/2026-01-13-001-xyz.md')
    expect((await read(project.path, again.cursor)).gonePaths).toEqual([file])
  })

  it('is a sentence when there is nothing to read', async () => {
    const folder = temporaryFolder()
    await expect(read(join(folder, 'nowhere'))).rejects.toThrow(/nowhere is not a folder\.$/)
    await expect(read(folder)).rejects.toThrow(/is not in a git repository: chant's activity is read from git\.$/)
    runGit(folder, ['init', '-q'])
    await expect(read(folder)).rejects.toThrow(
      /has no \.chant folder: give the folder \(or bare repository\) that has it\.$/,
    )
    await expect(read('https://sarah:secret@git.acme.example/x.git')).rejects.toThrow(/^A URL cannot be read directly/)
  })

  it('is a sentence when the repository vanishes, or is damaged', async () => {
    const project = projectWithOneSpec()
    const repository = await openRepository(project.path, { name: 'acme', environment: process.env })
    rmSync(join(project.path, '.git/objects'), { recursive: true })
    await expect(readRepository(repository, null, () => {})).rejects.toThrow(/^acme could not be read: git says "/)
    rmSync(project.path, { recursive: true })
    await expect(readRepository(repository, null, () => {})).rejects.toThrow(/^acme could not be read: git says "/)
  })

  it('is a sentence when there is no git', async () => {
    const project = projectWithOneSpec()
    const opening = openRepository(project.path, { environment: { PATH: temporaryFolder() } })
    await expect(opening).rejects.toThrow('git was not found: install it, or put it on the PATH.')
  })
})

describe('what chant does not commit', () => {
  it('is seen in the folder: work that began, once, at the time the file was written', async () => {
    const project = projectWithOneSpec()
    const first = await read(project.path)
    project.write(file, specText({ status: 'in_progress' }))
    const second = await read(project.path, first.cursor)
    expect(second.events.map(({ event, commit }) => [event, commit])).toEqual([['started', null]])
    expect((await read(project.path, second.cursor)).events).toEqual([])
    project.write(file, specText({ status: 'completed' }))
    project.commit('Record', { at: '2026-01-14T16:45:00Z' })
    expect(kinds(await read(project.path, second.cursor))).toEqual(['completed'])
  })

  it('is not believed of a decision: an approval that is in no commit was not made', async () => {
    const project = projectWithOneSpec()
    project.write(file, specText({ approval: { status: 'approved', by: 'sarah' } }))
    expect(kinds(await read(project.path))).toEqual(['created'])
  })

  it('cannot be seen in a bare repository', async () => {
    const project = projectWithOneSpec()
    project.write(file, specText({ status: 'in_progress' }))
    const bare = join(temporaryFolder(), 'acme.git')
    execFileSync('git', ['clone', '-q', '--bare', project.path, bare])
    expect(kinds(await read(bare))).toEqual(['created'])
  })

  it('waits while a file is half written', async () => {
    const project = projectWithOneSpec()
    project.write(file, specText({ status: 'in_progress' }))
    const first = await read(project.path)
    expect(kinds(first)).toEqual(['created', 'started'])
    project.write(file, '---\nstatus: [in_pro')
    const second = await read(project.path, first.cursor)
    project.write(file, specText({ status: 'in_progress' }))
    expect([second.events, (await read(project.path, second.cursor)).events]).toEqual([[], []])
  })
})
