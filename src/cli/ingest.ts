import { parseReading } from '../domain/numbers.ts'
import type { Db } from '../platform/db.ts'
import { findKpi } from '../storage/kpis.ts'
import { recordReadings, type SaidReading, unknownKpi } from '../usecases/readings/record-readings.ts'
import { command, UsageProblem } from './command.ts'
import { changingDatabase } from './database.ts'
import { type CsvLine, readCsv } from './read-csv.ts'
import { readNamedFile } from './read-file.ts'
import { readConfig } from './settings.ts'
import { oneLine } from './table.ts'

const columns = ['kpi', 'at', 'value', 'source', 'note'] as const
const required = ['kpi', 'at', 'value'] as const
const largestFile = 16 * 1024 * 1024
const mostProblems = 100

export default command({
  usage: 'FILE.csv [--json]',
  help: `
Records KPI readings from a CSV file with the header kpi,at,value[,source][,note]. Values as people write them: 6.2,
6,2 %, $2.5M. A reading that is there already is kept once. When a line is wrong nothing is written, and every wrong
line is named. \`-\` reads from stdin.

  --json   prints one JSON document`,
  options: { json: { type: 'boolean' } },
  words: { least: 1, most: 1 },
  async run({ words, values }, io) {
    const [name = ''] = words
    const config = readConfig(io)
    const lines = readCsv(asText(name, readNamedFile(io, name, largestFile)))
    if ('problem' in lines) throw new UsageProblem(`${name}:${lines.line}: ${lines.problem}.`)
    const outcome = await changingDatabase(io, config.databasePath, ({ db }) => {
      const read = readReadings(db, name, lines)
      return {
        read,
        recorded: recordReadings(
          db,
          read.map(({ reading }) => reading),
          { by: null },
          io.clock.now(),
        ),
      }
    })
    const { read, recorded } = outcome
    if (recorded.kind === 'invalid') {
      throw new UsageProblem(
        shorten(recorded.problems.map(({ index, message }) => `${name}:${read[index]?.line}: ${message}.`)),
      )
    }
    const { stored, duplicates } = recorded
    if (values.json) io.out(JSON.stringify({ stored, duplicates }))
    else io.out(`${stored} stored, ${duplicates} known already`)
  },
})

function asText(name: string, bytes: Uint8Array): string {
  if (bytes.length > largestFile) throw new UsageProblem(`${name} is larger than 16 MB: split it.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageProblem(`${name} is not UTF-8 text: save it as CSV UTF-8.`)
  }
}

function readReadings(db: Db, name: string, lines: readonly CsvLine[]): { line: number; reading: SaidReading }[] {
  const [header, ...rest] = lines
  const names = header?.cells.map((cell) => cell.toLowerCase()) ?? []
  const missing = required.filter((column) => !names.includes(column))
  const unknown = names.filter((column) => !columns.some((known) => known === column))
  if (missing.length > 0 || unknown.length > 0) {
    throw new UsageProblem(`${name}:${header?.line ?? 1}: the first line must be kpi,at,value[,source][,note].`)
  }
  const problems: string[] = []
  const read = rest.flatMap(({ line, cells }) => {
    const said = (column: (typeof columns)[number]) => cells[names.indexOf(column)]?.trim() ?? ''
    const kpi = findKpi(db, said('kpi'))
    const value = kpi ? parseReading(said('value'), kpi.unit) : { problem: unknownKpi(db, said('kpi')) }
    if (cells.length !== names.length)
      problems.push(`${name}:${line}: ${cells.length} cells, and the header has ${names.length}.`)
    else if ('problem' in value) problems.push(`${name}:${line}: ${value.problem.replace(/\.$/, '')}.`)
    else {
      const source = said('source') || 'file'
      return [
        { line, reading: { kpi: said('kpi'), at: said('at'), value: value.value, source, note: said('note') || null } },
      ]
    }
    return []
  })
  if (problems.length > 0) throw new UsageProblem(shorten(problems))
  return read
}

function shorten(problems: readonly string[]): string[] {
  const shown = problems.slice(0, mostProblems).map(oneLine)
  return problems.length > shown.length ? [...shown, `… and ${problems.length - shown.length} more problems.`] : shown
}
