import { isMap, isScalar, parseDocument } from 'yaml'

/** What stands between the `---` marks: text, lists and one level of maps. Everything is text, as chant wrote it. */
export type Frontmatter = Readonly<Record<string, unknown>>

/** Longer frontmatter is refused; the longest chant has written is below 4 KB. */
export const maxFrontmatter = 64 * 1024
/** What only the YAML library can read may be this long: it takes milliseconds for each KB. */
const maxYaml = 16 * 1024

/**
 * A spec file in its two parts, split as chant does it: the whole text is trimmed, the frontmatter runs to the *next*
 * `---`, wherever that stands. Without both marks everything is body. A byte order mark hides the frontmatter from
 * chant; here it is read, and `hasByteOrderMark` says so.
 */
export function splitSpecFile(text: string): { frontmatter: string | null; body: string; hasByteOrderMark: boolean } {
  const hasByteOrderMark = text.charCodeAt(0) === 0xfeff
  const whole = (hasByteOrderMark ? text.slice(1) : text).trim()
  const end = whole.startsWith('---') ? whole.indexOf('---', 3) : -1
  if (end < 0) return { frontmatter: null, body: whole, hasByteOrderMark }
  return { frontmatter: ownCopy(whole.slice(3, end)), body: whole.slice(end + 3).trimStart(), hasByteOrderMark }
}

/** A part of a string keeps the whole alive. What is kept for long gets a memory of its own; what is refused need not. */
export function ownCopy(text: string): string {
  return text.length > maxFrontmatter ? text : Buffer.from(text).toString()
}

/**
 * Frontmatter as text values. Throws an Error with one sentence when it is no YAML map, is longer than
 * `maxFrontmatter`, or uses aliases (the way to make a few bytes grow without end).
 */
export function parseFrontmatter(text: string): Frontmatter {
  if (text.length > maxFrontmatter) throw new Error(`frontmatter is longer than ${maxFrontmatter / 1024} KB`)
  const known = parsed.get(text)
  if (known) return known
  const fields = parsePlain(text) ?? parseYaml(text)
  if (parsed.size >= 1_000) parsed.clear()
  if (text.length < 1_024) parsed.set(text, fields)
  return fields
}

/** Most versions of most specs begin with the same few lines: what was parsed lately need not be parsed again. */
const parsed = new Map<string, Frontmatter>()

/** Reads with the YAML library. The failsafe schema keeps `2026-01-28T19:34:44Z` and `12e4567` as they are written. */
export function parseYaml(text: string): Frontmatter {
  if (text.length > maxYaml) throw new Error(`frontmatter is longer than ${maxYaml / 1024} KB`)
  if (isNestedTooDeeply(text)) throw new Error('frontmatter is nested too deeply')
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    logLevel: 'silent',
    prettyErrors: false,
  })
  const [error] = document.errors
  if (error) throw new Error(`frontmatter is not YAML: ${error.message.split('\n')[0]}`)
  const twice = duplicateKey(document.contents)
  if (twice !== undefined) throw new Error(`frontmatter says "${twice}" twice`)
  const value = toPlain(document)
  if (value === null || value === undefined || value === '') return {}
  if (typeof value !== 'object' || Array.isArray(value)) throw new Error('frontmatter is not a list of "key: value"')
  return value as Frontmatter
}

/** The library recurses: tens of thousands of brackets would take it half a second to give up. */
function isNestedTooDeeply(text: string): boolean {
  return (text.match(/[[{]/g)?.length ?? 0) > 400 || /(?:[-?:] ){40}/.test(text)
}

/** The library's own check compares every key with every other; this one is quick, and goes as deep as chant's fields. */
function duplicateKey(node: unknown, depth = 0): string | undefined {
  if (!isMap(node) || depth > 1) return undefined
  const seen = new Set<string>()
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value) : ''
    if (seen.has(name)) return name
    seen.add(name)
    const below = duplicateKey(value, depth + 1)
    if (below !== undefined) return below
  }
  return undefined
}

function toPlain(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 })
  } catch (error) {
    if (error instanceof ReferenceError) throw new Error('frontmatter uses YAML aliases')
    throw error
  }
}

/**
 * The YAML that chant itself writes (`key: text`, lists of text, one level of maps), many times faster than the
 * library, which counts when a history holds 20,000 versions. Null when anything else stands in it: the library decides.
 */
export function parsePlain(text: string): Frontmatter | null {
  const lines = text.split('\n').map((line) => (/[ \r]$/.test(line) ? line.replace(/ *\r?$/, '') : line))
  const found = new Map<string, unknown>()
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as string
    if (line === '') continue
    const entry = /^([A-Za-z_][A-Za-z0-9_-]*):( .*)?$/.exec(line)
    const value = plainValue(entry?.[2] ?? '')
    if (!entry?.[1] || value === null || found.has(entry[1])) return null
    const end = endOfBlock(lines, at + 1)
    const block = end > at + 1 ? parseBlock(lines.slice(at + 1, end)) : value
    if (block === null || (block !== value && value !== '')) return null
    found.set(entry[1], block)
    at = end - 1
  }
  return Object.fromEntries(found)
}

/** Where the lines that belong to the key above end: what is indented or begins with `-`. */
function endOfBlock(lines: readonly string[], from: number): number {
  let end = from
  while (end < lines.length && /^[ -]/.test(lines[end] as string)) end++
  return end
}

function parseBlock(lines: readonly string[]): readonly string[] | Readonly<Record<string, unknown>> | null {
  const indent = /^ */.exec(lines[0] as string)?.[0] as string
  const isList = lines[0]?.startsWith('- ', indent.length)
  const list: string[] = []
  const map = new Map<string, unknown>()
  for (const line of lines) {
    const inner = line.startsWith(indent) ? line.slice(indent.length) : ''
    const entry = isList ? /^()-( .+)$/.exec(inner) : indent && /^([A-Za-z_][A-Za-z0-9_-]*):( .*)?$/.exec(inner)
    const value = entry ? plainValue(entry[2] ?? '') : null
    if (!entry || value === null || map.has(entry[1] as string)) return null
    if (!isList) map.set(entry[1] as string, value)
    else if (typeof value === 'string') list.push(value)
    else return null
  }
  return isList ? list : Object.fromEntries(map)
}

/** A value that means the same to every YAML reader; null when it might not. */
function plainValue(text: string): string | readonly [] | null {
  const value = text.replace(/^ +/, '')
  if (value === '') return ''
  if (value === '[]') return []
  const quoted = /^'([^'\p{C}]*)'$/u.exec(value) ?? /^"([^"\\\p{C}]*)"$/u.exec(value)
  if (quoted) return quoted[1] as string
  return /^[\p{L}\p{N}_./(+~$^=;]/u.test(value) && !/: |:$| #|\p{C}/u.test(value) ? value : null
}
