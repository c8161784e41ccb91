import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { runGit, temporaryFolder } from './chant-project.ts'

/** A commit to be made: its number is its place in the list. */
export interface PlannedCommit {
  branch: string
  /** Numbers of its parents; none: the commit before it in the list (a new history for the first). */
  parents?: readonly number[]
  at: Date
  author: string
  subject: string
  /** Text, or null to delete. */
  files: Readonly<Record<string, string | null>>
}

/** A bare repository with these commits, made by one `git fast-import`. */
export function importHistory(commits: readonly PlannedCommit[]): string {
  const path = join(temporaryFolder(), 'acme.git')
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', path])
  appendHistory(path, commits)
  return path
}

/** Adds commits to a repository; a parent's number counts in this list, `main` is built upon when there is none. */
export function appendHistory(path: string, commits: readonly PlannedCommit[]): void {
  const head = runGit(path, ['for-each-ref', '--format=%(objectname)', 'refs/heads/main'])
  const input = commits.map((commit, number) => stream(commit, number, head)).join('')
  execFileSync('git', ['-C', path, 'fast-import', '--quiet', '--force'], { input })
}

function stream(commit: PlannedCommit, number: number, head: string): string {
  const parents =
    commit.parents?.map((parent) => `:${parent + 1}`) ?? [number > 0 ? `:${number}` : head].filter(Boolean)
  const person = `${commit.author} <${commit.author}@acme.example> ${Math.floor(commit.at.getTime() / 1000)} +0000`
  const [from, ...merged] = parents
  const files = Object.entries(commit.files).map(([name, text]) =>
    text === null ? `D ${name}\n` : `M 100644 inline ${name}\ndata ${Buffer.byteLength(text)}\n${text}\n`,
  )
  const lines = [
    `commit refs/heads/${commit.branch}`,
    `mark :${number + 1}`,
    `author ${person}`,
    `committer ${person}`,
    `data ${Buffer.byteLength(commit.subject)}\n${commit.subject}`,
    ...(from === undefined ? [] : [`from ${from}`]),
    ...merged.map((parent) => `merge ${parent}`),
  ]
  return `${lines.join('\n')}\n${files.join('')}\n`
}
