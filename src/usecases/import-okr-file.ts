import { isDeepStrictEqual } from 'node:util'
import type { Zone } from '../domain/local-time.ts'
import type { Cycle } from '../domain/objectives.ts'
import { type FieldChange, type Merged, mergeThing } from '../domain/okr-file/merge.ts'
import type { FileFault, OkrFile } from '../domain/okr-file/okr-file.ts'
import { type Definitions, type Thing, type ThingKind, thingsOf, withPeople } from '../domain/okr-file/things.ts'
import { type Db, transact } from '../platform/db.ts'
import { findCycleByName } from '../storage/cycles.ts'
import { listFileEntries, removeFileEntry, saveFileEntry } from '../storage/file-entries.ts'
import { removeHolidays } from '../storage/holidays.ts'
import { listReadings, recordReading } from '../storage/kpis.ts'
import { explicitIds, exportOkrFile } from './export-okr-file.ts'
import { knownTo } from './okr-file/known-to.ts'
import { type FileProblem, parseOkrFile } from './okr-file/parse.ts'
import { oneWayToWrite } from './okr-file/people-as-written.ts'
import { keepOwnKpis, saveThing } from './okr-file/save-thing.ts'
import { showChanges } from './okr-file/show-changes.ts'
import { type PreviewLine, previewAsks } from './preview-asks.ts'

export interface ImportOptions {
  /** Nothing is written; the outcome is what it would be. */
  dryRun?: boolean
  /** What somebody changed here since the last import becomes as in the file. */
  force?: boolean
  defaultZone: Zone
}

export type ImportOutcome =
  /** Nothing was written. */
  { kind: 'problems'; problems: FileProblem[] } | ({ kind: 'imported' } & ImportReport)

export interface ImportReport {
  cycle: string
  things: ImportedThing[]
  readings: { new: number; known: number }
  /** What the cycle has and the file does not, or no more: it stays. */
  stays: { kind: ThingKind; key: string; title: string }[]
  /** Who will be asked when. */
  asks: PreviewLine[]
}

export interface ImportedThing {
  kind: ThingKind
  key: string
  /** What a person calls it: the title of an objective, the key of what has no other name. */
  title: string
  state: Merged['state']
  changes: readonly FieldChange[]
  /** Changed here since the last import, and left so. */
  kept: readonly FieldChange[]
}

/**
 * Loads an OKR file, or updates what an earlier one loaded: all of it in one transaction, or nothing when anything is
 * wrong. The same file again changes nothing.
 */
export function importOkrFile(
  db: Db,
  source: string | Uint8Array,
  { dryRun = false, force = false, defaultZone }: ImportOptions,
  now: Date,
): ImportOutcome {
  try {
    return transact(db, (tx) => {
      const outcome = importInto(tx, source, { force, defaultZone }, now)
      if (dryRun) throw new DryRun(outcome)
      return outcome
    })
  } catch (error) {
    if (error instanceof DryRun) return error.outcome
    throw error
  }
}

/** Rolls back what was only tried. */
class DryRun extends Error {
  readonly outcome: ImportOutcome

  constructor(outcome: ImportOutcome) {
    super('dry run')
    this.outcome = outcome
  }
}

function importInto(
  tx: Db,
  source: string | Uint8Array,
  { force, defaultZone }: { force: boolean; defaultZone: Zone },
  now: Date,
): ImportOutcome {
  const entries = listFileEntries(tx)
  const parsed = parseOkrFile(source, knownTo(tx, entries))
  if (parsed.kind === 'problems') return parsed
  const { file, ids } = parsed
  const write = oneWayToWrite(tx)
  const inFile = thingsOf(file, ids).map((thing) => withPeople(thing, write))
  const cycle = findCycleByName(tx, file.cycle.name)
  const doubles = peopleTwice(file, write)
  if (doubles.length > 0) {
    const problems = doubles.map(({ path, message }) => ({ line: parsed.lineOf(path), message }))
    return { kind: 'problems', problems }
  }
  const last = lastThings(entries, write)
  const stored = storedThings(tx, cycle, file, write, last)
  const merged = inFile.map((thing) => merge(thing, stored.get(nameOf(thing)), last.get(nameOf(thing)), force))
  const closed = cycle !== null && cycle.closedAt !== null && merged.some(isOfTheCycle)
  if (closed) {
    const message = `the cycle ${cycle.name} is closed, so its objectives and key results stay as they are`
    return { kind: 'problems', problems: [{ line: parsed.lineOf(['cycle']), message }] }
  }
  keepOwnKpis(tx, inFile)
  for (const thing of merged) {
    if (thing.state !== 'unchanged') save(tx, thing, file.cycle.name, now)
    remember(tx, thing, last.get(nameOf(thing)), file.cycle.name, now)
  }
  forgetOldKeys(tx, entries, write)
  showChanges(tx, merged, now, defaultZone)
  return {
    kind: 'imported',
    cycle: file.cycle.name,
    things: merged.map(toImported),
    readings: storeReadings(tx, file, now),
    stays: whatStays(inFile, stored, last, file.cycle.name),
    asks: previewAsks(tx, now, defaultZone),
  }
}

/** Two ways to write somebody may turn out to be one person, as soon as Slack was asked. */
function peopleTwice({ people }: OkrFile, write: (person: string) => string): FileFault[] {
  const seen = new Map<string, string>()
  return people.flatMap(({ person, delegate }, index) => {
    const who = write(person)
    const first = seen.get(who)
    seen.set(who, person)
    const faults: FileFault[] = []
    if (first !== undefined) {
      const message = `\`person\` is ${person}, who is ${first} and stands here already`
      faults.push({ path: ['people', index, 'person'], message })
    }
    if (delegate !== null && write(delegate) === who) {
      const message = `\`delegate\` is ${delegate}, who is ${person}; name somebody else`
      faults.push({ path: ['people', index, 'delegate'], message })
    }
    return faults
  })
}

function nameOf({ kind, key }: Pick<Thing, 'kind' | 'key'>): string {
  return `${kind}:${key}`
}

/** What is stored, as a file of this cycle would say it. */
function storedThings(
  tx: Db,
  cycle: Cycle | null,
  { cycle: { name, starts, ends }, holidays: inFile }: OkrFile,
  write: (person: string) => string,
  last: ReadonlyMap<string, Last>,
): Map<string, Thing> {
  const stored = exportOkrFile(tx, cycle ?? { id: -1, name, starts, ends, closedAt: null })
  const things = thingsOf(stored, explicitIds(stored)).map((thing) => withPeople(thing, write))
  const found = new Map(things.map((thing) => [nameOf(thing), thing]))
  if (cycle === null) found.delete(nameOf({ kind: 'cycle', key: name }))
  // What other files and people call a holiday is none of this file's business.
  const key = { kind: 'holidays', key: name } as const
  const before = last.get(nameOf(key))?.definition as Definitions['holidays'] | undefined
  const dates = stored.holidays.filter((date) => inFile.includes(date) || before?.dates.includes(date))
  if (dates.length > 0 || before !== undefined) found.set(nameOf(key), { ...key, definition: { dates } })
  else found.delete(nameOf(key))
  return found
}

interface Last {
  kind: ThingKind
  key: string
  cycle: string
  definition: object
}

/** What the files said last, by what it is called today. */
function lastThings(entries: ReturnType<typeof listFileEntries>, write: (person: string) => string): Map<string, Last> {
  return new Map(
    entries.map((entry) => {
      const { kind, key, definition } = entry as unknown as Thing
      const thing = withPeople({ kind, key, definition }, write)
      return [nameOf(thing), { ...thing, cycle: entry.cycle }]
    }),
  )
}

function merge(thing: Thing, stored: Thing | undefined, last: Last | undefined, force: boolean): Merged {
  const before = (last?.definition ?? null) as Partial<Definitions[ThingKind]> | null
  return mergeThing(thing, stored?.definition ?? null, before, force)
}

/** True for what a closed cycle keeps as it is. */
function isOfTheCycle({ kind, state }: Merged): boolean {
  return state !== 'unchanged' && (kind === 'cycle' || kind === 'objective' || kind === 'key-result')
}

function save(tx: Db, { kind, key, definition, changes }: Merged, cycle: string, now: Date): void {
  saveThing({ tx, cycle, now }, kind, key, definition)
  if (kind !== 'holidays') return
  for (const { from, to } of changes) {
    const [before, after] = [from, to] as [string[], string[]]
    removeHolidays(
      tx,
      before.filter((date) => !after.includes(date)),
    )
  }
}

function remember(tx: Db, { kind, key, base }: Merged, last: Last | undefined, cycle: string, now: Date): void {
  if (last?.cycle === cycle && isDeepStrictEqual(last.definition, base)) return
  saveFileEntry(tx, { kind, key, cycle, definition: base as Record<string, unknown> }, now)
}

/** Somebody who is written differently by now keeps one entry. */
function forgetOldKeys(tx: Db, entries: ReturnType<typeof listFileEntries>, write: (person: string) => string): void {
  for (const { kind, key } of entries) if (kind === 'person' && write(key) !== key) removeFileEntry(tx, kind, key)
}

function storeReadings(tx: Db, file: OkrFile, now: Date): ImportReport['readings'] {
  const known = listReadings(tx, null)
  const count = { new: 0, known: 0 }
  for (const { id: kpiId, readings } of file.kpis) {
    const values = new Set((known.get(kpiId) ?? []).map(({ at, value }) => `${at} ${value}`))
    for (const { at, value, source, note } of readings) {
      const isKnown = values.size === values.add(`${at} ${value}`).size
      if (isKnown) count.known++
      else {
        recordReading(tx, { kpiId, at, value, source: source ?? 'OKR file', note, recordedBy: null }, now)
        count.new++
      }
    }
  }
  return count
}

/** Of this cycle: what is stored and not in the file. Beside it: what this cycle's file had and has no more. */
function whatStays(
  inFile: readonly Thing[],
  stored: ReadonlyMap<string, Thing>,
  last: ReadonlyMap<string, Last>,
  cycle: string,
): ImportReport['stays'] {
  const named = new Set(inFile.map(nameOf))
  return [...stored.values()]
    .filter((thing) => !named.has(nameOf(thing)))
    .filter(
      ({ kind, key }) =>
        kind === 'objective' || kind === 'key-result' || last.get(nameOf({ kind, key }))?.cycle === cycle,
    )
    .filter(({ kind, definition }) => kind !== 'holidays' || (definition as Definitions['holidays']).dates.length > 0)
    .map((thing) => ({ kind: thing.kind, key: thing.key, title: titleOf(thing) }))
}

function toImported({ kind, key, state, definition, changes, kept }: Merged): ImportedThing {
  return { kind, key, title: titleOf({ kind, key, definition }), state, changes, kept }
}

function titleOf({ key, definition }: Pick<Thing, 'kind' | 'key' | 'definition'>): string {
  if ('title' in definition) return definition.title
  return 'name' in definition ? definition.name : key
}
