import type { SpecEvent } from '../domain/activity.ts'
import type { Reading, ReadingCursor, ReadingPart, RepositoryNote } from '../domain/chant-reading.ts'
import { Problem } from '../domain/problem.ts'
import type { Spec, SpecId } from '../domain/specs.ts'
import { driverOf } from '../domain/specs.ts'
import { GitFailed, git } from './git.ts'
import { readHistory } from './history.ts'
import { rewrittenNote, situationNotes, tooLargeCommitNote, tooManyFilesNote } from './notes.ts'
import type { Objects } from './objects.ts'
import { openObjects } from './objects.ts'
import { readOverlay } from './overlay.ts'
import type { ChantRepository } from './repository.ts'
import type { Situation } from './situation.ts'
import { readSituation, resolveCommits } from './situation.ts'
import type { TreeFile } from './spec-tree.ts'
import { changedSpecFiles, collectSpecFiles, listSpecFiles, maxSpecFiles } from './spec-tree.ts'

/** Raised when this program learns to read more out of the same commits: everything is then read again. */
const version = 1

/**
 * Reads what happened since `cursor`; everything, when there is none or it fits the repository no more (cloned anew,
 * deepened, cleaned up). Hands it to `take` part by part, so that the longest history takes little memory; what was
 * taken before a failure is read again, so taking must be safe to repeat.
 *
 * Only reads: nothing there is changed, locked or fetched. Throws Problem, in a sentence for the operator, when the
 * repository cannot be read. Never holds the event loop for long.
 */
export async function readRepository(
  repository: ChantRepository,
  cursor: ReadingCursor | null,
  take: (part: ReadingPart) => void | Promise<void>,
): Promise<Reading> {
  return withObjects(repository, async (objects) => {
    const situation = await readSituation(repository, objects)
    const known = cursor && (await isBuiltUpon(objects, cursor, situation)) ? cursor : null
    const { tips, shallow, state } = situation
    const [changed, goneCommits, overlay] = await Promise.all([
      changedFiles(repository, known?.state ?? null, state.commit),
      vanished(repository, known?.tips ?? [], tips),
      readOverlay(repository, objects, situation, cursor?.workingCopy ?? {}),
    ])
    const collector = collectSpecFiles(objects, newest(changed.files))
    const isCatchingUp = !cursor || cursor.version !== version || !isSameList(cursor.shallow, shallow)
    const tooLarge: string[] = []
    const range = { tips: without(tips, known?.tips), known: known?.tips ?? [], shallow, since: null, until: null }
    for await (const part of readHistory(repository, objects, range, collector.use)) {
      tooLarge.push(...part.tooLarge)
      await take({ events: part.events, specs: collector.taken(), isCatchingUp })
    }
    for await (const specs of collector.rest()) await take({ events: [], specs, isCatchingUp })
    await take({ events: overlay.events, specs: overlay.files, isCatchingUp })

    const isRewritten = known?.state != null && goneCommits.includes(known.state)
    return {
      cursor: { version, tips, shallow, state: state.commit, workingCopy: overlay.statuses },
      whole: known === null,
      goneCommits,
      gonePaths: changed.gone,
      notes: [
        ...situationNotes(repository, situation),
        ...(isRewritten ? [rewrittenNote(repository, goneCommits.length)] : []),
        ...tooLarge.map((sha) => tooLargeCommitNote(repository, sha)),
        ...tooManyFiles(repository, changed.files),
        ...overlay.notes,
      ],
    }
  })
}

/** What `okr activity` shows. */
export interface ActivityReading {
  events: SpecEvent[]
  /** The specs the events are about, their drivers, and all active ones. */
  specs: Spec[]
  /** Spec files that were skipped, or that chant reads differently. */
  problems: { path: string; problem: string }[]
  notes: RepositoryNote[]
}

/**
 * Reads what happened from `since` up to (not at) `until`, keeping nothing: for a command that has no database. Of the
 * archive only what takes part is read, so a day of a long history takes little more than finding its commits.
 */
export async function readActivity(
  repository: ChantRepository,
  { since, until }: { since: Date | null; until: Date | null },
): Promise<ActivityReading> {
  return withObjects(repository, async (objects) => {
    const situation = await readSituation(repository, objects)
    const { tips, shallow, state } = situation
    const overlay = await readOverlay(repository, objects, situation, {})
    const events = overlay.events.filter(({ at }) => (!since || at >= since) && (!until || at < until))
    const tooLarge: string[] = []
    for await (const part of readHistory(repository, objects, { tips, known: [], shallow, since, until })) {
      events.push(...part.events)
      tooLarge.push(...part.tooLarge)
    }
    const concerned = concernedIds(events)
    const files = state.commit === null ? [] : await listSpecFiles(repository, state.commit)
    const wanted = files.filter(({ id, archived }) => !archived || concerned.has(id))
    const specs = [...overlay.files]
    for await (const some of collectSpecFiles(objects, newest(wanted)).rest()) specs.push(...some)
    return {
      events,
      specs: specs.flatMap(({ spec }) => spec ?? []),
      problems: specs.flatMap(({ path, problem }) => (problem === null ? [] : { path, problem })),
      notes: [
        ...situationNotes(repository, situation),
        ...tooLarge.map((sha) => tooLargeCommitNote(repository, sha)),
        ...tooManyFiles(repository, wanted),
        ...overlay.notes,
      ],
    }
  })
}

/** True when everything the cursor rests on is still there. */
async function isBuiltUpon(objects: Objects, cursor: ReadingCursor, situation: Situation): Promise<boolean> {
  if (cursor.version !== version || !isSameList(cursor.shallow, situation.shallow)) return false
  const asked = without([...cursor.tips, ...(cursor.state ? [cursor.state] : [])], situation.tips)
  if (asked.length === 0) return true
  return (await resolveCommits(objects, asked)).every((commit) => commit !== null)
}

/** The commits that could be reached from where branches were, and from nowhere now. */
async function vanished(
  repository: ChantRepository,
  before: readonly string[],
  now: readonly string[],
): Promise<string[]> {
  const gone = without(before, now)
  if (gone.length === 0) return []
  const input = [...gone, ...now.map((sha) => `^${sha}`), ''].join('\n')
  return (await git(repository, ['rev-list', '--stdin'], input)).split('\n').filter((line) => line !== '')
}

/** The spec files that changed from one commit to the other; all, when there is none to start from. */
async function changedFiles(
  repository: ChantRepository,
  from: string | null,
  to: string | null,
): Promise<{ files: TreeFile[]; gone: string[] }> {
  if (to === null || from === to) return { files: [], gone: [] }
  return from === null
    ? { files: await listSpecFiles(repository, to), gone: [] }
    : changedSpecFiles(repository, from, to)
}

function tooManyFiles(repository: ChantRepository, { length }: readonly TreeFile[]): RepositoryNote[] {
  return length > maxSpecFiles ? [tooManyFilesNote(repository, length, maxSpecFiles)] : []
}

/** As many files as are read: the active ones first, then by id from the newest (an id begins with its date). */
function newest<T extends { id: SpecId; archived: boolean }>(files: readonly T[]): readonly T[] {
  if (files.length <= maxSpecFiles) return files
  const byDate = [...files].sort((a, b) => Number(a.archived) - Number(b.archived) || (a.id < b.id ? 1 : -1))
  return byDate.slice(0, maxSpecFiles)
}

/** The specs of the events, and every id that could be the driver of one (`…-abc` of `…-abc.1` and of `…-abc-1`). */
function concernedIds(events: readonly SpecEvent[]): Set<SpecId> {
  const ids = new Set<SpecId>()
  for (const { specId } of events) {
    ids.add(specId)
    const driver = driverOf(specId)
    if (driver !== null) ids.add(driver)
    const dash = specId.lastIndexOf('-')
    if (dash > 0) ids.add(specId.slice(0, dash))
  }
  return ids
}

/** One reading; what git refuses becomes a sentence for the operator. */
async function withObjects<T>(repository: ChantRepository, read: (objects: Objects) => Promise<T>): Promise<T> {
  const objects = openObjects(repository)
  try {
    return await read(objects)
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error
    throw new Problem(`${repository.name} could not be read: git says "${error.message}".`)
  } finally {
    objects.close()
  }
}

function without(list: readonly string[], others: readonly string[] = []): string[] {
  const set = new Set(others)
  return list.filter((item) => !set.has(item))
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && without(one, other).length === 0
}
