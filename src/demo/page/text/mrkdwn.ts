import { emojiCalled } from './emoji.ts'
import { append, type Inline } from './inline.ts'

/** A stretch of lines that look alike. */
export type Paragraph =
  | { kind: 'lines'; inlines: Inline[] }
  | { kind: 'quote'; inlines: Inline[] }
  | { kind: 'preformatted'; text: string }

/**
 * Slack's `mrkdwn`, read as Slack reads it: `*bold*`, `_italic_`, `~strike~`, code, quotes, `<…>` for links, mentions
 * and dates, `:shortcodes:`, bare addresses. Marks count only at the edges of words, so `snake_case` stays as it is.
 */
export function parseMrkdwn(source: string): Paragraph[] {
  return source.split(/```([\s\S]+?)```/).flatMap((part, index) => {
    if (index % 2 === 1) return [{ kind: 'preformatted', text: decode(part.replace(/^\n|\n$/g, '')) } as const]
    // The line ends next to a code block belong to it, not to the text.
    const text = (index > 0 ? part.replace(/^\n/, '') : part).replace(/\n$/, '')
    return text === '' ? [] : splitQuotes(text)
  })
}

/** One line or more of mrkdwn without quotes and code blocks. */
export function parseInlines(source: string): Inline[] {
  const found: Inline[] = []
  let at = 0
  while (at < source.length) {
    const [inline, length] = readOne(source, at)
    append(found, inline)
    at += length
  }
  return found
}

/** `plain_text`: nothing is read but emoji and the three entities. */
export function parsePlain(source: string, emoji = true): Inline[] {
  const found: Inline[] = []
  for (const part of source.split(/(\n|:[a-z0-9_+'-]+:)/)) {
    const named = emoji && part.startsWith(':') ? emojiCalled(part) : null
    if (part === '\n') append(found, { kind: 'break' })
    else if (named) append(found, named)
    else if (part) append(found, { kind: 'text', text: decode(part) })
  }
  return found
}

/** The three characters Slack encodes. */
export function decode(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

function splitQuotes(text: string): Paragraph[] {
  const paragraphs: { kind: 'lines' | 'quote'; lines: string[] }[] = []
  let quotingTheRest = false
  for (const line of text.split('\n')) {
    const mark = quotingTheRest ? '' : (/^(?:&gt;|>){3} ?|^(?:&gt;|>) ?/.exec(line)?.[0] ?? null)
    if (mark !== null && /^(?:&gt;|>){3}/.test(mark)) quotingTheRest = true
    const kind = mark === null ? 'lines' : 'quote'
    const rest = line.slice(mark?.length ?? 0)
    const last = paragraphs.at(-1)
    if (last?.kind === kind) last.lines.push(rest)
    else paragraphs.push({ kind, lines: [rest] })
  }
  return paragraphs.map(({ kind, lines }) => ({ kind, inlines: parseInlines(lines.join('\n')) }))
}

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const

function readOne(source: string, at: number): [Inline, number] {
  const character = source[at] as string
  if (character === '\n') return [{ kind: 'break' }, 1]
  return (
    (character === '<' && readAngle(source, at)) ||
    (character === '`' && readCode(source, at)) ||
    (character in marks && readMarked(source, at, character as keyof typeof marks)) ||
    (character === ':' && readEmoji(source, at)) ||
    (character === 'h' && readAddress(source, at)) ||
    readText(source, at)
  )
}

function readText(source: string, at: number): [Inline, number] {
  const entity = /^&(?:lt|gt|amp);/.exec(source.slice(at, at + 5))?.[0]
  if (entity) return [{ kind: 'text', text: decode(entity) }, entity.length]
  const length = String.fromCodePoint(source.codePointAt(at) as number).length
  return [{ kind: 'text', text: source.slice(at, at + length) }, length]
}

function readCode(source: string, at: number): [Inline, number] | null {
  const [all, text] = /^`([^`\n]+)`/.exec(source.slice(at)) ?? []
  return all && text ? [{ kind: 'code', text: decode(text) }, all.length] : null
}

function readEmoji(source: string, at: number): [Inline, number] | null {
  const code = /^:[a-z0-9_+'-]+:/.exec(source.slice(at, at + 50))?.[0]
  const emoji = code ? emojiCalled(code) : null
  return code && emoji ? [emoji, code.length] : null
}

function readAddress(source: string, at: number): [Inline, number] | null {
  if (isWord(source[at - 1])) return null
  const url = /^https?:\/\/[^\s<>|]+/.exec(source.slice(at))?.[0].replace(/[.,;:!?'")\]*_~]+$/, '')
  if (!url) return null
  return [{ kind: 'link', url: decode(url), children: [{ kind: 'text', text: decode(url) }] }, url.length]
}

function readMarked(source: string, at: number, mark: keyof typeof marks): [Inline, number] | null {
  const [before, after] = [source[at - 1], source[at + 1]]
  if (isWord(before) || before === mark || after === undefined || after === mark || /\s/.test(after)) return null
  const end = findClosing(source, at + 1, mark)
  if (end === null) return null
  return [{ kind: marks[mark], children: parseInlines(source.slice(at + 1, end)) }, end + 1 - at]
}

/** The next `mark` at the end of a word on the same line, outside `<…>` and code. */
function findClosing(source: string, from: number, mark: string): number | null {
  for (let at = from; at < source.length; at++) {
    const character = source[at] as string
    if (character === '\n') return null
    if (character === mark && at > from && !/\s/.test(source[at - 1] as string) && !isWord(source[at + 1])) return at
    const closer = character === '<' ? '>' : character === '`' ? '`' : null
    const jump = closer ? source.indexOf(closer, at + 1) : -1
    if (jump > 0) at = jump
  }
  return null
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character)
}

function readAngle(source: string, at: number): [Inline, number] | null {
  const end = source.indexOf('>', at)
  const inside = end < 0 ? '' : source.slice(at + 1, end)
  if (inside === '' || inside.includes('\n') || inside.includes('<')) return null
  return [parseAngle(inside), end + 1 - at]
}

function parseAngle(inside: string): Inline {
  const bar = inside.indexOf('|')
  const [target, label] = bar < 0 ? [inside, undefined] : [inside.slice(0, bar), decode(inside.slice(bar + 1))]
  const named = label ? { name: label.replace(/^[@#]/, '') } : {}
  if (/^@[UW]/.test(target)) return { kind: 'user', id: target.slice(1), ...named }
  if (/^#[CGD]/.test(target)) return { kind: 'channel', id: target.slice(1), ...named }
  if (target.startsWith('!subteam^')) return { kind: 'group', id: target.slice('!subteam^'.length), ...named }
  if (target.startsWith('!date^')) return parseDate(target, label ?? '')
  if (/^!(here|channel|everyone)$/.test(target)) return { kind: 'broadcast', range: target.slice(1) }
  const url = decode(target)
  return { kind: 'link', url, children: [{ kind: 'text', text: label ?? url.replace(/^mailto:/, '') }] }
}

function parseDate(target: string, fallback: string): Inline {
  const [, seconds = '', format = '', url] = target.split('^')
  return {
    kind: 'date',
    seconds: Number(seconds),
    format: decode(format),
    fallback,
    ...(url ? { url: decode(url) } : {}),
  }
}
