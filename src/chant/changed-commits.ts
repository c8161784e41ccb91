import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { SpecId } from '../domain/specs.ts'
import type { Commit } from './commit-events.ts'
import { gitTokens, splitTokens, startGit } from './git.ts'
import type { ChantRepository } from './repository.ts'
import { isFileMode, specAt, specFolders } from './spec-paths.ts'

export interface HistoryRange {
  /** Commits to read from, and commits that are known with all that is before them. */
  tips: readonly string[]
  known: readonly string[]
  /** Their parents are not there: what they hold was not made by them. */
  shallow: readonly string[]
  /** Only commits written (author's date) in this time. */
  since: Date | null
  until: Date | null
}

/** One changed file: its blob afterwards and in each parent; null where there is no file. */
export interface FileChange {
  specId: SpecId
  archived: boolean
  after: string | null
  before: (string | null)[]
}

export interface ChangedCommit {
  commit: Commit
  files: FileChange[]
}

/** A commit that changes more specs than this tells only what its subject says. */
export const maxChanges = 20_000
const changesAtOnce = 500
const commitsAtOnce = 2_000

/**
 * Every commit of the range with the spec files it changed, oldest first, some hundred changes at a time. `git log` finds
 * the commits while `git diff-tree` looks into them: never more than some thousand are held.
 */
export async function* readChangedCommits(
  repository: ChantRepository,
  range: HistoryRange,
): AsyncGenerator<ChangedCommit[]> {
  const options = ['--stdin', '--always', '-r', '--root', '-c', '-z', '--raw', '--no-renames', '--no-abbrev']
  const differ = startGit(repository, [
    '--literal-pathspecs',
    'diff-tree',
    ...options,
    '--',
    ...specFolders(repository),
  ])
  const asked: Asked = { commits: [], answered: 0 }
  const fed = feed(differ.stdin, readCommits(repository, range), range.shallow, asked.commits)
  fed.catch(() => {}) // it is awaited below, after all that it fed was answered
  let part: ChangedCommit[] = []
  let changes = 0
  let entry: string | null = null
  for await (const tokens of splitTokens(differ.output)) {
    for (const token of tokens) {
      if (entry !== null) {
        const files = part.at(-1)?.files ?? []
        const place = files.length < maxChanges ? specAt(repository, token) : null
        if (place) files.push(fileChange(entry, place.id, place.archived))
        entry = null
        changes++
      } else if (token.startsWith(':')) entry = token
      else {
        if (changes >= changesAtOnce || part.length >= commitsAtOnce) {
          yield part
          part = []
          changes = 0
        }
        part.push(...takeUpTo(token, asked))
      }
    }
  }
  await fed
  yield [...part, ...takeUpTo(null, asked)]
}

/** Commits that git was asked about, and how many of them it has answered. */
interface Asked {
  commits: Commit[]
  answered: number
}

/** The commits up to the one git has come to. Those before it were not asked about: a shallow clone cut them off. */
function takeUpTo(sha: string | null, asked: Asked): ChangedCommit[] {
  const { commits } = asked
  const taken: ChangedCommit[] = []
  while (asked.answered < commits.length) {
    const commit = commits[asked.answered++] as Commit
    taken.push({ commit, files: [] })
    if (commit.sha === sha) break
  }
  // Taking from the front of a long list moves all the rest: not at every commit.
  if (asked.answered > 5_000) asked.answered -= commits.splice(0, asked.answered).length
  return taken
}

/** The commits of the range, oldest first, some at a time. */
async function* readCommits(repository: ChantRepository, range: HistoryRange): AsyncGenerator<Commit[]> {
  if (range.tips.length === 0) return
  const input = [...range.tips, ...range.known.map((sha) => `^${sha}`), ''].join('\n')
  const format = '--format=%H%x00%P%x00%at%x00%an%x00%s'
  const args = ['log', '--stdin', '--date-order', '--reverse', '-z', '-s', '--encoding=UTF-8', format]
  let fields: string[] = []
  for await (const tokens of gitTokens(repository, args, input)) {
    fields.push(...tokens)
    const commits: Commit[] = []
    let at = 0
    for (; at + 5 <= fields.length; at += 5) {
      const commit = commitOf(fields, at)
      if (isWithin(range, commit.at)) commits.push(commit)
    }
    fields = fields.slice(at)
    yield commits
  }
}

function commitOf(fields: readonly string[], at: number): Commit {
  const [sha = '', parents = '', seconds = '', author = '', subject = ''] = fields.slice(at, at + 5)
  const date = new Date(Number(seconds) * 1000)
  return {
    sha,
    parents: parents === '' ? 0 : parents.split(' ').length,
    at: Number.isNaN(date.getTime()) ? new Date(0) : date,
    author,
    subject,
  }
}

function isWithin({ since, until }: HistoryRange, at: Date): boolean {
  return (since === null || at >= since) && (until === null || at < until)
}

/** Hands git the commits as they are found, and remembers them. What a shallow clone cut off was changed by nobody. */
async function feed(
  stdin: Writable,
  found: AsyncIterable<Commit[]>,
  shallow: readonly string[],
  commits: Commit[],
): Promise<void> {
  const cutOff = new Set(shallow)
  try {
    for await (const some of found) {
      commits.push(...some)
      const lines = some.map(({ sha }) => (cutOff.has(sha) ? '' : `${sha}\n`)).join('')
      if (!stdin.write(lines)) await Promise.race([once(stdin, 'drain'), once(stdin, 'close')])
      if (stdin.destroyed) return
    }
  } finally {
    stdin.end()
  }
}

/** `:100644 100644 <sha> <sha> M` of one parent, `::100644 100644 100644 <sha> <sha> <sha> MM` of two. */
function fileChange(entry: string, specId: SpecId, archived: boolean): FileChange {
  const parents = /^:+/.exec(entry)?.[0].length ?? 1
  const words = entry.slice(parents).split(' ')
  const blobs = words.slice(parents + 1, 2 * parents + 2)
  const [after, ...before] = [blobs.length - 1, ...blobs.keys()].slice(0, parents + 1).map((at) => {
    const blob = blobs[at] as string
    return isFileMode(words[at] as string) && !/^0+$/.test(blob) ? blob : null
  })
  return { specId, archived, after: after ?? null, before: before.map((blob) => blob ?? null) }
}
