import type { Exported } from '../storage/export-tables.ts'

/** A table as CSV (RFC 4180), a header first. What a spreadsheet would take for a formula gets a `'` before it. */
export function toCsv(columns: readonly string[], rows: readonly Record<string, Exported>[]): string {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? null))]
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('')
}

function cell(value: Exported): string {
  if (value === null) return ''
  // A number is no text, so -3.5 stays what it is.
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = /^\s*[=+\-@\t\r\n|%]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
