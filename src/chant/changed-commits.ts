import type { SpecId } from '../domain/specs.ts'
import type { Commit } from './commit-events.ts'
import { gitTokens } from './git.ts'
import type { ChantRepository } from './repository.ts'
import { isFileMode, specAt } from './spec-paths.ts'

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
 * Every commit of the range with the spec files it changed, oldest first, some hundred changes at a time, from one
 * `git log --raw`. Commits on code alone are among them: what they did is in their subject.
 */
export async function* readChangedCommits(
  repository: ChantRepository,
  range: HistoryRange,
): AsyncGenerator<ChangedCommit[]> {
  const { revisions, order } = await revisionsOf(repository, range)
  if (revisions.length === 0) return
  const cutOff = new Set(range.shallow)
  // `-c` tells of a merge what none of its parents had.
  const args = [
    '-c',
    'log.showRoot=true',
    'log',
    '--stdin',
    ...order,
    '-z',
    '--raw',
    '-c',
    '--no-renames',
    '--no-abbrev',
  ]
  const part: ChangedCommit[] = []
  let changes = 0
  const parse = logParser({
    onCommit: (commit) => part.push({ commit, files: [] }),
    onChange: (entry, path) => {
      const { commit, files } = part.at(-1) as ChangedCommit
      const place = files.length < maxChanges && !cutOff.has(commit.sha) ? specAt(repository, path) : null
      if (!place) return
      files.push(fileChange(entry, place.id, place.archived))
      changes++
    },
  })
  for await (const tokens of gitTokens(repository, [...args, ...commitFormat], lines(revisions))) {
    for (const token of tokens) parse(token)
    if (changes < changesAtOnce && part.length < commitsAtOnce) continue
    // The last commit may go on in the next tokens.
    const whole = part.splice(0, part.length - 1)
    changes = part[0]?.files.length ?? 0
    if (whole.length > 0) yield whole
  }
  yield part
}

/**
 * What to ask `git log` for: everything from the tips down to what is known, or, in a time, the commits whose author
 * wrote them in it (git itself goes by the committer's date).
 */
async function revisionsOf(
  repository: ChantRepository,
  { tips, known, since, until }: HistoryRange,
): Promise<{ revisions: string[]; order: string[] }> {
  const all = { revisions: [...tips, ...known.map((sha) => `^${sha}`)], order: ['--date-order', '--reverse'] }
  if (tips.length === 0) return { ...all, revisions: [] }
  if (since === null && until === null) return all
  const revisions: string[] = []
  const parse = logParser({
    onCommit: ({ sha, at }) => {
      if ((!since || at >= since) && (!until || at < until)) revisions.push(sha)
    },
    onChange: () => {},
  })
  const args = ['log', '--stdin', ...all.order, '-z', '-s', ...commitFormat]
  for await (const tokens of gitTokens(repository, args, lines(all.revisions))) for (const token of tokens) parse(token)
  return { revisions, order: ['--no-walk=unsorted'] }
}

const commitFormat = ['--encoding=UTF-8', '--format=%H%x00%P%x00%at%x00%an%x00%s']
const fieldCount = 5

/** Takes the NUL-separated parts of `git log -z` one by one: the five fields of a commit, then each change and its path. */
function logParser(told: {
  onCommit(commit: Commit): void
  onChange(entry: string, path: string): void
}): (token: string) => void {
  let fields: string[] = []
  let entry: string | null = null
  return (token) => {
    if (entry !== null) {
      told.onChange(entry, token)
      entry = null
    } else if (fields.length === 0 && (token.startsWith(':') || token.startsWith('\n:'))) {
      entry = token.trimStart()
    } else if (fields.length === 0 && token === '') {
      // git puts one between a merge and its changes
    } else if (fields.push(token) === fieldCount) {
      told.onCommit(commitOf(fields))
      fields = []
    }
  }
}

function commitOf([sha = '', parents = '', seconds = '', author = '', subject = '']: readonly string[]): Commit {
  const date = new Date(Number(seconds) * 1000)
  return {
    sha,
    parents: parents === '' ? 0 : parents.split(' ').length,
    at: Number.isNaN(date.getTime()) ? new Date(0) : date,
    author,
    subject,
  }
}

/** `:100644 100644 <sha> <sha> M` of one parent, `::100644 100644 100644 <sha> <sha> <sha> MM` of two. */
function fileChange(entry: string, specId: SpecId, archived: boolean): FileChange {
  const parents = /^:+/.exec(entry)?.[0].length ?? 1
  const words = entry.slice(parents).split(' ')
  const version = (at: number): string | null => {
    const blob = words[parents + 1 + at] as string
    return isFileMode(words[at] as string) && !blob.startsWith('00000000000000000000') ? blob : null
  }
  return { specId, archived, after: version(parents), before: Array.from({ length: parents }, (_, at) => version(at)) }
}

function lines(list: readonly string[]): string {
  return list.map((item) => `${item}\n`).join('')
}
