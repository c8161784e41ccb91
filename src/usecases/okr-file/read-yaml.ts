import { isUtf8 } from 'node:buffer'
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parseDocument,
  Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml'
import type { FilePath } from '../../domain/okr-file/okr-file.ts'
import { findTraps } from './yaml-traps.ts'

/** Something wrong in a file, at its line. */
export interface FileProblem {
  line: number
  message: string
}

export type ReadYaml =
  /** `problems`: what is wrong but does not hide the rest. `lineOf`: where something stands, or its nearest parent. */
  | { kind: 'read'; value: unknown; lineOf: (path: FilePath) => number; problems: FileProblem[] }
  | { kind: 'unreadable'; problems: FileProblem[] }

const mostBytes = 1024 * 1024

/**
 * A YAML 1.2 file as plain data with line numbers. Never takes long: what is too large, too deep, or holds anchors and
 * aliases (with which a few lines can stand for millions) is refused before it is built.
 */
export function readYaml(bytes: Uint8Array): ReadYaml {
  const text = decode(bytes)
  if (typeof text !== 'string') return { kind: 'unreadable', problems: [text] }
  const lines = new LineCounter()
  const traps = findTraps(text)
  if (traps.fatal) return { kind: 'unreadable', problems: traps.problems }
  // Keys that stand twice are looked for below: the library compares each with each, which is slow in a large file.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false })
  const syntax = syntaxProblems(document.errors, lines, traps.problems)
  const problems = [...traps.problems, ...syntax, ...keysTwice(document, lines)]
  if (syntax.length > 0) return { kind: 'unreadable', problems }
  // Each alias is a problem by now, and stands for nothing.
  visit(document, { Alias: () => new Scalar(null) })
  return { kind: 'read', value: document.toJS({ maxAliasCount: 0 }), lineOf: lineFinder(document, lines), problems }
}

function decode(bytes: Uint8Array): string | FileProblem {
  if (bytes.length > mostBytes) {
    return {
      line: 1,
      message: 'the file is larger than 1 MB; an OKR file holds one cycle and is a few kilobytes of text',
    }
  }
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes)
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (isUtf16) return { line: 1, message: 'the file is UTF-16; save it as UTF-8' }
  return { line: firstLineThatIsNotUtf8(bytes), message: 'this line is not UTF-8 text; save the file as UTF-8' }
}

function firstLineThatIsNotUtf8(bytes: Uint8Array): number {
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const newline = bytes.indexOf(0x0a, start)
    const end = newline === -1 ? bytes.length : newline
    if (!isUtf8(bytes.subarray(start, end))) return line
    start = end + 1
  }
  return line
}

const sentences: Record<string, string> = {
  TAB_AS_INDENT: 'a tab indents this line; YAML wants spaces',
  BAD_INDENT: 'this line is not indented as its neighbours are, or a bracket before it is not closed',
  BLOCK_AS_IMPLICIT_KEY: 'this is not a list of keys and values: a text that contains ": " must stand in quotes',
  MULTILINE_IMPLICIT_KEY: 'a key is not followed by a colon, or this line is indented too far',
  MULTIPLE_DOCS: 'a second document begins with "---"; one file holds one cycle',
  RESOURCE_EXHAUSTION: 'lists stand inside lists deeper than any OKR file needs',
}

const harmless = new Set(['BAD_SCALAR_START', 'BAD_ALIAS', 'TAG_RESOLVE_FAILED', 'MULTIPLE_TAGS', 'MULTIPLE_ANCHORS'])

/** One problem a line, the first: what follows on the same line usually follows from it. */
function syntaxProblems(
  errors: readonly YAMLError[],
  lines: LineCounter,
  known: readonly FileProblem[],
): FileProblem[] {
  const taken = new Set(known.map((problem) => problem.line))
  const problems: FileProblem[] = []
  for (const error of errors) {
    const { line } = lines.linePos(error.pos[0])
    // Said by `findTraps` already, in words, and harmless to what follows.
    if (harmless.has(error.code) || taken.has(line)) continue
    taken.add(line)
    problems.push({ line, message: sentences[error.code] ?? `this is not YAML: ${firstLine(error.message)}` })
  }
  return problems
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 200)
}

function keysTwice(document: Document, lines: LineCounter): FileProblem[] {
  const problems: FileProblem[] = []
  visit(document, {
    Map(_key, map) {
      const seen = new Map<string, number>()
      for (const pair of map.items) {
        const line = lineAt(pair.key, lines)
        const name = isScalar(pair.key) ? String(pair.key.value) : ''
        const first = seen.get(name)
        if (first === undefined) seen.set(name, line)
        else
          problems.push({ line, message: `\`${name}\` stands here a second time (first in line ${first}); keep one` })
      }
    },
  })
  return problems
}

function lineFinder(document: Document, lines: LineCounter): (path: FilePath) => number {
  const pairs = new Map<unknown, Map<string, Pair>>()
  const pairOf = (map: YAMLMap, step: string) => {
    const known =
      pairs.get(map) ?? new Map(map.items.map((item) => [isScalar(item.key) ? String(item.key.value) : '', item]))
    pairs.set(map, known)
    return known.get(step)
  }
  return (path) => {
    let node: unknown = document.contents
    let line = lineAt(node, lines)
    for (const step of path) {
      const pair = isMap(node) ? pairOf(node, String(step)) : undefined
      const next = isSeq(node) ? node.items[Number(step)] : pair?.value
      const place = isSeq(node) ? next : pair?.key
      if (place === undefined) return line
      line = lineAt(place, lines)
      node = next
    }
    return line
  }
}

function lineAt(node: unknown, lines: LineCounter): number {
  const range = node !== null && typeof node === 'object' && 'range' in node ? node.range : null
  const offset = Array.isArray(range) ? Number(range[0]) : 0
  return Math.max(1, lines.linePos(offset).line)
}
