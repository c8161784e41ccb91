import { plainly } from './outline.ts'

/** A table of a markdown text: its column titles and cells in plain words, and the lines it stands on. */
export interface TextTable {
  columns: string[]
  rows: string[][]
  /** Of its first line, and of the line after its last. */
  from: number
  to: number
}

/** More columns than anybody reads; a row of 1 MB has no more cells than this. */
const mostColumns = 50
/** More than anybody reads; what comes after is left to the whole text. */
const mostRows = 1000

/** The tables among these lines: a row with bars over a row of dashes. */
export function tablesIn(lines: readonly string[]): TextTable[] {
  const tables: TextTable[] = []
  let index = 0
  while (index + 1 < lines.length) {
    const columns = cellsOf(lines[index] ?? '')
    if (columns.length < 2 || !isRule(lines[index + 1] ?? '')) {
      index++
      continue
    }
    const from = index
    const rows: string[][] = []
    for (index += 2; (lines[index] ?? '').includes('|'); index++) {
      if (rows.length < mostRows) rows.push(cellsOf(lines[index] ?? ''))
    }
    tables.push({ columns, rows, from, to: index })
  }
  return tables
}

function isRule(line: string): boolean {
  return line.length < 2000 && line.includes('-') && line.includes('|') && /^[\s|:-]+$/.test(line)
}

function cellsOf(line: string): string[] {
  if (!line.includes('|')) return []
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '')
  return inner.split(/(?<!\\)\|/, mostColumns).map((cell) => plainly(cell.replaceAll('\\|', '|')))
}
