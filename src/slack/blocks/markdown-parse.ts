import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { wholeAt } from './markdown-cut.ts'

export type Node = ReturnType<typeof fromMarkdown>['children'][number]
export type NodeOf<Type extends Node['type']> = Extract<Node, { type: Type }>
export type Inline = NodeOf<'paragraph'>['children'][number]

/**
 * The parser's time grows with the square of a hostile text, and worse with its depth (100 kB of `1. ` take minutes). So
 * it gets pieces: from `enough` characters on they end where a block may begin, from `most` on wherever a line does.
 */
const enough = 1000
const most = 6000
/** Nobody reads a list inside of more lists than this; marks that lead deeper are read as text. */
const deepest = 8
const item = /^(?:[-*+]|\d{1,9}[.)])[ \t]/
/** Longer lines are broken between words. */
const longestLine = 2500
const mostIndent = 32
const mostDefinitions = 100

/**
 * Markdown (CommonMark and GitHub's tables, task lists, strike, footnotes) as nodes, in time that grows with its length.
 * Never throws: what the parser refuses is text. Front matter is code; what is invisible and turns text around is shown
 * as `�`.
 */
export function parseMarkdown(markdown: string): Node[] {
  const { code, lines } = withoutFrontMatter(harmless(markdown).split('\n').flatMap(shortLines))
  const definitions = definitionsIn(lines)
  const nodes: Node[] = code === null ? [] : [{ type: 'code', value: code }]
  for (const { text, goesOn } of piecesOf(lines)) {
    for (const [index, node] of parsed(text + used(definitions, text)).entries()) {
      const last = nodes.at(-1)
      if (index > 0 || last === undefined || !merged(last, node, goesOn)) nodes.push(node)
    }
  }
  return nodes
}

function parsed(text: string): Node[] {
  try {
    const { children } = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
    const addresses = new Map(children.flatMap((one) => (one.type === 'definition' ? [[one.identifier, one.url]] : [])))
    // A definition is not seen: the links it is for have its address now.
    const seen = children.filter(({ type }) => type !== 'definition')
    return addresses.size === 0 ? seen : seen.map((node) => resolved(node, addresses))
  } catch {
    return [{ type: 'paragraph', children: [{ type: 'text', value: text }] }]
  }
}

/** `[words][label]` leads where `[label]: address` says. */
function resolved<Some extends Node>(node: Some, addresses: ReadonlyMap<string, string>): Some {
  const url =
    node.type === 'linkReference' || node.type === 'imageReference' ? addresses.get(node.identifier) : undefined
  const children = 'children' in node ? { children: node.children.map((child) => resolved(child, addresses)) } : {}
  if (url === undefined) return { ...node, ...children }
  return { ...node, ...children, type: node.type === 'linkReference' ? 'link' : 'image', url }
}

/** What a piece begins with belongs to what the piece before ended with. */
function merged(last: Node, node: Node, goesOn: boolean): boolean {
  if (last.type === 'list' && node.type === 'list' && last.ordered === node.ordered) {
    last.children.push(...node.children)
    return true
  }
  if (!goesOn) return false
  if (last.type === 'paragraph' && node.type === 'paragraph') {
    last.children.push({ type: 'text', value: ' ' }, ...node.children)
    return true
  }
  if (last.type === 'code' && node.type === 'code') {
    last.value += `\n${node.value}`
    return true
  }
  if (last.type === 'table' && node.type === 'table') {
    last.children.push(...node.children.slice(1))
    return true
  }
  return false
}

interface Piece {
  text: string
  /** It begins in the middle of what came before. */
  goesOn: boolean
}

function piecesOf(lines: readonly string[]): Piece[] {
  const pieces: Piece[] = []
  let piece: string[] = []
  let size = 0
  let goesOn = false
  let fence: string | null = null
  let head: string[] | null = null
  const cut = (inMiddle: boolean) => {
    pieces.push({ text: piece.join('\n'), goesOn })
    // What is cut in the middle begins anew as what it is: the code's fence, the table's head.
    piece = !inMiddle ? [] : fence !== null ? [fence] : [...(head ?? [])]
    size = 0
    goesOn = inMiddle
  }
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1] ?? ''
    const isFresh = (/^(?:\s*|-{3,}|={3,})$/.test(before) && /^\S/.test(line)) || /^#{1,6}[ \t]/.test(line)
    const isNextItem = item.test(line) && (item.test(before) || /^[ \t]/.test(before))
    if (size > enough && fence === null && (isFresh || isNextItem)) cut(false)
    else if (size + line.length > most && size > 0) cut(true)
    if (!line.includes('|')) head = null
    else if (head === null && fence === null && isRule(line) && before.includes('|')) head = [before, line]
    piece.push(flat(goesOn && piece.length === 0 ? line.trimStart() : line))
    size += line.length + 1
    fence = fenceAfter(fence, line)
  }
  cut(false)
  return pieces
}

/** The line of dashes below the head of a table. */
function isRule(line: string): boolean {
  return line.includes('-') && /^[\s|:-]+$/.test(line)
}

/** The fence of code that is open after a line; a mistake here costs a cut in the wrong place, no text. */
function fenceAfter(open: string | null, line: string): string | null {
  const mark = /^[\s>*+-]{0,40}(?:\d{1,9}[.)]\s+)?(`{3,}|~{3,})[^`]*$/.exec(line.slice(0, 300))?.[1]
  if (mark === undefined) return open
  if (open === null) return mark
  return mark[0] === open[0] && mark.length >= open.length ? null : open
}

/** Not deeper than anybody reads: more marks at the beginning of a line, or more blanks, are text. */
function flat(line: string): string {
  const mark = /[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y
  for (let depth = 0; depth <= deepest; depth++) if (mark.exec(line) === null) return shallow(line)
  return `${line.slice(0, mark.lastIndex - 1)}\\${line.slice(mark.lastIndex - 1)}`
}

function shallow(line: string): string {
  const indent = line.length - line.trimStart().length
  return indent > mostIndent ? line.slice(indent - mostIndent) : line
}

/** A line that is longer than a piece, in lines; between words where there are some. */
function shortLines(line: string): string[] {
  const lines: string[] = []
  let rest = line
  while (rest.length > longestLine) {
    const blank = rest.lastIndexOf(' ', longestLine)
    const end = blank > longestLine / 2 ? blank + 1 : wholeAt(rest, longestLine) || longestLine
    lines.push(rest.slice(0, end))
    rest = rest.slice(end)
  }
  return [...lines, rest]
}

/** Marks that cannot be seen: controls, and those that turn the direction of text so that it reads as something else. */
const unseen = /(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu

function harmless(markdown: string): string {
  return markdown
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(unseen, '\uFFFD')
    .toWellFormed()
}

function withoutFrontMatter(lines: string[]): { code: string | null; lines: string[] } {
  const end =
    lines[0]?.trimEnd() === '---' ? lines.slice(1, 200).findIndex((line) => /^(---|\.\.\.)[ \t]*$/.test(line)) : -1
  if (end <= 0) return { code: null, lines }
  return { code: lines.slice(1, end + 1).join('\n'), lines: lines.slice(end + 2) }
}

/** `[label]: address` may stand far from where it is used, in another piece. */
function definitionsIn(lines: readonly string[]): (readonly [label: string, line: string])[] {
  const some: (readonly [string, string])[] = []
  for (const line of lines) {
    if (some.length >= mostDefinitions) break
    const label =
      line.startsWith('[') && line.length < 1000 ? /^\[([^[\]^][^[\]]{0,100})\]:\s*\S/.exec(line)?.[1] : null
    if (label) some.push([label, line])
  }
  return some
}

function used(definitions: readonly (readonly [label: string, line: string])[], text: string): string {
  const some = definitions.filter(([label, line]) => text.includes(`[${label}]`) && !text.includes(line))
  return some.length === 0 ? '' : `\n\n${some.map(([, line]) => line).join('\n')}`
}
