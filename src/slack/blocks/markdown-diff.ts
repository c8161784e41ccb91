import type { KnownBlock, RichTextQuote } from '@slack/types'
import type { Comparison, Hunk, TextChange } from '../../domain/findings/compare.ts'
import type { MarkedLine } from '../../domain/findings/words.ts'
import { wholeAt } from './markdown-cut.ts'
import { richBlocks, section } from './markdown-fit.ts'
import { merged, textElement, type Words } from './markdown-inline.ts'
import { shorten } from './text.ts'

export interface DiffOptions {
  /** Places where something changed; the rest is counted. Default 8. */
  hunks?: number
  /** Where the rest can be read, as the end of a sentence: `in the thread`, `in research-findings.md`. */
  rest?: string
}

/** Of each side of a place that changed. */
const mostLines = 12
/** Of a line; what stayed the same is shortened first. */
const mostOfLine = 500
/** Of what stayed the same beside words that changed. */
const around = 60

/**
 * What changed, as blocks: for each text its name and how many lines, then each place under its heading with `−` before
 * lines that are gone and `+` before new ones; of lines of which a part changed, that part is struck through or bold. What
 * is left out is counted and said. No change: no blocks.
 */
export function diffBlocks({ changes }: Comparison, { hunks: most = 8, rest }: DiffOptions = {}): KnownBlock[] {
  const blocks: KnownBlock[] = []
  let left = most
  let hidden = 0
  for (const change of changes) {
    const shown = change.hunks.slice(0, left)
    left -= shown.length
    hidden += change.hunks.length - shown.length
    if (shown.length === 0 && change.hunks.length > 0) continue
    blocks.push(...richBlocks([section(nameOf(change))]))
    for (const [index, hunk] of shown.entries()) {
      const isNamed = hunk.under !== null && hunk.under !== shown[index - 1]?.under
      blocks.push(...richBlocks([placeOf(change, hunk, isNamed)]))
    }
  }
  if (hidden === 0) return blocks
  const where = rest === undefined ? '' : ` ${rest}`
  const text = `… and ${hidden} more ${hidden === 1 ? 'change' : 'changes'}${where}.`
  return [...blocks, ...richBlocks([section([textElement(text, { italic: true })])])]
}

function nameOf({ path, kind, added, removed, rewritten }: TextChange): Words[] {
  const name =
    path === null ? textElement('The spec’s text', { bold: true }) : textElement(shorten(path, 300), { code: true })
  const counts = [counted(added, 'new'), counted(removed, 'gone')].filter(Boolean).join(', ')
  const what = rewritten ? 'written anew' : kind === 'added' ? 'new' : kind
  return [name, textElement(` ${what}${counts === '' ? '' : `: ${counts}`}`)]
}

function counted(lines: number, what: string): string {
  return lines === 0 ? '' : `${lines} ${lines === 1 ? 'line' : 'lines'} ${what}`
}

function placeOf(change: TextChange, { under, before, after }: Hunk, isNamed: boolean): RichTextQuote {
  // Of a text that is new, gone or written anew the hunk holds only the beginning.
  const isWhole = change.kind !== 'changed' || change.rewritten
  const lines = [
    ...(isNamed ? [[textElement(shorten(under ?? '', 150), { italic: true })]] : []),
    ...sideOf('− ', before, isWhole ? change.removed : before.length),
    ...sideOf('+ ', after, isWhole ? change.added : after.length),
  ]
  const words = lines.flatMap((line, at) => (at === 0 ? line : [textElement('\n'), ...line]))
  return { type: 'rich_text_quote', elements: merged(words) }
}

/** The first lines that are not empty, and of `all` how many that leaves out. */
function sideOf(mark: string, lines: readonly MarkedLine[], all: number): Words[][] {
  const empty = lines.filter((line) => line.every(({ text }) => text.trim() === ''))
  const shown = lines.filter((line) => !empty.includes(line)).slice(0, mostLines)
  const left = all - empty.length - shown.length
  const more = `${mark}… and ${left} more ${left === 1 ? 'line' : 'lines'}`
  return [...shown.map((line) => lineOf(mark, line)), ...(left > 0 ? [[textElement(more, { italic: true })]] : [])]
}

function lineOf(mark: string, line: MarkedLine): Words[] {
  const changed = mark === '+ ' ? { bold: true } : { strike: true }
  const isLong = line.reduce((sum, { text }) => sum + text.length, 0) > mostOfLine
  const pieces = line.map(({ text, isChanged }, at) => {
    if (isChanged) return textElement(shorten(text, mostOfLine), changed)
    return textElement(isLong ? middleLeftOut(text, at === 0, at === line.length - 1) : text)
  })
  return [textElement(mark), ...pieces]
}

/** Of what stayed the same the part beside what changed. */
function middleLeftOut(text: string, isFirst: boolean, isLast: boolean): string {
  if (isFirst && isLast) return shorten(text, mostOfLine)
  if (text.length <= around * 2 + 10) return text
  const start = isFirst ? '' : shorten(text, around)
  const end = isLast ? '' : text.slice(wholeAt(text, text.length - around))
  return isLast ? start : `${start === '' ? '…' : start} ${end.trimStart()}`
}
