/** A line of a CSV file, with its number as an editor counts it. */
export interface CsvLine {
  line: number
  cells: string[]
}

/**
 * Reads CSV (RFC 4180): quoted cells may hold commas, quotes written twice, and line breaks. Blank lines are passed
 * over. A quote that is never closed is a problem with the line it began in.
 */
export function readCsv(text: string): CsvLine[] | { problem: string; line: number } {
  const lines: CsvLine[] = []
  let cells: string[] = []
  let line = 1
  let began = 1
  const source = text.replace(/^\uFEFF/, '')
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/gy
  while (cell.lastIndex < source.length) {
    const match = cell.exec(source)
    if (!match) return { problem: 'a quote is not closed, or stands inside a cell that is not quoted', line: began }
    const [whole, quoted, plain = '', end] = match
    cells.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'))
    line += whole.match(/\r\n|\n|\r/g)?.length ?? 0
    if (end === ',') {
      if (cell.lastIndex === source.length) cells.push('')
      else continue
    }
    if (cells.some((held) => held !== '')) lines.push({ line: began, cells })
    cells = []
    began = line
  }
  if (cells.length > 0) lines.push({ line: began, cells })
  return lines
}
