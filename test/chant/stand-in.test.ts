import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chantStandIn } from '../../src/demo/chant-stand-in/run-stand-in.ts'
import { chantOutput, chantOutputs, chantRun } from '../support/chant-output.ts'
import { type ChantProject, chantProject, runGit } from '../support/chant-project.ts'

/** What a case needs beside a project with the spec as it was before, where its file says so in words. */
const settings: Record<string, (project: ChantProject) => void> = {
  'approve-hook-fails': (project) => hook(project, 'policy: commit refused'),
  'approve-hook-says-nothing-to-commit': (project) => hook(project, 'nothing to commit today'),
  'approve-index-lock': ({ write }) => write('.git/index.lock', ''),
  'approve-sweeps-staged-files': ({ write, git }) => {
    write('other.txt', 'somebody else’s\n')
    git('add', 'other.txt')
  },
  'approve-in-progress-takes-branch-copy': (project) => {
    const path = `.chant/specs/${specOf('approve-in-progress-takes-branch-copy')}.md`
    const text = readFileSync(join(project.path, path), 'utf8')
    project.write(path, text.slice(0, text.indexOf('\nA line edited')))
    project.git('commit', '-q', '--amend', '-a', '-m', 'Specs')
    project.git('checkout', '-q', '-b', 'chant/2026-01-13-001-xyz')
    project.write(path, '')
    project.commit('Emptied', { at: '2026-01-14T10:00:00Z' })
    project.git('checkout', '-q', 'main')
    project.write(path, text)
  },
  'approve-retry-after-failed-commit': staged,
  'reject-dependency-completed': (project) => action(project, 'dependency'),
  'reject-dependency-pending': (project) => action(project, 'dependency'),
  'reject-group-completed': (project) => action(project, 'group'),
}

const cases = chantOutputs().filter((name) => /^(approve|reject|not-a)/.test(name))

it.each(cases)('the stand-in does what the real chant did: %s', (name) => {
  const run = chantRun(name)
  const project = projectBefore(name)
  settings[name]?.(project)
  const head = project.git('rev-parse', 'HEAD')
  const { stdout, stderr, status } = standIn(project, name, run.args)

  const seen = { stdout, stderr: stderr.replaceAll(project.path, '<repo>'), status }
  const [fix = ''] = newSpecs(project).filter((path) => path.startsWith('2026-11-20'))
  const told = (text: string) => text.replaceAll(/2026-11-20-001-\w{3}/g, fix.replace('.md', ''))
  expect(seen).toEqual({ stdout: told(run.stdout), stderr: run.stderr, status: run.exit })
  if (name === 'not-a-project') return
  const path = `.chant/specs/${specOf(name)}.md`
  if (run.after !== null) expect(readFileSync(join(project.path, path), 'utf8')).toBe(told(run.after))
  if (fix) expect(readFileSync(join(project.path, '.chant/specs', fix), 'utf8')).toBe(told(run.fixSpec))
  if (run.commits !== null) expect(commits(project, head)).toBe(told(run.commits))
  if (run.status !== null) expect(project.git('status', '--porcelain')).toBe(told(run.status).trim())
  for (const [member, text] of run.members) {
    expect(readFileSync(join(project.path, '.chant/specs', member), 'utf8')).toBe(text)
  }
})

it('a second decision after a hostile reason lands where the real chant put it', () => {
  const name = 'reject-hostile-reason'
  const project = projectBefore(name)
  standIn(project, name, chantRun(name).args)
  standIn(project, name, ['approve', specOf(name), '--by=mike'])
  const text = readFileSync(join(project.path, `.chant/specs/${specOf(name)}.md`), 'utf8')
  const expected = chantOutput(name, 'then: chant approve')
  expect(text.slice(text.indexOf('## Notes'))).toBe(expected)
})

it.each([
  [['approve', '2026-01-13-001-xyz'], 2],
  [['reject', '2026-01-13-001-xyz', '--by=sarah'], 2],
  [['reject', '2026-01-13-001-xyz', '--by=sarah', '--reason', '-no'], 2],
  [['list'], 2],
  [['--version'], 0],
])('the stand-in ends as the real one does for %j', (args, exit) => {
  expect(standIn(projectBefore('reject-completed'), 'reject-completed', args).status).toBe(exit)
})

function projectBefore(name: string): ChantProject {
  const project = chantProject()
  const before = chantRun(name).before
  if (before !== null) project.write(`.chant/specs/${specOf(name)}.md`, before)
  else project.write('.chant/specs/2026-01-13-001-xyz.md', chantRun('approve-completed').before ?? '')
  project.write('.chant/config.md', '---\nproject:\n  name: acme\n---\n')
  mkdirSync(join(project.path, 'src'))
  const half = name === 'approve-retry-after-failed-commit'
  if (half) project.write(`.chant/specs/${specOf(name)}.md`, chantRun('approve-completed').before ?? '')
  project.commit('Specs', { at: '2026-01-14T16:45:00Z', by: 'sarah' })
  if (half) project.write(`.chant/specs/${specOf(name)}.md`, before ?? '')
  return project
}

/** Runs it as the case was run: in New York, at the moment its file shows. */
function standIn(project: ChantProject, name: string, args: readonly string[]) {
  const { at, after } = chantRun(name)
  return spawnSync(chantStandIn.command, [...chantStandIn.args, ...args], {
    cwd: name === 'not-a-project' ? join(project.path, 'src') : project.path,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      TZ: 'America/New_York',
      GIT_AUTHOR_NAME: 'sarah',
      GIT_AUTHOR_EMAIL: 'sarah@acme.example',
      GIT_COMMITTER_NAME: 'acme-bot',
      GIT_COMMITTER_EMAIL: 'bot@acme.example',
      CHANT_STAND_IN_NOW: at ?? (after === null ? '2026-11-20T22:35:09Z' : ''),
    },
  })
}

function specOf(name: string): string {
  const [, asked = ''] = chantRun(name).args
  return name === 'approve-full-id-hits-other-spec' ? `${asked}0` : asked
}

/** As the cases write them down, newest first. */
function commits(project: ChantProject, head: string): string {
  const format = '%s%n  author %an <%ae>, committer %cn <%ce>'
  const log = runGit(project.path, ['log', '--stat', `--format=${format}`, `${head}..HEAD`])
  return log.trimEnd()
}

function newSpecs({ path }: ChantProject): string[] {
  return readdirSync(join(path, '.chant/specs'))
}

function hook({ write, path }: ChantProject, says: string): void {
  write('.git/hooks/pre-commit', `#!/bin/sh\necho "${says}" >&2\nexit 1\n`)
  chmodSync(join(path, '.git/hooks/pre-commit'), 0o755)
}

function action({ write, git, path }: ChantProject, word: string): void {
  expect(existsSync(path)).toBe(true)
  write('.chant/config.md', `---\nproject:\n  name: acme\napproval:\n  rejection_action: ${word}\n---\n`)
  git('commit', '-q', '-a', '--amend', '-m', 'Specs')
}

function staged({ git }: ChantProject): void {
  git('add', '-A')
}
