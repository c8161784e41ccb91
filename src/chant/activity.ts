import type { SpecEvent } from '../domain/activity.ts'
import type { RepositoryNote } from '../domain/chant-reading.ts'
import { driverOf, type Spec, type SpecId } from '../domain/specs.ts'
import { readHistory } from './history.ts'
import { situationNotes, tooLargeCommitNote, tooManyFilesNotes } from './notes.ts'
import { withObjects } from './objects.ts'
import { readOverlay } from './overlay.ts'
import type { ChantRepository } from './repository.ts'
import { readSituation } from './situation.ts'
import { collectSpecFiles, listSpecFiles, maxSpecFiles, newestFiles } from './spec-tree.ts'

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
    for await (const some of collectSpecFiles(objects, newestFiles(wanted)).rest()) specs.push(...some)
    return {
      events,
      specs: specs.flatMap(({ spec }) => spec ?? []),
      problems: specs.flatMap(({ path, problem }) => (problem === null ? [] : { path, problem })),
      notes: [
        ...situationNotes(repository, situation),
        ...tooLarge.map((sha) => tooLargeCommitNote(repository, sha)),
        ...tooManyFilesNotes(repository, wanted.length, maxSpecFiles),
        ...overlay.notes,
      ],
    }
  })
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
