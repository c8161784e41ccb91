/**
 * Rows of words in columns, two spaces apart; the last column is as wide as it is. `right`: columns of numbers. With a
 * width, lines that do not fit are cut with an ellipsis.
 */
export function columns(
  rows: readonly (readonly string[])[],
  { right = [], width = null }: { right?: readonly number[]; width?: number | null } = {},
): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, index) => Math.max(...rows.map((row) => lengthOf(row[index] ?? ''))))
  return rows.map((row) => {
    const cells = row.map((cell, index) => {
      const room = ' '.repeat((widths[index] ?? 0) - lengthOf(cell))
      if (right.includes(index)) return room + cell
      return index === row.length - 1 ? cell : cell + room
    })
    return cut(cells.join('  ').trimEnd(), width)
  })
}

/** A text from people on one line, without what could move a terminal's cursor. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

function cut(line: string, width: number | null): string {
  if (width === null || lengthOf(line) <= width) return line
  return `${[...segments.segment(line)]
    .slice(0, Math.max(1, width - 1))
    .map(({ segment }) => segment)
    .join('')}…`
}

const segments = new Intl.Segmenter('en')

function lengthOf(text: string): number {
  // Plain text is most of it, and its length is no question.
  return /^[\x20-\x7e]*$/.test(text) ? text.length : [...segments.segment(text)].length
}
