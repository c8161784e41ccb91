import { lstatSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Author } from '../../domain/chant-writing.ts'
import type { GitPlace } from '../git.ts'
import { type ChantRepository, operationUnderWay } from '../repository.ts'
import { mainBranchOf } from '../situation.ts'
import { type GitCall, gitSays, runGit } from './git.ts'
import { mayGitRunIn } from './process-group.ts'
import type { ChantProgram } from './program.ts'
import { later, refused } from './stop.ts'
import type { Unfinished } from './unfinished.ts'

/** A working copy in which we may write now: the lock is held. */
export interface Checkout {
  name: string
  repository: ChantRepository
  /** Our own clone: nobody else works in it. */
  isOwn: boolean
  /** The branch that decisions belong on. */
  main: string
  program: ChantProgram
  environment: GitPlace['environment']
  committer: Author
  now(): Date
  unfinished: Unfinished
}

/** How a working copy stands: what is checked out, and which tracked files differ from HEAD. */
export interface Standing {
  branch: string | null
  head: string
  /** Paths from the top of the repository. */
  staged: readonly string[]
  unstaged: readonly string[]
}

/** chant's main branch, as committed; its own default is `main`. */
export async function mainBranchIn(repository: ChantRepository, commit = 'HEAD'): Promise<string> {
  const config = await runGit(repository, ['show', `${commit}:${repository.prefix}.chant/config.md`])
  return (config.exitCode === 0 && mainBranchOf(config.stdout)) || 'main'
}

/**
 * Makes sure that writing here meets nobody: the main branch is checked out, git is in the middle of nothing, nobody
 * holds the index. Throws `Stop` otherwise.
 */
export async function readyToWrite(checkout: Checkout): Promise<Standing> {
  const { name, repository, main } = checkout
  const operation = await operationUnderWay(repository)
  if (operation)
    throw later(`Somebody is in the middle of a ${operation} in ${name}: finish it, then this can be written.`)
  const lock = gitLocks(checkout).find((file) => lstatSync(file, { throwIfNoEntry: false }))
  if (lock) {
    const file = `.git/${relative(repository.commonDirectory, lock)}`
    throw later(
      `Another git is at work in ${name} (${file} is there). If none is running, remove that file: one has crashed.`,
    )
  }
  const standing = await standingOf(repository)
  if (standing.branch !== main) {
    const where = standing.branch === null ? 'no branch' : `the branch ${standing.branch}`
    throw later(`${name} has ${where} checked out, and decisions belong on ${main}: check out ${main}.`)
  }
  return standing
}

/** The files by which git keeps others out while it writes what we write too. */
function gitLocks({ repository, main }: Checkout): string[] {
  const { gitDirectory, commonDirectory } = repository
  return [
    join(gitDirectory, 'index.lock'),
    join(gitDirectory, 'HEAD.lock'),
    join(commonDirectory, 'refs/heads', `${main}.lock`),
  ]
}

/**
 * Removes the locks that a killed git of ours has left: newer than what we had begun, and no git is at work here any
 * more. Where that cannot be told they stay, and a person is asked.
 */
export function removeOwnLocks(checkout: Checkout): void {
  const { unfinished, repository } = checkout
  const locks = gitLocks(checkout).filter((lock) => unfinished.isOlderThan(lock))
  if (locks.length === 0 || mayGitRunIn([repository.directory, repository.commonDirectory])) return
  for (const lock of locks) rmSync(lock, { force: true })
}

/** Throws `Stop` when somebody has staged something: chant would commit it along. */
export function nothingStaged({ name }: Checkout, { staged }: Standing): void {
  const [first] = staged
  if (first === undefined) return
  const more = staged.length > 1 ? ` and ${staged.length - 1} more` : ''
  throw later(`Somebody has staged ${first}${more} in ${name}: commit or unstage it, then this can be written.`)
}

export async function standingOf(repository: ChantRepository): Promise<Standing> {
  const args = ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=no', '--no-renames']
  const parts = (await gitSays(repository, [...args, '--ignore-submodules=all'])).split('\0')
  const head = parts.find((part) => part.startsWith('# branch.oid '))?.slice(13) ?? '(initial)'
  const branch = parts.find((part) => part.startsWith('# branch.head '))?.slice(14) ?? '(detached)'
  if (head === '(initial)') throw refused('Nothing is committed in this repository yet: commit its specs.')
  const entries = parts.flatMap((part) => {
    const [, staged = '.', unstaged = '.', path] =
      /^1 (.)(.) \S+ \S+ \S+ \S+ \S+ \S+ (.*)$/s.exec(part) ??
      /^u (.)(.) \S+ \S+ \S+ \S+ \S+ \S+ \S+ \S+ (.*)$/s.exec(part) ??
      []
    return path === undefined ? [] : [{ staged, unstaged, path }]
  })
  return {
    head,
    branch: branch === '(detached)' ? null : branch,
    staged: entries.filter(({ staged }) => staged !== '.').map(({ path }) => path),
    unstaged: entries.filter(({ unstaged }) => unstaged !== '.').map(({ path }) => path),
  }
}

/** The text of a file as committed; null when it is not there or is no file. `path` from the project's folder. */
export async function committedText(checkout: Checkout, path: string, commit = 'HEAD'): Promise<string | null> {
  const { repository } = checkout
  const called = await runGit(repository, ['cat-file', 'blob', `${commit}:${repository.prefix}${path}`])
  return called.exitCode === 0 ? called.stdout : null
}

export async function headOf({ repository }: Checkout): Promise<string> {
  return (await gitSays(repository, ['rev-parse', '--verify', 'HEAD^{commit}'])).trim()
}

/** Puts a file back as it is committed, in the index too. */
export async function restore({ repository }: Checkout, path: string, options: GitCall = {}): Promise<void> {
  const args = ['restore', '--source=HEAD', '--staged', '--worktree', '--', repository.prefix + path]
  await gitSays(repository, args, options)
}

/** What lies below a folder of the project and is in no commit and not ignored; paths from the project's folder. */
export async function untrackedIn({ repository }: Checkout, folder: string): Promise<string[]> {
  const args = ['ls-files', '-z', '--others', '--exclude-standard', '--', repository.prefix + folder]
  const found = (await gitSays(repository, args)).split('\0')
  return found.filter((path) => path !== '').map((path) => path.slice(repository.prefix.length))
}

/** Whether git would refuse to add a file that is in no commit. */
export async function isIgnored({ repository }: Checkout, path: string): Promise<boolean> {
  return (await runGit(repository, ['check-ignore', '-q', '--', repository.prefix + path])).exitCode === 0
}

/** Whether git would refuse to add anything in this folder, tracked files too. */
export async function isFolderIgnored({ repository }: Checkout, folder: string): Promise<boolean> {
  const args = ['check-ignore', '-q', '--no-index', '--', repository.prefix + folder]
  return (await runGit(repository, args)).exitCode === 0
}

/**
 * Whether a path below the project is a plain file, reached through plain folders: a link on the way would lead out.
 * `absent`: nothing is there.
 */
export function plainFileAt(project: string, path: string): 'file' | 'absent' | 'other' {
  const parts = path.split('/')
  for (let at = 1; at <= parts.length; at++) {
    const entry = lstatSync(join(project, ...parts.slice(0, at)), { throwIfNoEntry: false })
    if (!entry) return 'absent'
    const isLast = at === parts.length
    if (isLast ? !entry.isFile() : !entry.isDirectory()) return 'other'
  }
  return 'file'
}
