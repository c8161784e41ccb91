import type { KnownBlock, RichTextBlock, TableBlock } from '@slack/types'
import { richBlocks, section } from './markdown-fit.ts'
import { inlineElements, merged, textElement, type Words, wordsOfElements } from './markdown-inline.ts'
import type { NodeOf } from './markdown-parse.ts'

/** Slack takes 100 rows of 20 cells and 10,000 characters in all tables of a message; ours leave room for words beside them. */
const mostRows = 60
const mostColumns = 20
const mostOfTable = 6000
/** Wider text wraps in a form, and on a phone. */
const mostWidth = 64

type RichElement = RichTextBlock['elements'][number]

/** Slack's tables, as few as their limits allow, each with the head; a list where a row is too long for any. */
export function tableBlocks(table: NodeOf<'table'>): KnownBlock[] {
  const [head = [], ...rows] = rowsOf(table)
  const cells = rows.map((row) => head.map((_, column) => cell(row[column] ?? [])))
  const sizes = cells.map((row) => JSON.stringify(row).length)
  const ours = head.map((words) => ({ type: 'raw_text' as const, text: wordsOfElements(words).trim() || '–' }))
  const room = mostOfTable - JSON.stringify(ours).length
  if (head.length > mostColumns || room < mostOfTable / 2 || sizes.some((size) => size > room)) {
    return richBlocks(asList(head, rows))
  }
  const settings = (table.align ?? [])
    .slice(0, head.length)
    .map((align) => ({ is_wrapped: true, ...(align && { align }) }))
  const blocks: TableBlock[] = []
  let left = 0
  for (const [index, row] of cells.entries()) {
    const size = sizes[index] ?? 0
    const last = blocks.at(-1)
    if (!last || size > left || last.rows.length > mostRows) {
      blocks.push({ type: 'table', column_settings: settings, rows: [ours, row] })
      left = room - size
    } else {
      last.rows.push(row)
      left -= size
    }
  }
  return blocks.length > 0 ? blocks : [{ type: 'table', column_settings: settings, rows: [ours] }]
}

/** A table where Slack takes none: aligned text, or a list with the columns' names where that would be too wide. */
export function tableAsText(table: NodeOf<'table'>): RichElement[] {
  const [head = [], ...rows] = rowsOf(table)
  const lines = [head, ...rows].map((row) =>
    head.map((_, column) => wordsOfElements(row[column] ?? []).replace(/\s+/g, ' ')),
  )
  const widths = head.map((_, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ''))))
  if (widths.reduce((sum, width) => sum + width + 2, -2) > mostWidth || hasLinks(rows)) return asList(head, rows)
  const text = lines.map((line) =>
    line
      .map((one, at) => padded(one, widths[at] ?? 0, table.align?.[at]))
      .join('  ')
      .trimEnd(),
  )
  text.splice(1, 0, widths.map((width) => '─'.repeat(width)).join('  '))
  return [{ type: 'rich_text_preformatted', elements: [textElement(text.join('\n'))] }]
}

/**
 * `**Cause**`, below it `• **Onboarding fails** · Impact: ~3.5 pp · Effort: Medium`; a first column that only counts
 * becomes the list's numbers.
 */
function asList(head: readonly Words[][], rows: readonly Words[][][]): RichElement[] {
  const counts = head.length > 1 && rows.length > 0 && rows.every((row, at) => isText(row[0], String(at + 1)))
  const from = counts ? 1 : 0
  const items = rows.map((row) => {
    const columns = [...row.keys()].slice(from).filter((at) => at === from || !isText(row[at], ''))
    const words = columns.flatMap((at) =>
      at === from ? bold(row[at]) : [textElement(' · '), ...named(head[at], row[at])],
    )
    return section(merged(words.length > 0 ? words : [textElement('–')]))
  })
  const caption = head.slice(0, rows.length === 0 ? head.length : from + 1).slice(from)
  const words = merged(caption.flatMap((one, at) => [textElement(at > 0 ? ' · ' : ''), ...bold(one)]))
  const list: RichElement = { type: 'rich_text_list', style: counts ? 'ordered' : 'bullet', elements: items }
  return [...(words.length > 0 ? [section(words)] : []), ...(items.length > 0 ? [list] : [])]
}

function isText(words: readonly Words[] | undefined, text: string): boolean {
  return wordsOfElements(words ?? []).trim() === text
}

function bold(words: readonly Words[] = []): Words[] {
  const some = words.length > 0 ? words : [textElement('–')]
  return some.map((word) => ({ ...word, style: { ...word.style, bold: true } }))
}

function named(head: readonly Words[] = [], words: readonly Words[] = []): Words[] {
  const label = wordsOfElements(head).trim()
  return [textElement(label === '' ? '' : `${label}: `), ...words]
}

function cell(words: readonly Words[]): TableBlock['rows'][number][number] {
  const text = wordsOfElements(words)
  if (text.trim() === '') return { type: 'raw_text', text: '–' }
  const isPlain = words.every((word) => word.type === 'text' && word.style === undefined)
  // A plain cell would turn `:tada:` into a picture.
  if (isPlain && !/:[\w+-]+:/.test(text)) return { type: 'raw_text', text }
  return { type: 'rich_text', elements: [section([...words])] }
}

function rowsOf(table: NodeOf<'table'>): Words[][][] {
  return table.children.map((row) => row.children.map((one) => inlineElements(one.children)))
}

function hasLinks(rows: readonly Words[][][]): boolean {
  return rows.some((row) => row.some((words) => words.some(({ type }) => type === 'link')))
}

/** In characters as people see them; wide ones (emoji, Chinese) count as two. */
function widthOf(text: string): number {
  let width = 0
  for (const one of text)
    width += /\p{Mn}|\u200D|\uFE0F/u.test(one)
      ? 0
      : /\p{Emoji_Presentation}|[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60]/u.test(
            one,
          )
        ? 2
        : 1
  return width
}

function padded(text: string, width: number, align: 'left' | 'right' | 'center' | null | undefined): string {
  const blanks = Math.max(0, width - widthOf(text))
  if (align === 'right') return ' '.repeat(blanks) + text
  const before = align === 'center' ? Math.floor(blanks / 2) : 0
  return ' '.repeat(before) + text + ' '.repeat(blanks - before)
}
