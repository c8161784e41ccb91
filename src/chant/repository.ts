import { lstat, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Problem } from '../domain/problem.ts'
import type { GitPlace } from './git.ts'
import { GitFailed, git } from './git.ts'

/** A chant project that can be read: a checkout's folder, or a bare repository. */
export interface ChantRepository extends GitPlace {
  name: string
  /** This checkout's own git directory: HEAD, and what a rebase leaves lying about. */
  gitDirectory: string
  /** Shared by all checkouts of the repository. */
  commonDirectory: string
  isBare: boolean
  /** The project's own folder, and where it stands below `directory`, the top of its git repository: `tools/planning/`. */
  project: string
  prefix: string
}

/**
 * Opens what the operator named. A URL is not opened here: whoever keeps the clone of it opens the clone's folder.
 * Throws Problem, in a sentence for the operator, when there is nothing to read.
 */
export async function openRepository(
  where: string,
  { name = nameOf(where), environment }: { name?: string; environment: GitPlace['environment'] },
): Promise<ChantRepository> {
  // Without repeating it: a URL may carry a password.
  if (isUrl(where)) throw new Problem('A URL cannot be read directly: give a folder, or a bare repository.')
  const project = resolve(where)
  if (!(await isFolder(project))) throw new Problem(`${where} is not a folder.`)
  const { isBare, gitDirectory, commonDirectory, up, prefix } = await askGit({ directory: project, environment }, where)
  const repository = {
    name,
    directory: resolve(project, up),
    environment,
    project,
    prefix,
    gitDirectory,
    commonDirectory: resolve(project, commonDirectory),
    isBare,
  }
  if (await isChantProject(repository)) return repository
  throw new Problem(`${where} has no .chant folder: give the folder (or bare repository) that has it.`)
}

/** `https://…`, `ssh://…`, `file://…`, `git@host:path`. */
export function isUrl(where: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(where) || /^[\w.-]+@[\w.-]+:/.test(where)
}

/** The last part of a path or URL, without `.git`: how a repository is called when nobody named it. */
export function nameOf(where: string): string {
  const last = isUrl(where) ? (/[^/:]+(?=\/*$)/.exec(where)?.[0] ?? where) : basename(resolve(where))
  return last.replace(/\.git$/, '') || where
}

/** The commits at which a shallow clone's history was cut off. */
export async function shallowCommits({ commonDirectory }: ChantRepository): Promise<string[]> {
  const text = await readFile(join(commonDirectory, 'shallow'), 'utf8').catch(() => '')
  return text.split('\n').filter((line) => line !== '')
}

/** What git is in the middle of here, in a word for people; null when nothing is under way. */
export async function operationUnderWay({ gitDirectory }: ChantRepository): Promise<string | null> {
  for (const [file, operation] of operations) {
    if ((await lstat(join(gitDirectory, file)).catch(() => null)) !== null) return operation
  }
  return null
}

const operations = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisection'],
] as const

async function askGit(place: GitPlace, where: string) {
  try {
    const questions = ['--is-bare-repository', '--absolute-git-dir', '--git-common-dir', '--show-cdup', '--show-prefix']
    const answers = (await git(place, ['rev-parse', ...questions])).split('\n')
    const [isBare, gitDirectory = '', commonDirectory = '', up = '', prefix = ''] = answers
    return { isBare: isBare === 'true', gitDirectory, commonDirectory, up, prefix }
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error
    if (/dubious ownership/.test(error.message)) {
      const remedy = `git config --global --add safe.directory ${place.directory}`
      throw new Problem(`${where} belongs to somebody else, and git will not read it. To allow it: ${remedy}`)
    }
    throw new Problem(`${where} is not in a git repository: chant's activity is read from git.`)
  }
}

/** The folder has `.chant` (a link does not count: links are not followed), or what is committed has it. */
async function isChantProject(repository: ChantRepository): Promise<boolean> {
  const entry = repository.isBare ? null : await lstat(join(repository.project, '.chant')).catch(() => null)
  if (entry?.isDirectory()) return true
  const trees = ['HEAD', 'refs/heads/main'].map((commit) => `${commit}:${repository.prefix}.chant\n`)
  const answers = await git(repository, ['cat-file', '--batch-check=%(objecttype)'], trees.join(''))
  return answers.split('\n').includes('tree')
}

async function isFolder(path: string): Promise<boolean> {
  // The operator named this path, so a link here is theirs; links inside the repository are never followed.
  return (await lstat(join(path, '.')).catch(() => null))?.isDirectory() ?? false
}
