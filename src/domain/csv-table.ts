import { fenced } from './digests.ts'
import { plainText } from './plain-text.ts'

/** More than this nobody reads as a table, and an agent reads the lines as well. */
const mostColumns = 20
const mostRows = 500

/** Values between commas or tabs as a markdown table, the first line its head; what is no table of that size, whole in a fence. */
export function csvAsMarkdown(text: string, separator: ',' | '\t'): string {
  const rows = parseRows(plainText(text), separator)
  const width = rows?.[0]?.length ?? 0
  const isTable = rows !== null && width >= 2 && width <= mostColumns && rows.length <= mostRows + 1
  if (!isTable || rows.some((row) => row.length !== width)) return fenced(plainText(text), 'csv')
  const [head = [], ...body] = rows.map((row) => `| ${row.map(cell).join(' | ')} |`)
  return [head, `|${'---|'.repeat(width)}`, ...body].join('\n')
}

function cell(value: string): string {
  return value
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\|<]/g, '\\$&')
}

/** RFC 4180; `;` where a first line has no commas, as spreadsheets write in half of Europe. Null: a quote is never closed. */
function parseRows(text: string, wanted: ',' | '\t'): string[][] | null {
  const [first = ''] = text.split('\n', 1)
  const separator = wanted === ',' && !first.includes(',') && first.includes(';') ? ';' : wanted
  const rows: string[][] = []
  let row: string[] = []
  let value = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string
    if (isQuoted) {
      if (char !== '"') value += char
      else if (text[at + 1] === '"') value += text[at++]
      else isQuoted = false
    } else if (char === '"' && value === '') isQuoted = true
    else if (char === separator) {
      row.push(value)
      value = ''
    } else if (char === '\n') {
      rows.push([...row, value])
      row = []
      value = ''
    } else value += char
  }
  if (isQuoted) return null
  return [...rows, [...row, value]].filter((one) => one.some((part) => part.trim() !== ''))
}
