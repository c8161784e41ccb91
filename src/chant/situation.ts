import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseFrontmatter, splitSpecFile } from './frontmatter.ts'
import { git, gitOrNull } from './git.ts'
import type { Objects } from './objects.ts'
import type { ChantRepository } from './repository.ts'
import { operationUnderWay, shallowCommits } from './repository.ts'

/** How a repository stands at this moment. */
export interface Situation {
  /** Every commit a branch, tag, remote branch or checkout points at. Stashes are put-aside work, not history. */
  tips: string[]
  /** Where a shallow clone's history is cut off. */
  shallow: string[]
  /** The branch that is checked out; null when HEAD is detached. */
  branch: string | null
  /** git is in the middle of this; null when nothing is under way. */
  operation: string | null
  /** Where the specs are read from: chant's main branch, else what is checked out. `commit` null: no commit yet. */
  state: { branch: string | null; commit: string | null }
}

export async function readSituation(repository: ChantRepository, objects: Objects): Promise<Situation> {
  const [tips, branch, main, shallow, operation] = await Promise.all([
    git(repository, ['rev-list', '--exclude=refs/stash', '--all', '--no-walk=unsorted']),
    checkedOutBranch(repository),
    mainBranch(repository, objects),
    shallowCommits(repository),
    operationUnderWay(repository),
  ])
  const [mainCommit, headCommit] = await resolveCommits(objects, [`refs/heads/${main}`, 'HEAD'])
  return {
    tips: tips.split('\n').filter((line) => line !== ''),
    shallow,
    branch,
    operation,
    state: mainCommit ? { branch: main, commit: mainCommit } : { branch, commit: headCommit ?? null },
  }
}

/** Each name's commit; null when there is no such commit. */
export async function resolveCommits(objects: Objects, names: readonly string[]): Promise<(string | null)[]> {
  const commits: (string | null)[] = []
  const asked = names.map((name) => `${name}^{commit}`)
  await objects.readAll(asked, (_name, object) => commits.push('sha' in object ? object.sha : null))
  return commits
}

/** Null when HEAD is detached. Read from its file: git is asked only where that does not tell (other ref storages). */
async function checkedOutBranch(repository: ChantRepository): Promise<string | null> {
  const text = await readFile(join(repository.gitDirectory, 'HEAD'), 'utf8').catch(() => '')
  const [, kept] = /^ref: refs\/heads\/(.+)\n$/.exec(text) ?? []
  if (kept !== undefined && kept !== '.invalid') return kept
  if (/^[0-9a-f]{40,64}\n$/.test(text)) return null
  const asked = await gitOrNull(repository, ['symbolic-ref', '-q', 'HEAD'])
  return asked?.trim().replace(/^refs\/heads\//, '') || null
}

/** `defaults.main_branch` of chant's configuration; chant's own default is `main`. */
async function mainBranch({ prefix }: ChantRepository, objects: Objects): Promise<string> {
  let found = 'main'
  await objects.readAll([`HEAD:${prefix}.chant/config.md`], (_name, object) => {
    if ('bytes' in object) found = mainBranchOf(object.bytes.toString('utf8')) ?? found
  })
  return found
}

/** `defaults.main_branch` as a `.chant/config.md` has it; null when it says nothing usable. */
export function mainBranchOf(config: string): string | null {
  try {
    const { defaults } = parseFrontmatter(splitSpecFile(config).frontmatter ?? '')
    const branch = (defaults as Record<string, unknown> | undefined)?.['main_branch']
    return typeof branch === 'string' && /^[^\s~^:?*[\\]+$/.test(branch) ? branch : null
  } catch {
    return null // chant itself would complain about it; the default is as good a guess as any
  }
}
