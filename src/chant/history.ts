import type { SpecEvent } from '../domain/activity.ts'
import type { SpecId } from '../domain/specs.ts'
import { slices } from '../platform/slices.ts'
import type { ChangedCommit, FileChange, HistoryRange } from './changed-commits.ts'
import { maxChanges, readChangedCommits } from './changed-commits.ts'
import type { SpecChange } from './commit-events.ts'
import { eventsOfCommit } from './commit-events.ts'
import type { GitObject, Objects } from './objects.ts'
import type { ChantRepository } from './repository.ts'
import type { SpecVersion } from './spec-changes.ts'
import type { SpecFacts } from './spec-facts.ts'
import { readFacts, sharing } from './spec-facts.ts'

/** What some commits did, in their order. */
export interface HistoryPart {
  events: SpecEvent[]
  /** Commits whose files are left out: they change more specs than anybody writes. */
  tooLarge: string[]
}

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
  for await (const changed of readChangedCommits(repository, range)) {
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
