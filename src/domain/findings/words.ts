import { diffArrays } from 'diff'

/** A line in pieces: those that are only on this side are marked. A line without marks is new or gone as a whole. */
export type MarkedLine = { text: string; isChanged: boolean }[]

/** Longer lines are compared as wholes. */
const mostCharacters = 8000
/** More changed words than this, and the line is another line. */
const mostEdits = 120

/**
 * Lines that became others, with the words that differ marked; lines that were only wrapped anew have none. Where less
 * than a third of the words stayed, nothing is marked: it was written anew.
 */
export function markedLines(
  before: readonly string[],
  after: readonly string[],
): { before: MarkedLine[]; after: MarkedLine[] } {
  const unmarked = { before: before.map(whole), after: after.map(whole) }
  const [old, now] = [before.join('\n'), after.join('\n')]
  if (before.length === 0 || after.length === 0 || old.length + now.length > mostCharacters) return unmarked
  const parts = diffArrays(wordsOf(old), wordsOf(now), { maxEditLength: mostEdits, comparator: isSameWord })
  if (parts === undefined) return unmarked
  const kept = parts.reduce((sum, { added, removed, value }) => sum + (added || removed ? 0 : lengthOf(value)), 0)
  if (kept * 3 < Math.max(lengthOf([old]), lengthOf([now]))) return unmarked
  // Each side's own words: the blanks of what stayed may differ.
  return { before: sideOf(parts, wordsOf(old), 'removed'), after: sideOf(parts, wordsOf(now), 'added') }
}

/** Every line end is a word of its own, equal to any blank: text that was wrapped anew stayed. */
function wordsOf(text: string): string[] {
  return text.match(/\n|[^\S\n]+|[^\s]+/g) ?? []
}

function isSameWord(a: string, b: string): boolean {
  return a === b || (a.trim() === '' && b.trim() === '')
}

function lengthOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.replace(/\s/g, '').length, 0)
}

interface Part {
  added: boolean
  removed: boolean
  value: string[]
}

function sideOf(parts: readonly Part[], words: readonly string[], mine: 'added' | 'removed'): MarkedLine[] {
  const other = mine === 'added' ? 'removed' : 'added'
  const lines: MarkedLine[] = [[]]
  let at = 0
  for (const part of parts) {
    if (part[other]) continue
    for (const word of words.slice(at, at + part.value.length)) {
      if (word === '\n') lines.push([])
      else put(lines.at(-1) ?? [], word, part[mine] && word.trim() !== '')
    }
    at += part.value.length
  }
  return lines.map(joined)
}

function put(line: MarkedLine, text: string, isChanged: boolean): void {
  const last = line.at(-1)
  if (last && last.isChanged === isChanged) last.text += text
  else line.push({ text, isChanged })
}

/** Blanks between two changed words belong to them. */
function joined(line: MarkedLine): MarkedLine {
  const pieces: MarkedLine = []
  for (const [index, { text, isChanged }] of line.entries()) {
    const isBetween = text.trim() === '' && line[index - 1]?.isChanged === true && line[index + 1]?.isChanged === true
    put(pieces, text, isChanged || isBetween)
  }
  return pieces
}

function whole(text: string): MarkedLine {
  return [{ text, isChanged: false }]
}
