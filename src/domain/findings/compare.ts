import { diffArrays } from 'diff'
import type { FindingContent } from './content.ts'
import { type MarkedLine, markedLines } from './words.ts'

/** What became of one text between two versions. */
export interface TextChange {
  /** Null for the spec's own text. */
  path: string | null
  kind: 'added' | 'removed' | 'changed'
  /** Lines that are new, and lines that are gone. */
  added: number
  removed: number
  /** Too much is different to tell line by line: the hunks are its old and its new beginning. */
  rewritten: boolean
  hunks: Hunk[]
}

/** Lines that became others. Either side may be empty. */
export interface Hunk {
  /** The heading above it, as it is written now, without its `#`. */
  under: string | null
  /** Where it begins in the new text, from 1. */
  line: number
  before: MarkedLine[]
  after: MarkedLine[]
}

export interface Comparison {
  /** In the order of the new version; what was removed comes last. Empty: the same words. */
  changes: TextChange[]
}

/** More edits than a person would read as edits; also bounds the time, which grows with their square. */
const mostEdits = 1000
/** Of a text that is new, gone or rewritten this many lines are kept in its hunk. */
const mostLines = 60

/**
 * What is different between two versions of what a person decides on. Line ends and blank space at the ends do not count,
 * as in `fingerprintOf`; nor does the order of files. A file that cannot be read counts as not there.
 */
export function compareContents(before: FindingContent, after: FindingContent): Comparison {
  const old = textsOf(before)
  const now = textsOf(after)
  const paths = [...now.keys(), ...[...old.keys()].filter((path) => !now.has(path))]
  return { changes: paths.flatMap((path) => compareTexts(path, old.get(path) ?? null, now.get(path) ?? null)) }
}

/** One text: null is not there. */
export function compareTexts(path: string | null, before: string | null, after: string | null): TextChange[] {
  const old = linesOf(before)
  const now = linesOf(after)
  if (before === null || after === null) {
    if (before === after) return []
    const kind = before === null ? 'added' : 'removed'
    const lines = { added: now.length, removed: old.length }
    return [{ path, kind, ...lines, rewritten: false, hunks: [wholeHunk(old, now)] }]
  }
  const hunks = hunksOf(old, now)
  if (hunks === null) {
    const lines = { added: now.length, removed: old.length }
    return [{ path, kind: 'changed', ...lines, rewritten: true, hunks: [wholeHunk(old, now)] }]
  }
  if (hunks.length === 0) return []
  const added = hunks.reduce((sum, hunk) => sum + hunk.after.length, 0)
  const removed = hunks.reduce((sum, hunk) => sum + hunk.before.length, 0)
  return [{ path, kind: 'changed', added, removed, rewritten: false, hunks: hunks.map(marked(now)) }]
}

interface PlainHunk {
  line: number
  before: string[]
  after: string[]
}

/** Null: too different. Lines that both begin or end with are put aside first, so a small change in a long text is cheap. */
function hunksOf(old: readonly string[], now: readonly string[]): PlainHunk[] | null {
  const shorter = Math.min(old.length, now.length)
  let start = 0
  while (start < shorter && old[start] === now[start]) start++
  let end = 0
  while (end < shorter - start && old.at(-1 - end) === now.at(-1 - end)) end++
  const middle = [old.slice(start, old.length - end), now.slice(start, now.length - end)] as const
  const parts = diffArrays([...middle[0]], [...middle[1]], { maxEditLength: mostEdits })
  if (parts === undefined) return null
  const hunks: PlainHunk[] = []
  let line = start + 1
  let hunk: PlainHunk | null = null
  for (const { added, removed, value } of parts) {
    if (!added && !removed) hunk = null
    else {
      if (hunk === null) {
        hunk = { line, before: [], after: [] }
        hunks.push(hunk)
      }
      if (added) hunk.after = hunk.after.concat(value)
      else hunk.before = hunk.before.concat(value)
    }
    if (!removed) line += value.length
  }
  return hunks.map(withoutBlanks).filter(({ before, after }) => before.length + after.length > 0)
}

/** Empty lines at its ends say nothing to a person. */
function withoutBlanks({ line, before, after }: PlainHunk): PlainHunk {
  const blanks = after.findIndex((one) => one.trim() !== '')
  return { line: line + Math.max(0, blanks), before: trimmed(before), after: trimmed(after) }
}

function trimmed(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== '')
  const last = lines.findLastIndex((line) => line.trim() !== '')
  return first === -1 ? [] : lines.slice(first, last + 1)
}

function marked(now: readonly string[]): (hunk: PlainHunk) => Hunk {
  // Hunks come in order, so each looks back only to the one before it.
  let under: string | null = null
  let seen = 0
  return ({ line, before, after }) => {
    for (; seen < line - 1; seen++) under = headingIn(now[seen] ?? '') ?? under
    return { under, line, ...markedLines(before, after) }
  }
}

function headingIn(line: string): string | null {
  return /^ {0,3}#{1,6}\s+(\S.*)$/.exec(line.slice(0, 200))?.[1]?.trim() ?? null
}

function wholeHunk(old: readonly string[], now: readonly string[]): Hunk {
  const side = (lines: readonly string[]): MarkedLine[] =>
    lines.slice(0, mostLines).map((text) => [{ text, isChanged: false }])
  return { under: null, line: 1, before: side(old), after: side(now) }
}

function textsOf({ body, files }: FindingContent): Map<string | null, string | null> {
  return new Map<string | null, string | null>([...files.map(({ path, text }) => [path, text] as const), [null, body]])
}

function linesOf(text: string | null): string[] {
  const plain = (text ?? '').replaceAll('\r\n', '\n').trim()
  return plain === '' ? [] : plain.split('\n')
}
