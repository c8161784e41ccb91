import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { SpecEvent } from '../domain/activity.ts'
import type { SpecId } from '../domain/specs.ts'
import { slices } from '../platform/slices.ts'
import type { Commit, SpecChange } from './commit-events.ts'
import { eventsOfCommit } from './commit-events.ts'
import { gitTokens, splitTokens, startGit } from './git.ts'
import type { GitObject, Objects } from './objects.ts'
import type { ChantRepository } from './repository.ts'
import type { SpecVersion } from './spec-changes.ts'
import type { SpecFacts } from './spec-facts.ts'
import { readFacts, sharing } from './spec-facts.ts'
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

/** What some commits did, in their order. */
export interface HistoryPart {
  events: SpecEvent[]
  /** Commits whose files are left out: they change more specs than anybody writes. */
  tooLarge: string[]
}

/** A commit that changes more specs than this tells only what its subject says. */
const maxChanges = 20_000
const changesAtOnce = 500

/**
 * The events of all commits in the range, oldest first, from three git processes that work side by side: `log` finds the
 * commits, `diff-tree` what they changed, `cat-file` (`objects`) the versions of the spec files. `alsoUse` sees every
 * version that is read. A history of any length takes little memory.
 */
export async function* readHistory(
  repository: ChantRepository,
  objects: Objects,
  range: HistoryRange,
  alsoUse: (name: string, object: GitObject) => void = () => {},
): AsyncGenerator<HistoryPart> {
  const versions = new Map<string, SpecFacts | null>()
  const share = sharing()
  let before: { changed: ChangedCommit[]; read: Promise<void> } | null = null
  for await (const changed of readChanges(repository, range)) {
    const read = readVersions(objects, changed, versions, share, alsoUse)
    read.catch(() => {}) // it is awaited below, unless something else fails first
    // While these versions are on their way, those before are told.
    if (before) yield await tell(before.changed, before.read, versions)
    before = { changed, read }
  }
  if (before) yield await tell(before.changed, before.read, versions)
}

async function tell(
  changed: readonly ChangedCommit[],
  read: Promise<void>,
  versions: ReadonlyMap<string, SpecFacts | null>,
): Promise<HistoryPart> {
  await read
  const pause = slices()
  const part: HistoryPart = { events: [], tooLarge: [] }
  for (const { commit, files } of changed) {
    const isReadable = files.length < maxChanges
    if (!isReadable) part.tooLarge.push(commit.sha)
    part.events.push(...eventsOfCommit(commit, isReadable ? changesOf(files, versions) : []))
    await pause()
  }
  return part
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

/** One changed file: its blob afterwards and in each parent; null where there is no file. */
interface FileChange {
  specId: SpecId
  archived: boolean
  after: string | null
  before: (string | null)[]
}

interface ChangedCommit {
  commit: Commit
  files: FileChange[]
}

/** Every commit of the range with the spec files it changed, some thousand files at a time. */
async function* readChanges(repository: ChantRepository, range: HistoryRange): AsyncGenerator<ChangedCommit[]> {
  const options = ['--stdin', '-r', '--root', '-c', '-z', '--raw', '--no-renames', '--no-abbrev']
  const differ = startGit(repository, [
    '--literal-pathspecs',
    'diff-tree',
    ...options,
    '--',
    ...specFolders(repository),
  ])
  const commits: Commit[] = []
  const fed = feed(differ.stdin, readCommits(repository, range), range.shallow, commits)
  fed.catch(() => {}) // it is awaited below, after all that it fed was answered
  let changed: ChangedCommit[] = []
  let count = 0
  let next = 0
  let entry: string | null = null
  // git passes over commits that changed no spec; their subject may still tell something.
  const moveTo = (sha: string | null) => {
    while (next < commits.length) {
      const commit = commits[next++] as Commit
      changed.push({ commit, files: [] })
      if (commit.sha === sha) break
    }
    if (next < 10_000) return
    commits.splice(0, next)
    next = 0
  }
  for await (const tokens of splitTokens(differ.output)) {
    for (const token of tokens) {
      if (entry !== null) {
        const files = changed.at(-1)?.files ?? []
        const place = files.length < maxChanges ? specAt(repository, token) : null
        if (place) files.push(fileChange(entry, place.id, place.archived))
        entry = null
        count++
      } else if (token.startsWith(':')) entry = token
      else {
        if (count >= changesAtOnce) {
          yield changed
          changed = []
          count = 0
        }
        moveTo(token)
      }
    }
  }
  await fed
  moveTo(null)
  yield changed
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

async function readVersions(
  objects: Objects,
  changed: readonly ChangedCommit[],
  versions: Map<string, SpecFacts | null>,
  share: (facts: SpecFacts) => SpecFacts,
  alsoUse: (name: string, object: GitObject) => void,
): Promise<void> {
  const wanted: string[] = []
  for (const { files } of changed) {
    for (const { after, before } of files) {
      for (const blob of [after, ...before]) {
        if (blob === null || versions.has(blob)) continue
        versions.set(blob, null)
        wanted.push(blob)
      }
    }
  }
  await objects.readAll(wanted, (name, object) => {
    versions.set(name, 'bytes' in object ? share(readFacts(object.bytes)) : null)
    alsoUse(name, object)
  })
}

/** The files of a commit as specs: a spec that moves to the archive is one change, not two. */
function changesOf(files: readonly FileChange[], versions: ReadonlyMap<string, SpecFacts | null>): SpecChange[] {
  const changes = new Map<SpecId, { specId: SpecId; after: SpecVersion | null; before: (SpecVersion | null)[] }>()
  for (const { specId, archived, after, before } of files) {
    const version = (blob: string | null): SpecVersion | null =>
      blob === null ? null : { archived, facts: versions.get(blob) ?? null }
    const change = changes.get(specId) ?? { specId, after: null, before: before.map(() => null) }
    changes.set(specId, change)
    change.after = preferred(change.after, version(after))
    before.forEach((blob, parent) => {
      change.before[parent] = preferred(change.before[parent] ?? null, version(blob))
    })
  }
  return [...changes.values()]
}

/** What is among the active specs counts before what is in the archive. */
function preferred(one: SpecVersion | null, other: SpecVersion | null): SpecVersion | null {
  if (!one || !other) return one ?? other
  return other.archived ? one : other
}
