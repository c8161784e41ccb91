import { emojiCalled } from './emoji.ts'
import { append, type Inline } from './inline.ts'

export type Align = 'left' | 'center' | 'right'

export type MarkdownBlock =
  | { kind: 'heading'; level: number; inlines: Inline[] }
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: ListItem[] }
  | { kind: 'code'; text: string }
  | { kind: 'quote'; blocks: MarkdownBlock[] }
  | { kind: 'table'; align: Align[]; rows: Inline[][][] }
  | { kind: 'rule' }

export interface ListItem {
  /** A task's tick; null for an ordinary item. */
  done: boolean | null
  blocks: MarkdownBlock[]
}

/** The markdown of Slack's `markdown` block: what agents and our own texts use of it, not all of CommonMark. */
export function parseMarkdown(source: string): MarkdownBlock[] {
  return readBlocks(source.replaceAll('\r\n', '\n').split('\n'))
}

const readers = [readFence, readHeading, readRule, readQuote, readList, readTable, readParagraph]

function readBlocks(lines: string[]): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = []
  let at = 0
  while (at < lines.length) {
    if (lines[at]?.trim() === '') {
      at++
      continue
    }
    for (const read of readers) {
      const found = read(lines, at)
      if (!found) continue
      blocks.push(found.block)
      at = found.next
      break
    }
  }
  return blocks
}

type Read = { block: MarkdownBlock; next: number } | null

function readFence(lines: string[], at: number): Read {
  const fence = /^\s{0,3}(`{3,}|~{3,})/.exec(lines[at] ?? '')?.[1]
  if (!fence) return null
  let end = at + 1
  while (end < lines.length && !lines[end]?.trim().startsWith(fence)) end++
  return { block: { kind: 'code', text: lines.slice(at + 1, end).join('\n') }, next: end + 1 }
}

function readHeading(lines: string[], at: number): Read {
  const [, marks, text] = /^(#{1,6})\s+(.*?)\s*#*$/.exec(lines[at] ?? '') ?? []
  if (!marks || text === undefined) return null
  return { block: { kind: 'heading', level: marks.length, inlines: parseMarkdownInlines(text) }, next: at + 1 }
}

function readRule(lines: string[], at: number): Read {
  return /^\s{0,3}([-*_])(\s*\1){2,}\s*$/.test(lines[at] ?? '') ? { block: { kind: 'rule' }, next: at + 1 } : null
}

function readQuote(lines: string[], at: number): Read {
  const end = endOf(lines, at, (line) => /^\s{0,3}>/.test(line))
  if (end === at) return null
  const inside = lines.slice(at, end).map((line) => line.replace(/^\s{0,3}> ?/, ''))
  return { block: { kind: 'quote', blocks: readBlocks(inside) }, next: end }
}

const bullet = /^(\s*)([-*+]|\d{1,9}[.)])\s+(?:\[([ xX])\]\s+)?(.*)$/

function readList(lines: string[], at: number): Read {
  const first = bullet.exec(lines[at] ?? '')
  if (!first) return null
  const indent = first[1]?.length ?? 0
  const ordered = /\d/.test(first[2] ?? '')
  const items: ListItem[] = []
  let next = at
  while (next < lines.length) {
    const item = bullet.exec(lines[next] ?? '')
    if (!item || (item[1]?.length ?? 0) !== indent || /\d/.test(item[2] ?? '') !== ordered) break
    const end = endOf(lines, next + 1, (line) => line.trim() === '' || leading(line) > indent)
    const inside = [
      item[4] ?? '',
      ...lines.slice(next + 1, end).map((line) => line.slice(Math.min(leading(line), indent + 2))),
    ]
    items.push({ done: item[3] === undefined ? null : item[3] !== ' ', blocks: readBlocks(inside) })
    next = end
  }
  return { block: { kind: 'list', ordered, start: ordered ? Number.parseInt(first[2] ?? '1', 10) : 1, items }, next }
}

function leading(line: string): number {
  return line.length - line.trimStart().length
}

function readTable(lines: string[], at: number): Read {
  const rule = lines[at + 1] ?? ''
  if (!lines[at]?.includes('|') || !/^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/.test(rule)) return null
  const end = endOf(lines, at + 2, (line) => line.includes('|'))
  const align = cells(rule).map((cell): Align => {
    if (!cell.endsWith(':')) return 'left'
    return cell.startsWith(':') ? 'center' : 'right'
  })
  const rows = [lines[at] ?? '', ...lines.slice(at + 2, end)]
  return { block: { kind: 'table', align, rows: rows.map((row) => cells(row).map(parseMarkdownInlines)) }, next: end }
}

function cells(row: string): string[] {
  const inside = row.trim().replace(/^\||(?<!\\)\|$/g, '')
  return inside.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}

function readParagraph(lines: string[], at: number): Read {
  const others = [readFence, readHeading, readRule, readQuote, readList]
  const end = endOf(lines, at + 1, (line, index) => line.trim() !== '' && !others.some((read) => read(lines, index)))
  const text = lines.slice(at, end).map((line) => line.trim())
  return { block: { kind: 'paragraph', inlines: parseMarkdownInlines(text.join('\n')) }, next: end }
}

function endOf(lines: string[], from: number, belongs: (line: string, index: number) => boolean): number {
  let end = from
  while (end < lines.length && belongs(lines[end] ?? '', end)) end++
  return end
}

const spans: [RegExp, (found: RegExpExecArray) => Inline | null][] = [
  [/^\\([!-/:-@[-`{-~])/, ([, mark = '']) => ({ kind: 'text', text: mark })],
  [/^\n/, () => ({ kind: 'break' })],
  [/^(`+)([\s\S]*?[^`])\1(?!`)/, ([, , text = '']) => ({ kind: 'code', text: text.trim() })],
  [/^!?\[((?:[^[\]]|\[[^\]]*\])*)\]\(<?([^()\s<>]*(?:\([^()\s]*\))?[^()\s<>]*)>?(?:\s+"[^"]*")?\)/, linkOf],
  [/^<(https?:\/\/[^\s<>]+)>/, ([, url = '']) => ({ kind: 'link', url, children: [{ kind: 'text', text: url }] })],
  [/^<@([UW]\w+)>/, ([, id = '']) => ({ kind: 'user', id })],
  [/^<#([CGD]\w+)(?:\|[^>]*)?>/, ([, id = '']) => ({ kind: 'channel', id })],
  [/^\*\*(?=\S)([\s\S]*?\S)\*\*(?!\*)/, ([, text = '']) => ({ kind: 'bold', children: parseMarkdownInlines(text) })],
  [
    /^__(?=\S)([\s\S]*?\S)__(?![\p{L}\p{N}])/u,
    ([, text = '']) => ({ kind: 'bold', children: parseMarkdownInlines(text) }),
  ],
  [/^\*(?=\S)([^*]*?[^\s*])\*/, ([, text = '']) => ({ kind: 'italic', children: parseMarkdownInlines(text) })],
  [
    /^_(?=\S)([^_]*?[^\s_])_(?![\p{L}\p{N}])/u,
    ([, text = '']) => ({ kind: 'italic', children: parseMarkdownInlines(text) }),
  ],
  [/^~~(?=\S)([\s\S]*?\S)~~/, ([, text = '']) => ({ kind: 'strike', children: parseMarkdownInlines(text) })],
  [/^:[a-z0-9_+'-]+:/, ([code = '']) => emojiCalled(code)],
  [
    /^https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]*_~]/,
    ([url = '']) => ({ kind: 'link', url, children: [{ kind: 'text', text: url }] }),
  ],
]

function linkOf([, label = '', url = '']: RegExpExecArray): Inline {
  return { kind: 'link', url, children: parseMarkdownInlines(label === '' ? url : label) }
}

/** One paragraph, heading or cell of markdown. */
export function parseMarkdownInlines(source: string): Inline[] {
  const found: Inline[] = []
  let at = 0
  while (at < source.length) {
    const [inline, length] = readSpan(source, at)
    append(found, inline)
    at += length
  }
  return found
}

function readSpan(source: string, at: number): [Inline, number] {
  const rest = source.slice(at)
  // `_` inside a word is part of the word, as is an address that starts in one.
  const inWord = at > 0 && /[\p{L}\p{N}]/u.test(source[at - 1] as string) && /^[_h]/.test(rest)
  for (const [pattern, make] of inWord ? [] : spans) {
    const found = pattern.exec(rest)
    const inline = found && make(found)
    if (found && inline) return [inline, found[0].length]
  }
  const plain = /^[\p{L}\p{N} ]+?(?=[^\p{L}\p{N} ]|h|$)/u.exec(rest)?.[0]
  const text = plain || String.fromCodePoint(rest.codePointAt(0) as number)
  return [{ kind: 'text', text }, text.length]
}
