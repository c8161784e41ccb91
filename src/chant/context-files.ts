import { type ContextFile, contextFolder } from '../domain/digests.ts'
import { gitOrNull, gitTokens } from './git.ts'
import { withObjects } from './objects.ts'
import type { ChantRepository } from './repository.ts'
import { readSituation } from './situation.ts'
import { isFileMode } from './spec-paths.ts'

/** More than this nobody chooses from, and a folder full of exports must not hold up a form. */
const mostFiles = 2_000
const mostCommits = 2_000

/**
 * The files below `.chant/context` as committed where the specs are read, newest change first. The same tree is the same
 * answer, so the history is looked through once for each change of it.
 */
export async function listContextFiles(repository: ChantRepository): Promise<readonly ContextFile[]> {
  const commit = await stateCommit(repository)
  const tree = commit && (await treeOf(repository, commit))
  if (!tree) return []
  const known = lists.get(repository.commonDirectory)
  if (known?.tree === tree) return known.files
  const files = await read(repository, commit)
  lists.set(repository.commonDirectory, { tree, files })
  return files
}

const lists = new Map<string, { tree: string; files: readonly ContextFile[] }>()

/** Those of these paths at which something is committed, a file or a folder. */
export async function standingIn(repository: ChantRepository, paths: readonly string[]): Promise<Set<string>> {
  const commit = await stateCommit(repository)
  if (commit === null || paths.length === 0) return new Set()
  return withObjects(repository, async (objects) => {
    const standing = new Set<string>()
    const names = new Map(paths.map((path) => [`${commit}:${repository.prefix}${path}`, path]))
    await objects.readAll([...names.keys()], (name, object) => {
      const isThere = 'sha' in object || object.problem !== 'missing'
      const path = names.get(name)
      if (isThere && path !== undefined) standing.add(path)
    })
    return standing
  })
}

function stateCommit(repository: ChantRepository): Promise<string | null> {
  return withObjects(repository, async (objects) => (await readSituation(repository, objects)).state.commit)
}

async function treeOf(repository: ChantRepository, commit: string): Promise<string | null> {
  const name = `${commit}:${repository.prefix}${contextFolder}`
  return (await gitOrNull(repository, ['rev-parse', '--verify', '--quiet', name]))?.trim() || null
}

async function read(repository: ChantRepository, commit: string): Promise<ContextFile[]> {
  const { prefix } = repository
  const folder = `${prefix}${contextFolder}/`
  const args = ['--literal-pathspecs', 'ls-tree', '-r', '-z', '--full-tree', commit, '--', folder]
  const paths: string[] = []
  for await (const entries of gitTokens(repository, args)) {
    for (const entry of entries) {
      const [, mode = '', path = ''] = /^(\d+) blob \w+\t(.*)$/s.exec(entry) ?? []
      if (isFileMode(mode) && paths.length < mostFiles) paths.push(path.slice(prefix.length))
    }
  }
  const changed = await changesIn(repository, commit, folder)
  const files = paths.map((path) => ({ path, changedAt: changed.get(prefix + path) ?? null }))
  return files.sort((a, b) => (b.changedAt?.getTime() ?? 0) - (a.changedAt?.getTime() ?? 0) || compare(a.path, b.path))
}

/** When each path was last changed by a commit, as git names the path: all begin with the folder, none is a number. */
async function changesIn(repository: ChantRepository, commit: string, folder: string): Promise<Map<string, Date>> {
  const format = ['--format=%ct', '--name-only', '--no-renames', '-z', `--max-count=${mostCommits}`]
  const args = ['--literal-pathspecs', 'log', ...format, commit, '--', folder]
  const changed = new Map<string, Date>()
  let at = new Date(0)
  for await (const tokens of gitTokens(repository, args)) {
    for (const token of tokens) {
      const [, seconds] = /^\n?(\d+)$/.exec(token) ?? []
      const path = token.replace(/^\n/, '')
      if (seconds) at = new Date(Number(seconds) * 1000)
      else if (path !== '' && !changed.has(path)) changed.set(path, at)
    }
  }
  return changed
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
