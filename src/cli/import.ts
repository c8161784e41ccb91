import type { FieldChange } from '../domain/okr-file/merge.ts'
import type { ThingKind } from '../domain/okr-file/things.ts'
import { migrateDatabase, type OpenDatabase, openDatabase } from '../storage/open.ts'
import {
  type ImportedThing,
  type ImportOutcome,
  type ImportReport,
  importOkrFile,
} from '../usecases/import-okr-file.ts'
import { describeProblem } from '../usecases/okr-file/parse.ts'
import { command, type Io, UsageProblem } from './command.ts'
import { changingDatabase, isThere } from './database.ts'
import { readNamedFile } from './read-file.ts'
import { readConfig } from './settings.ts'
import { columns, oneLine } from './table.ts'

export default command({
  usage: 'FILE.yaml [--dry-run] [--force] [--json]',
  help: `
Loads OKRs from a file, or updates those an earlier file loaded, and says what is new, changed and unchanged and who
will be asked when. The same file again changes nothing. What somebody changed in Slack since is kept, and what the
file no longer has stays; both are listed. When anything in the file is wrong nothing is written, and every problem is
named with its line. \`-\` reads from stdin.

  --dry-run   says what would happen and writes nothing
  --force     makes everything as in the file, also what was changed in Slack since
  --json      prints one JSON document`,
  options: { 'dry-run': { type: 'boolean' }, force: { type: 'boolean' }, json: { type: 'boolean' } },
  words: { least: 1, most: 1 },
  async run({ words, values }, io) {
    const [name = ''] = words
    const config = readConfig(io)
    const source = readNamedFile(io, name, 1024 * 1024)
    const dryRun = values['dry-run'] ?? false
    const work = ({ db }: OpenDatabase) =>
      importOkrFile(
        db,
        source,
        { dryRun, force: values.force ?? false, defaultZone: config.defaultZone },
        io.clock.now(),
      )
    // A wrong file, or a try, makes no database where there was none.
    const tried = isThere(io, config.databasePath) ? null : inMemory(work)
    const outcome =
      tried !== null && (dryRun || tried.kind === 'problems')
        ? tried
        : await changingDatabase(io, config.databasePath, work)
    const report = orProblems(outcome, name)
    if (values.json) io.out(JSON.stringify({ dryRun, ...report }, null, 2))
    else print(report, dryRun, io)
  },
})

function inMemory<T>(work: (database: OpenDatabase) => T): T {
  const database = openDatabase(':memory:')
  try {
    migrateDatabase(database)
    return work(database)
  } finally {
    database.close()
  }
}

const mostProblems = 100

function orProblems(outcome: ImportOutcome, name: string): ImportReport {
  if (outcome.kind === 'imported') {
    const { kind: _, ...report } = outcome
    return report
  }
  const shown = outcome.problems.slice(0, mostProblems).map((problem) => oneLine(describeProblem(name, problem)))
  const more = outcome.problems.length - shown.length
  throw new UsageProblem(more > 0 ? [...shown, `… and ${more} more problems.`] : shown)
}

function print({ cycle, things, readings, stays, asks }: ImportReport, dryRun: boolean, io: Io): void {
  const news = things.filter(({ state }) => state !== 'unchanged')
  const unchanged = things.filter(({ state }) => state === 'unchanged')
  const kept = things.filter((thing) => thing.kept.length > 0)
  io.out(`${cycle}${dryRun ? ', tried only: nothing was written' : ''}`)
  const rows = [
    ...news.flatMap((thing) => [[thing.state, nameOf(thing)], ...thing.changes.map(changeRow)]),
    ...kept.flatMap((thing) => thing.kept.map((field) => keptRow(thing, field))),
    ...stays.map((thing) => ['stays', `${nameOf(thing)} (not in the file)`]),
    ...(unchanged.length === 0 ? [] : [['unchanged', unchanged.map(shortName).join(', ')]]),
  ]
  if (readings.new + readings.known > 0) rows.push(['readings', `${readings.new} new, ${readings.known} known`])
  for (const line of columns(rows)) io.out(`  ${line}`)
  if (news.length + kept.length + readings.new === 0) io.out('\nNothing changed.')
  if (asks.length > 0) {
    io.out('\nWho will be asked when')
    for (const line of columns(asks.map(({ name, words }) => [oneLine(name), oneLine(words)]))) io.out(`  ${line}`)
  }
  if (kept.length > 0) io.err('What was changed here since the last import is kept. --force makes it as in the file.')
}

function changeRow({ field, from, to }: FieldChange): string[] {
  return ['', `  ${keyOf(field)}: ${shown(from)} → ${shown(to)}`]
}

function keptRow(thing: ImportedThing, { field, from, to }: FieldChange): string[] {
  return ['kept', `${shortName(thing)}: ${keyOf(field)} stays ${shown(to)}; the file says ${shown(from)}`]
}

const kindWords: Partial<Record<ThingKind, string>> = {
  cycle: 'cycle',
  admins: 'admins',
  person: 'person',
  holidays: 'holidays of',
  team: 'team',
  kpi: 'KPI',
  initiative: 'initiative',
  approvals: 'approval rules',
}

function nameOf(thing: Pick<ImportedThing, 'kind' | 'key' | 'title'>): string {
  return thing.title === thing.key ? shortName(thing) : `${shortName(thing)}  ${oneLine(thing.title)}`
}

function shortName({ kind, key }: Pick<ImportedThing, 'kind' | 'key'>): string {
  return [kindWords[kind], oneLine(key)].filter(Boolean).join(' ')
}

/** A field as the file calls it: `whyNow` is `why_now`. */
function keyOf(field: string): string {
  const spelled = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return spelled.replace(/^check_in_/, 'check_in.')
}

function shown(value: unknown): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return 'nothing'
  const text =
    typeof value === 'string'
      ? value
      : Array.isArray(value) && value.every(isPlain)
        ? value.join(', ')
        : JSON.stringify(value)
  const line = oneLine(text)
  return line.length > 80 ? `${line.slice(0, 80)}…` : line
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}
