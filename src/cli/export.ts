import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { localDateAt } from '../domain/local-time.ts'
import { nearest } from '../domain/nearest.ts'
import type { Cycle } from '../domain/objectives.ts'
import { Problem } from '../domain/problem.ts'
import type { Db } from '../platform/db.ts'
import { findCycleByName, listCycles, openCycle } from '../storage/cycles.ts'
import { exportTables } from '../storage/export-tables.ts'
import { exportOkrFile } from '../usecases/export-okr-file.ts'
import { writeOkrFile } from '../usecases/okr-file/write.ts'
import { command, type Io, UsageProblem } from './command.ts'
import { toCsv } from './csv.ts'
import { readingDatabase } from './database.ts'
import { readConfig } from './settings.ts'

const formats = ['yaml', 'json', 'csv'] as const
type Format = (typeof formats)[number]

export default command({
  usage: '[--format yaml|json|csv] [--cycle NAME] [--out DIR]',
  help: `
Writes what is stored to stdout, or to files in a folder.

  --format yaml   the OKR file of a cycle, as it stands now; importing it again changes nothing (the default)
  --format json   everything with its history, one document
  --format csv    everything with its history, one file for each table; needs --out
  --cycle NAME    which cycle's OKR file; without it the present one's
  --out DIR       the folder, made when it is not there: okrs.yaml, okrs.json, or a .csv for each table`,
  options: { format: { type: 'string' }, cycle: { type: 'string' }, out: { type: 'string' } },
  words: { least: 0, most: 0 },
  async run({ values }, io) {
    const format = readFormat(values.format ?? 'yaml')
    const out = values.out ?? null
    if (format === 'csv' && out === null)
      throw new UsageProblem('--format csv writes one file for each table: say where with --out DIR.')
    const { databasePath, defaultZone } = readConfig(io)
    const today = localDateAt(io.clock.now(), defaultZone)
    const files = await readingDatabase(io, databasePath, ({ db }) => {
      if (format === 'yaml') return yamlFile(db, values.cycle, today)
      return format === 'json' ? jsonFile(db, io.clock.now()) : csvFiles(db)
    })
    if (out === null) for (const { text } of files) io.out(text)
    else write(io, out, files)
  },
})

interface ExportFile {
  name: string
  text: string
}

function readFormat(said: string): Format {
  const format = formats.find((one) => one === said)
  if (format) return format
  const meant = nearest(said, formats)
  throw new UsageProblem(
    `--format is ${formats.join(', ')}, not ${said.slice(0, 40)}.${meant ? ` Did you mean ${meant}?` : ''}`,
  )
}

const largest = 1024 * 1024

function yamlFile(db: Db, name: string | undefined, today: string): ExportFile[] {
  const file = exportOkrFile(db, cycleCalled(db, name, today))
  const text = writeOkrFile(file)
  if (Buffer.byteLength(text) <= largest) return [{ name: 'okrs.yaml', text }]
  // Many years of readings are more than an OKR file may hold; definitions are not.
  const kpis = file.kpis.map((kpi) => ({ ...kpi, readings: kpi.readings.filter(({ at }) => at >= file.cycle.starts) }))
  const shorter = writeOkrFile({ ...file, kpis })
  return [
    {
      name: 'okrs.yaml',
      text: `# Readings from before ${file.cycle.starts} are left out: \`okr export --format csv\` has them.\n${shorter}`,
    },
  ]
}

function cycleCalled(db: Db, name: string | undefined, today: string): Cycle {
  const cycle = name === undefined ? openCycle(db, today) : findCycleByName(db, name)
  if (cycle) return cycle
  if (name === undefined) throw new Problem('There are no OKRs to export yet. `okr import FILE.yaml` loads some.')
  const names = listCycles(db).map((one) => one.name)
  throw new UsageProblem(`There is no cycle called ${name.slice(0, 80)}. There is ${names.join(', ') || 'none'}.`)
}

function jsonFile(db: Db, now: Date): ExportFile[] {
  const tables = Object.fromEntries(exportTables(db).map(({ name, rows }) => [name, rows]))
  return [{ name: 'okrs.json', text: `${JSON.stringify({ exportedAt: now.toISOString(), ...tables }, null, 2)}\n` }]
}

function csvFiles(db: Db): ExportFile[] {
  return exportTables(db).map(({ name, columns, rows }) => ({ name: `${name}.csv`, text: toCsv(columns, rows) }))
}

function write(io: Io, out: string, files: readonly ExportFile[]): void {
  const folder = resolve(io.folder, out)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const { name, text } of files) writeFileSync(join(folder, name), text, { mode: 0o600 })
  } catch (error) {
    throw new Problem(
      `${out} cannot be written: check that it is a folder, that this user may, and that the disk has room.`,
      {
        cause: error,
      },
    )
  }
  for (const { name } of files) io.out(join(out, name))
}
