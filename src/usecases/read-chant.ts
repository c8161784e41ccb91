import type { Reading, ReadingCursor, ReadingPart, RepositoryNote } from '../domain/chant-reading.ts'
import { Problem } from '../domain/problem.ts'
import { type Db, transact } from '../platform/db.ts'
import { slices } from '../platform/slices.ts'
import { beginReading, endReading, failReading, findRepository, loseUnfound, rowsAtOnce } from '../storage/chant.ts'
import { loseCommits, saveEvents } from '../storage/chant-events.ts'
import { removeSpecFiles, saveSpecFiles } from '../storage/chant-specs.ts'

/** Reads one repository from where the cursor says, part by part (`readRepository` of src/chant, with its repository). */
export type ReadRepository = (
  cursor: ReadingCursor | null,
  take: (part: ReadingPart) => Promise<void>,
) => Promise<Reading>

export type ChantRead =
  /** `events` of them are news; `specs` files are new or changed. */
  { kind: 'read'; events: number; specs: number; notes: RepositoryNote[] } | { kind: 'failed'; problem: string }

/**
 * Reads what happened in a repository since it was last read, and keeps it. Not one transaction: a long history is kept
 * in small ones, and the place up to which it was read last of all, so whatever interrupts it is read again.
 *
 * A repository that cannot be read is kept as such, with the sentence for the operator, until it can be.
 */
export async function readChant(db: Db, name: string, read: ReadRepository, now: Date): Promise<ChantRead> {
  const before = findRepository(db, name)
  const reading = transact(db, (tx) => beginReading(tx, name))
  const count = { events: 0, specs: 0 }
  const keep = async ({ events, specs, isCatchingUp }: ReadingPart) => {
    const pause = slices()
    for (let at = 0; at < Math.max(events.length, specs.length); at += rowsAtOnce) {
      transact(db, (tx) => {
        saveSpecFiles(tx, name, specs.slice(at, at + rowsAtOnce), reading)
        saveEvents(tx, name, events.slice(at, at + rowsAtOnce), { reading, isCatchingUp, now })
      })
      await pause()
    }
    count.events += events.length
    count.specs += specs.length
  }
  try {
    const { cursor, whole, goneCommits, gonePaths, notes } = await read(before?.cursor ?? null, keep)
    transact(db, (tx) => {
      removeSpecFiles(tx, name, gonePaths)
      loseCommits(tx, name, goneCommits, now)
      if (whole && reading > 1) loseUnfound(tx, name, reading, now)
      endReading(tx, name, { cursor, notes }, now)
    })
    return { kind: 'read', ...count, notes }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    failReading(db, name, error.message)
    return { kind: 'failed', problem: error.message }
  }
}
