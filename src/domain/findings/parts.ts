import type { FindingContent } from './content.ts'

/** What a card shows whole; anything longer is summed up there and stands in the thread. */
const cardCharacters = 700
/** Of one message in the thread: far below what Slack takes, and a length people read. */
const partCharacters = 6000
const partLines = 60
/** More parts than anybody reads; what is left is named, with where it can be read. */
const mostParts = 12

/** One part of a finding's text, as markdown. */
export interface FindingPart {
  /** The file it is from; null: the spec itself, which was to write none. */
  path: string | null
  markdown: string
}

/** True when the findings do not fit the card, and their whole text belongs in the thread. */
export function isLong(content: FindingContent): boolean {
  return textsOf(content).reduce((sum, { markdown }) => sum + markdown.length, 0) > cardCharacters
}

/**
 * The text of findings in parts of a length people read, each broken before a heading or between paragraphs where that
 * is possible. Nothing is left out silently: what is beyond the last part is said there.
 */
export function partsOf(content: FindingContent): FindingPart[] {
  const parts = textsOf(content).flatMap(({ path, markdown }) =>
    splitMarkdown(markdown).map((part) => ({ path, markdown: part })),
  )
  if (parts.length <= mostParts) return parts
  const left = parts.slice(mostParts - 1).reduce((sum, { markdown }) => sum + markdown.split('\n').length, 0)
  const files = [...new Set(parts.slice(mostParts - 1).map(({ path }) => path ?? 'the spec'))].join(', ')
  return [
    ...parts.slice(0, mostParts - 1),
    { path: null, markdown: `${left} more lines are not shown here: they are in ${files}, and under *Read findings*.` },
  ]
}

/** What was found: the files the spec was to write; where it names none, what the spec itself says. */
function textsOf({ body, files }: FindingContent): FindingPart[] {
  const written = files.flatMap(({ path, text }) => (text === null ? [] : [{ path, markdown: text }]))
  return written.length > 0 ? written : [{ path: null, markdown: body }]
}

/** Breaks at the last good place before a part gets too long: a heading, an empty line, a line, and in the end anywhere. */
function splitMarkdown(markdown: string): string[] {
  const parts: string[] = []
  let lines: string[] = []
  let length = 0
  let fence: string | null = null
  const end = () => {
    const text = lines.join('\n').trim()
    if (text !== '') parts.push(fence === null ? text : `${text}\n${fence}`)
    // A code block goes on in the next part.
    lines = fence === null ? [] : [fence]
    length = 0
  }
  for (const line of markdown.split(/\r?\n/).flatMap(pieces)) {
    const isFull = length + line.length > partCharacters || lines.length >= partLines
    const isHeading = fence === null && /^#{1,6} /.test(line)
    const isGood =
      (isHeading || line.trim() === '') && (length > partCharacters * 0.7 || lines.length > partLines * 0.7)
    if (isFull || isGood) end()
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? null
    if (mark !== null) {
      if (fence === null) fence = mark
      else if (mark.startsWith(fence)) fence = null
    }
    lines.push(line)
    length += line.length + 1
  }
  fence = null
  end()
  return parts
}

/** A line longer than a part is broken, never inside a character. */
function pieces(line: string): string[] {
  if (line.length <= partCharacters) return [line]
  const characters = Array.from(line)
  const size = partCharacters / 2
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, at) =>
    characters.slice(at * size, (at + 1) * size).join(''),
  )
}
