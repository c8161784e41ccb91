import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readActivity } from '../../src/chant/activity.ts'
import type { GitPlace } from '../../src/chant/git.ts'
import { git } from '../../src/chant/git.ts'
import { openRepository } from '../../src/chant/repository.ts'
import { type ChantProject, chantProject, specText, temporaryFolder } from '../support/chant-project.ts'
import { importHistory } from '../support/imported-history.ts'

const file = '.chant/specs/2026-01-13-001-xyz.md'

async function read(path: string, environment: GitPlace['environment'] = process.env) {
  const repository = await openRepository(path, { name: 'acme', environment })
  return readActivity(repository, { since: null, until: null })
}

function projectWithOneSpec(): ChantProject {
  const project = chantProject()
  project.write(file, specText())
  project.commit('chant: Add spec 2026-01-13-001-xyz', { at: '2026-01-13T10:00:00Z' })
  return project
}

/** Every file below a folder, with what would change if somebody wrote it. */
function everything(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { mtimeMs, ctimeMs, size, ino } = lstatSync(join(folder, name))
      return `${name} ${mtimeMs} ${ctimeMs} ${size} ${ino}`
    })
}

describe('reading a repository', () => {
  it('changes nothing there, not even the index, and leaves no lock', async () => {
    const project = projectWithOneSpec()
    project.write(file, specText({ status: 'in_progress' }))
    const before = everything(project.path)
    await read(project.path)
    expect(everything(project.path)).toEqual(before)
  })

  it('goes on while somebody else holds the index lock', async () => {
    const project = projectWithOneSpec()
    project.write('.git/index.lock', '')
    expect((await read(project.path)).events.map(({ event }) => event)).toEqual(['created'])
    expect(existsSync(join(project.path, '.git/index.lock'))).toBe(true)
  })

  it('reads the repository that was named, whatever GIT_* the environment brings', async () => {
    const project = projectWithOneSpec()
    const other = chantProject()
    const leaked = {
      GIT_DIR: join(other.path, '.git'),
      GIT_WORK_TREE: other.path,
      GIT_CONFIG_COUNT: '1',
      GIT_TRACE: '1',
    }
    expect((await read(project.path, { ...process.env, ...leaked })).events).toHaveLength(1)
  })

  it('runs no program the repository asks for', async () => {
    const project = projectWithOneSpec()
    const trap = join(temporaryFolder(), 'sprung')
    const program = join(temporaryFolder(), 'trap')
    writeFileSync(program, `#!/bin/sh\ntouch ${trap}\ncat\n`)
    chmodSync(program, 0o755)
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'diff.external',
      'diff.x.textconv',
      'filter.x.clean',
      'filter.x.smudge',
      'gpg.program',
    ]) {
      project.git('config', key, program)
    }
    project.git('config', 'log.showSignature', 'true')
    project.write('.git/info/attributes', '*.md diff=x filter=x\n')
    project.write(file, specText({ status: 'in_progress' }))
    await read(project.path)
    expect(existsSync(trap)).toBe(false)
  })

  it('follows no link out: neither a file nor a folder, neither in git nor beside it', async () => {
    const outside = temporaryFolder()
    const secret = specText({ title: 'Secret', status: 'failed' })
    writeFileSync(join(outside, 'secret.md'), secret)
    const project = projectWithOneSpec()
    symlinkSync(join(outside, 'secret.md'), join(project.path, '.chant/specs/linked.md'))
    symlinkSync(outside, join(project.path, '.chant/specs/folder'))
    symlinkSync('/etc/hostname', join(project.path, '.chant/specs/host.md'))
    project.commit('Links', { at: '2026-01-14T10:00:00Z' })
    const reading = await read(project.path)
    expect(reading.events.map(({ specId }) => specId)).toEqual(['2026-01-13-001-xyz'])
    expect(reading.specs.map(({ title }) => title)).toEqual(['Analyze Q1 churn drivers'])
    expect(reading.problems).toContainEqual({
      path: '.chant/specs/linked.md',
      problem: 'is a link: links are not followed',
    })
    expect(JSON.stringify(reading)).not.toContain('Secret')
  })

  it('follows no link where the folder of specs should be', async () => {
    const outside = chantProject()
    outside.write(file, specText({ title: 'Secret', status: 'in_progress' }))
    const project = projectWithOneSpec()
    project.move('.chant/specs', 'kept')
    symlinkSync(join(outside.path, '.chant/specs'), join(project.path, '.chant/specs'))
    const reading = await read(project.path)
    expect(reading.events.map(({ event }) => event)).toEqual(['created'])
    expect(reading.notes).toEqual([{ kind: 'skipped', text: 'acme: .chant/specs is a link: links are not followed.' }])
  })

  it('does not wait for a pipe, and takes no folder for a file', async () => {
    const project = projectWithOneSpec()
    execFileSync('mkfifo', [join(project.path, '.chant/specs/pipe.md')])
    mkdirSync(join(project.path, '.chant/specs/folder.md'))
    expect((await read(project.path)).specs).toHaveLength(1)
  })

  it('hands names to git as names: an option, a range or a pattern in them is none', async () => {
    const project = chantProject({ folder: '--output=x/:(top)*' })
    project.write(file, specText())
    project.commit('Plan', { at: '2026-01-13T10:00:00Z' })
    expect((await read(project.path)).events.map(({ event }) => event)).toEqual(['created'])
    const branch = projectWithOneSpec()
    branch.git('update-ref', 'refs/heads/--all', 'HEAD')
    branch.git('checkout', '-q', '--detach')
    expect((await read(branch.path)).events).toHaveLength(1)
  })

  it('says that a repository belongs to somebody else when git refuses it', async () => {
    const project = projectWithOneSpec()
    const refusing = temporaryFolder()
    const words = "fatal: detected dubious ownership in repository at '/srv/acme'"
    writeFileSync(join(refusing, 'git'), `#!/bin/sh\necho "${words}" >&2\nexit 128\n`)
    chmodSync(join(refusing, 'git'), 0o755)
    const refused = read(project.path, { PATH: `${refusing}:${process.env['PATH']}` })
    await expect(refused).rejects.toThrow(
      /belongs to somebody else, and git will not read it\. To allow it: git config/,
    )
  })
})

describe('a repository that wants to be too much', () => {
  it('has its broken, bomb-like and huge files named, and the rest read', async () => {
    const project = projectWithOneSpec()
    const bomb = Array.from({ length: 30 }, (_, at) => `k${at}: &k${at} [${at ? `*k${at - 1}, `.repeat(9) : 'x'}]`)
    project.write('.chant/specs/bomb.md', `---\n${bomb.join('\n')}\n---\n# Bomb\n`)
    project.write('.chant/specs/huge.md', `---\nstatus: pending\n---\n# Huge\n${'x'.repeat(5 * 1024 * 1024)}`)
    project.write('.chant/specs/broken.md', '---\nstatus: [\n---\n# Broken\n')
    project.write('.chant/specs/latin.md', Buffer.from('---\nstatus: pending\n---\n# Gr\xf6\xdfe\n', 'latin1'))
    project.commit('Too much', { at: '2026-01-14T10:00:00Z' })
    const reading = await read(project.path)
    expect(reading.specs.map(({ id }) => id)).toEqual(['2026-01-13-001-xyz'])
    expect(Object.fromEntries(reading.problems.map(({ path, problem }) => [path.slice(13), problem]))).toEqual({
      'bomb.md': 'frontmatter uses YAML aliases',
      'broken.md': expect.stringMatching(/^frontmatter is not YAML: /),
      'huge.md': 'is larger than 1 MB',
      'latin.md': 'is not UTF-8 text',
    })
    expect(reading.events.map(({ event }) => event)).toEqual(Array(5).fill('created'))
  })

  it('has 50,001 specs in one commit: the newest are read, the commit tells its subject, and both is said', async () => {
    const names = Array.from({ length: 50_001 }, (_, at) => `.chant/specs/spec-${String(at).padStart(5, '0')}.md`)
    const files = Object.fromEntries(names.map((name) => [name, '# One\n']))
    const at = new Date('2026-01-13T10:00:00Z')
    const path = importHistory([{ branch: 'main', at, author: 'mike', subject: 'chant(spec-1): all at once', files }])
    const reading = await read(path)
    expect(reading.events.map(({ event, specId }) => [event, specId])).toEqual([['worked', 'spec-1']])
    expect(reading.specs).toHaveLength(50_000)
    expect(reading.specs.map(({ id }) => id)).not.toContain('spec-00000')
    expect(reading.notes.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^acme: commit [0-9a-f]{10} changes too many spec files at once; what it did to them is left out\.$/,
      ),
      'acme holds 50001 spec files: only the 50000 newest are read.',
    ])
  }, 60_000)
})

describe('asking git', () => {
  it('gives its own words when it says no, and does not hang when it ends early', async () => {
    const { path } = projectWithOneSpec()
    const place = { directory: path, environment: process.env }
    await expect(git(place, ['cat-file', '-p', 'nothing'])).rejects.toThrow('Not a valid object name nothing')
    await expect(git(place, ['rev-parse', '--nonsense-option', 'x'], 'y'.repeat(1_000_000))).rejects.toThrow()
  })
})
