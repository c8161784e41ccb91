/** A piece of a markdown text: a heading and the lines below it, up to the next heading of any level. */
export interface Part {
  /** In plain words; empty for what stands before the first heading. */
  title: string
  /** 1 to 6; 7 for a line that is bold from end to end and so is read as a heading; 0 before the first heading. */
  level: number
  lines: string[]
}

export interface Outline {
  /** `title:` of the front matter, when there is one. */
  named: string | null
  parts: Part[]
}

/** Longer lines are no headings, no labels and no list items: they are text. */
const longestHead = 400
/** A text with more headings is no text for people: those after it are read as lines. */
const mostParts = 5000
/** Front matter that has not ended by here is none. */
const longestFrontMatter = 200

/** A markdown text by its headings (`#`, underlined or bold lines outside code), in one pass over its lines. */
export function outlineOf(markdown: string): Outline {
  const all = markdown.replace(/^\uFEFF/, '').split(/\r\n?|\n/)
  const { named, lines } = withoutFrontMatter(all)
  const parts: Part[] = []
  let part: Part = { title: '', level: 0, lines: [] }
  let fence: string | null = null
  for (const [index, line] of lines.entries()) {
    const wasFenced = fence !== null
    fence = fenceAfter(fence, line)
    const isText = wasFenced || fence !== null || parts.length >= mostParts
    const heading = isText ? null : headingAt(lines, index)
    if (heading === 'underline') continue
    if (heading === null) part.lines.push(line)
    else {
      parts.push(part)
      part = { ...heading, lines: [] }
    }
  }
  parts.push(part)
  return { named, parts: parts.filter(({ level, lines }) => level > 0 || lines.some((line) => line.trim() !== '')) }
}

/** The fence that is open after a line, if any. */
export function fenceAfter(open: string | null, line: string): string | null {
  if (!line.includes('```') && !line.includes('~~~')) return open
  const mark = /^\s{0,12}(`{3,}|~{3,})/.exec(line.slice(0, longestHead))?.[1]
  if (mark === undefined) return open
  if (open === null) return mark
  return mark[0] === open[0] && mark.length >= open.length ? null : open
}

/** Markdown of one line as plain words: without marks of emphasis and code, links by their words. */
export function plainly(line: string): string {
  return line
    .slice(0, 2000)
    .replace(/!?\[([^[\]]{0,500})\]\([^()]{0,500}\)/g, '$1')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/(^|[\s(])[*_]([^*_]{1,500})[*_](?=$|[\s.,;:!?)])/g, '$1$2')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Lines as one text again, without blank ones at its ends. */
export function textOf(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
}

function headingAt(lines: readonly string[], index: number): Pick<Part, 'title' | 'level'> | 'underline' | null {
  const line = lines[index] ?? ''
  const isLikely = line !== '' && (/^\s{0,3}[#*_=-]/.test(line) || /^\s{0,3}[=-]/.test(lines[index + 1] ?? ''))
  if (!isLikely || line.length > longestHead) return null
  const marked = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/.exec(line)
  if (marked)
    return { title: plainly((marked[2] ?? '').trim().replace(/(^|\s)#+$/, '')), level: marked[1]?.length ?? 1 }
  if (underlineOf(lines, index - 1) > 0) return 'underline'
  const level = underlineOf(lines, index)
  if (level > 0) return { title: plainly(line), level }
  const bold = /^ {0,3}(?:\*\*([^*]+)\*\*|__([^_]+)__):?\s*$/.exec(line)
  const isAlone = (lines[index - 1] ?? '').trim() === ''
  return bold && isAlone ? { title: plainly(bold[1] ?? bold[2] ?? '').replace(/:$/, ''), level: 7 } : null
}

/** 1 or 2 for a line of text that is underlined with `===` or `---` and stands alone; else 0. */
function underlineOf(lines: readonly string[], index: number): 0 | 1 | 2 {
  const line = lines[index] ?? ''
  const isText = line.trim() !== '' && line.length <= longestHead && !/^\s*([-*+>#|`~]|\d+[.)]\s)/.test(line)
  if (!isText || (lines[index - 1] ?? '').trim() !== '') return 0
  const under = lines[index + 1] ?? ''
  if (under.length > longestHead) return 0
  if (/^ {0,3}=+\s*$/.test(under)) return 1
  return /^ {0,3}-{2,}\s*$/.test(under) ? 2 : 0
}

function withoutFrontMatter(lines: readonly string[]): { named: string | null; lines: readonly string[] } {
  if (lines[0]?.trimEnd() !== '---') return { named: null, lines }
  const end = lines.slice(1, longestFrontMatter).findIndex((line) => /^(---|\.\.\.)\s*$/.test(line.slice(0, 40)))
  if (end === -1) return { named: null, lines }
  const title = lines.slice(1, end + 1).find((line) => line.startsWith('title:'))
  const named = title === undefined ? '' : plainly(title.slice('title:'.length)).replace(/^(["'])(.*)\1$/, '$2')
  return { named: named === '' ? null : named, lines: lines.slice(end + 2) }
}
