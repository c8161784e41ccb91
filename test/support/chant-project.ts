import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A real git repository with a chant project in it, gone when the test is. */
export interface ChantProject {
  path: string
  write(path: string, text: string | Buffer): void
  remove(path: string): void
  move(from: string, to: string): void
  /** Commits everything that was changed; returns the commit. `at` is the author's and the committer's date. */
  commit(subject: string, options: { at: string; by?: string }): string
  git(...args: string[]): string
}

export function chantProject({
  branch = 'main',
  folder = '',
}: {
  branch?: string
  folder?: string
} = {}): ChantProject {
  const root = temporaryFolder()
  const path = join(root, folder)
  mkdirSync(join(path, '.chant/specs'), { recursive: true })
  const git = (...args: string[]) => runGit(path, args)
  runGit(root, ['init', '-q', '-b', branch])
  return {
    path,
    git,
    write(file, text) {
      mkdirSync(dirname(join(path, file)), { recursive: true })
      writeFileSync(join(path, file), text)
    },
    remove: (file) => rmSync(join(path, file), { recursive: true }),
    move(from, to) {
      mkdirSync(dirname(join(path, to)), { recursive: true })
      renameSync(join(path, from), join(path, to))
    },
    commit(subject, { at, by = 'mike' }) {
      git('add', '-A')
      runGit(path, ['commit', '-q', '--allow-empty', '-m', subject], personAt(by, at))
      return git('rev-parse', 'HEAD')
    },
  }
}

/** Runs git without any configuration but its own. */
export function runGit(path: string, args: readonly string[], environment: Record<string, string> = {}): string {
  const { PATH = '' } = process.env
  const env = {
    PATH,
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    ...personAt('mike', '2026-01-01T00:00:00Z'),
    ...environment,
  }
  return execFileSync('git', ['-C', path, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

export function personAt(name: string, at: string): Record<string, string> {
  const email = `${name}@acme.example`
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: at,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: at,
  }
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'okr-chant-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A spec file as chant writes it. */
export function specText({
  title = 'Analyze Q1 churn drivers',
  status = 'pending',
  type = 'research',
  labels = ['kpi-churn', 'q1-2026'],
  approval = null,
  more = '',
  body = '',
}: {
  title?: string
  status?: string
  type?: string
  labels?: readonly string[]
  approval?: { status: string; by?: string; at?: string } | null
  more?: string
  body?: string
} = {}): string {
  const list = labels.length > 0 ? `labels:\n${labels.map((label) => `- ${label}\n`).join('')}` : ''
  const decided = `${approval?.by ? `  by: ${approval.by}\n` : ''}${approval?.at ? `  at: ${approval.at}\n` : ''}`
  const block = approval ? `approval:\n  required: true\n  status: ${approval.status}\n${decided}` : ''
  return `---\ntype: ${type}\nstatus: ${status}\n${list}${more}${block}---\n# ${title}\n\n${body}`
}
