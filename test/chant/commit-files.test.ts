import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPath } from '../../src/chant/writing/commit-files.ts'
import type { FilesOrder } from '../../src/domain/chant-writing.ts'
import { researchProject, writerFor } from '../support/chant-decisions.ts'
import { type ChantProject, temporaryFolder } from '../support/chant-project.ts'

const path = '.chant/context/churn/2026-01-12-notes.md'

function order(files: Partial<FilesOrder['files'][number]>[] = [{}], more: Partial<FilesOrder> = {}): FilesOrder {
  return {
    repository: 'acme',
    files: files.map((file) => ({ path, text: '# Notes\n\nWhat was said.\n', ifThere: 'keep', ...file })),
    message: 'Keep what was said\n\n# not a comment\n',
    author: { name: 'Sarah', email: 'sarah@acme.example' },
    ...more,
  }
}

const count = (project: ChantProject) => project.git('rev-list', '--count', 'HEAD')

describe('files', () => {
  it('are one commit, in the name of the person, and the same order again is no other', async () => {
    const project = researchProject()
    const two = order([{}, { path: '.chant/specs/2026-01-16-002-abc.md', text: '---\ntype: research\n---\n# Why\r\n' }])
    const written = await writerFor(project.path).commitFiles(two)
    expect(written).toEqual({ kind: 'written', commit: project.git('rev-parse', 'HEAD') })
    expect(project.git('log', '-1', '--format=%an %cn %aI%n%B')).toBe(
      'Sarah okr-cadence 2026-01-15T14:30:00+00:00\nKeep what was said\n\n# not a comment',
    )
    expect(project.git('diff-tree', '--no-commit-id', '--name-only', '-r', 'HEAD').split('\n')).toEqual([
      path,
      '.chant/specs/2026-01-16-002-abc.md',
    ])
    expect(project.git('status', '--porcelain')).toBe('')
    expect(await writerFor(project.path).commitFiles(two)).toEqual(written)
    expect(count(project)).toBe('2')
  })

  it('keep what is there, or replace it, as ordered; one that is taken keeps back the others', async () => {
    const project = researchProject()
    const writer = writerFor(project.path)
    await writer.commitFiles(order())
    const other = order([{ path: 'new.md' }, { text: 'Other.\n' }])
    expect(await writer.commitFiles(other)).toEqual({ kind: 'taken', path })
    expect(existsSync(join(project.path, 'new.md'))).toBe(false)
    expect(await writer.commitFiles(order([{ text: 'Other.\n', ifThere: 'replace' }]))).toMatchObject({
      kind: 'written',
    })
    expect(project.git('show', `HEAD:${path}`)).toBe('Other.')
    expect(count(project)).toBe('3')
  })

  it.each<[string, (project: ChantProject) => void, FilesOrder, object]>([
    [
      'somebody has staged something',
      ({ write, git }) => {
        write('other.txt', 'x')
        git('add', 'other.txt')
      },
      order(),
      {
        kind: 'later',
        problem: 'Somebody has staged other.txt in acme: commit or unstage it, then this can be written.',
      },
    ],
    [
      'somebody edits the same file',
      (project) => {
        project.write(path, 'a')
        project.commit('Note', { at: '2026-01-15T10:00:00Z' })
        project.write(path, 'ab')
      },
      order([{ ifThere: 'replace' }]),
      { kind: 'later', problem: expect.stringContaining('changes that nobody committed') },
    ],
    ['a file in no commit is there', ({ write }) => write(path, 'theirs'), order(), { kind: 'taken', path }],
    [
      'a file in no commit is there that was to be replaced',
      ({ write }) => write(path, 'theirs'),
      order([{ ifThere: 'replace' }]),
      { kind: 'later', problem: expect.stringContaining('is in no commit') },
    ],
    [
      'git ignores the path',
      ({ write }) => write('.git/info/exclude', '*.md\n'),
      order(),
      { kind: 'refused', problem: expect.stringContaining('git ignores') },
    ],
  ])('stay away when %s', async (_what, prepare, files, answer) => {
    const project = researchProject()
    prepare(project)
    const before = [count(project), project.git('status', '--porcelain')]
    expect(await writerFor(project.path).commitFiles(files)).toEqual(answer)
    expect([count(project), project.git('status', '--porcelain')]).toEqual(before)
  })

  it('that a killed process wrote and did not commit go, and what a person made of them stays', async () => {
    const project = researchProject()
    const text = '# Notes\n\nWhat was said.\n'
    project.write(path, text)
    project.git('add', path)
    project.write('other.md', 'changed by somebody since')
    const sha256 = (await import('node:crypto')).createHash('sha256').update(text).digest('hex')
    const begun = { kind: 'files', files: [path, 'other.md'].map((file) => ({ path: file, sha256 })) }
    project.write('.git/okr-cadence.unfinished', JSON.stringify({ mark: 'x', group: null, begun }))
    const answer = await writerFor(project.path).commitFiles(order([{ path: 'new.md' }]))
    expect(answer).toMatchObject({ kind: 'written' })
    expect(project.git('diff-tree', '--no-commit-id', '--name-only', '-r', 'HEAD')).toBe('new.md')
    expect(existsSync(join(project.path, path))).toBe(false)
    expect(readFileSync(join(project.path, 'other.md'), 'utf8')).toBe('changed by somebody since')
    expect(existsSync(join(project.path, '.git/okr-cadence.unfinished'))).toBe(false)
  })
})

describe('S7: no file is written outside the project', () => {
  it('whatever the path', async () => {
    const project = researchProject({ folder: 'planning' })
    const writer = writerFor(project.path)
    for (const wrong of [
      '../x.md',
      '/etc/x.md',
      'a/../../x.md',
      '.git/config',
      'a/.GIT/hooks/x',
      '.gitattributes',
      'git~1/x',
      'a//b',
      './a',
      'a/.',
      '',
      'a\0b',
      'a\nb',
      'a\\b',
      'C:x',
      'x.md.',
      `${'a'.repeat(500)}.md`,
    ]) {
      expect([wrong, await writer.commitFiles(order([{ path: wrong }]))]).toEqual([
        wrong,
        { kind: 'refused', problem: expect.any(String) },
      ])
    }
    expect(count(project)).toBe('1')
  })

  it('of 2,000 random paths those that are taken are plain ones', () => {
    const part = fc.constantFrom('..', '.', '', '.git', 'a', 'b.md', '.chant', '-x', ':(top)x', '*', 'ä', ' ', '\u202e')
    const paths = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'))
    fc.assert(
      fc.property(paths, (one) => {
        if (isPath(one)) expect(join('/project', one)).toBe(`/project/${one}`)
      }),
      { numRuns: 2_000, seed: 7 },
    )
  })

  it('through no link, on the way or as the file', async () => {
    const project = researchProject()
    const outside = temporaryFolder()
    mkdirSync(join(project.path, 'links'))
    symlinkSync(outside, join(project.path, 'links/folder'))
    symlinkSync(join(outside, 'x.md'), join(project.path, 'links/file.md'))
    project.commit('Links', { at: '2026-01-15T10:00:00Z' })
    for (const file of ['links/folder/x.md', 'links/file.md', 'links/folder']) {
      for (const ifThere of ['keep', 'replace'] as const) {
        const answer = await writerFor(project.path).commitFiles(order([{ path: file, ifThere }]))
        expect(answer).toMatchObject({ kind: 'refused', problem: expect.stringContaining('links are not followed') })
      }
    }
    expect(existsSync(join(outside, 'x.md'))).toBe(false)
  })
})
