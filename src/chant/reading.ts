import type { Reading, ReadingCursor, ReadingPart } from '../domain/chant-reading.ts'
import { git } from './git.ts'
import { readHistory } from './history.ts'
import { rewrittenNote, situationNotes, tooLargeCommitNote, tooManyFilesNotes } from './notes.ts'
import type { Objects } from './objects.ts'
import { withObjects } from './objects.ts'
import { readOverlay } from './overlay.ts'
import type { ChantRepository } from './repository.ts'
import type { Situation } from './situation.ts'
import { readSituation, resolveCommits } from './situation.ts'
import type { TreeFile } from './spec-tree.ts'
import { changedSpecFiles, collectSpecFiles, listSpecFiles, maxSpecFiles, newestFiles } from './spec-tree.ts'

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
    const collector = collectSpecFiles(objects, newestFiles(changed.files))
    const isCatchingUp = !cursor || cursor.version !== version || !isSameList(cursor.shallow, shallow)
    const tooLarge: string[] = []
    const range = { tips: without(tips, known?.tips), known: known?.tips ?? [], shallow, since: null, until: null }
    for await (const part of readHistory(repository, objects, range, collector.use)) {
      tooLarge.push(...part.tooLarge)
      await take({ events: part.events, specs: collector.taken(), isCatchingUp })
    }
    for await (const specs of collector.rest()) await take({ events: [], specs, isCatchingUp })
    await take({ events: overlay.events, specs: overlay.files, isCatchingUp })

    const ignored = overlay.files.map(({ path }) => path)
    const committed = changed.files.map(({ path }) => path)
    const isRewritten = known?.state != null && goneCommits.includes(known.state)
    return {
      cursor: { version, tips, shallow, state: state.commit, workingCopy: overlay.statuses, ignored },
      whole: known === null,
      goneCommits,
      gonePaths: [...changed.gone, ...without(cursor?.ignored ?? [], [...ignored, ...committed])],
      notes: [
        ...situationNotes(repository, situation),
        ...(isRewritten ? [rewrittenNote(repository, goneCommits.length)] : []),
        ...tooLarge.map((sha) => tooLargeCommitNote(repository, sha)),
        ...tooManyFilesNotes(repository, changed.files.length, maxSpecFiles),
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

function without(list: readonly string[], others: readonly string[] = []): string[] {
  const set = new Set(others)
  return list.filter((item) => !set.has(item))
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && without(one, other).length === 0
}
