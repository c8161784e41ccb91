import type { LocalDate } from './local-time.ts'
import { plainLine, plainText } from './plain-text.ts'
import type { SpecId } from './specs.ts'

/** A spec somebody wants made, as they typed it. Lists hold what `isWritable` allows. */
export interface NewSpec {
  type: 'research' | 'driver' | 'code'
  title: string
  /** What it is about, markdown. */
  text: string
  /** One a line in the file, each with a box to tick. */
  criteria: readonly string[]
  labels?: readonly string[]
  dependsOn?: readonly SpecId[]
  targetFiles?: readonly string[]
  informedBy?: readonly string[]
  members?: readonly SpecId[]
}

/**
 * The file chant would have written for it, pending. Whatever people typed, it is read back as exactly this title, these
 * lists and these criteria: nothing in the text becomes a heading chant looks for, or hides one.
 * Throws RangeError for a list entry that no frontmatter can hold (see `isWritable`).
 */
export function specText(spec: NewSpec): string {
  const { type, title, text, criteria, labels, dependsOn, targetFiles, informedBy, members } = spec
  const said = safeBody(text)
  const boxes = criteria.map(criterionLine).filter((line) => line !== '')
  return [
    '---',
    `type: ${type}`,
    'status: pending',
    ...list('depends_on', dependsOn),
    ...list('labels', labels),
    ...list('target_files', targetFiles),
    ...list('informed_by', informedBy),
    ...list('members', members),
    '---',
    '',
    `# ${titleLine(title)}`,
    ...(said === '' ? [] : ['', said]),
    ...(boxes.length === 0 ? [] : ['', '## Acceptance Criteria', '', ...boxes.map((line) => `- [ ] ${line}`)]),
    '',
  ].join('\n')
}

/**
 * The id of a new spec, as chant gives it: the date where its author is, the next number in base 36 among the day's
 * specs, three random characters. Throws RangeError on the 46,656th of a day.
 */
export function nextSpecId(date: LocalDate, known: Iterable<SpecId>, random: string): SpecId {
  let last = 0
  for (const id of known) {
    const [, day, number = ''] = /^(\d{4}-\d\d-\d\d)-([0-9a-z]{3})(?=-|$)/.exec(id) ?? []
    if (day === date) last = Math.max(last, Number.parseInt(number, 36))
  }
  const next = (last + 1).toString(36).padStart(3, '0')
  if (next.length > 3) throw new RangeError(`${date} has no number left`)
  return `${date}-${next}-${random}`
}

/** A title as the file has it: one line that is no heading of its own. */
export function titleLine(title: string): string {
  return plainLine(title)
    .replace(/#{2,}/g, '#')
    .replace(/^(?:# *)+/, '')
}

/** A criterion as the file has it: one line with no mark or box of its own, since chant counts every box. Empty: none. */
export function criterionLine(criterion: string): string {
  return plainLine(criterion)
    .replace(/^(?:(?:[-*+•]|\d+[.)])\s+|\[[ xX]?\]\s*)+/, '')
    .replace(/- \[/g, '-[')
    .replace(/#{2,}/g, '#')
    .trim()
}

/** Whether frontmatter can hold it: one line people can see, without the `---` that ends frontmatter for chant. */
export function isWritable(item: string): boolean {
  return item !== '' && item === plainLine(item) && !item.includes('---') && item.length <= 300
}

/** A person's markdown below a spec's title. */
function safeBody(text: string): string {
  const said = plainText(text)
    // Headings chant reads: the first is taken wherever the words stand, the others at the start of a line.
    .replace(/#(?=#[^\S\n]+(?:Acceptance Criteria|Approval Discussion|Agent Output|Output))/g, '#\\')
  const shown = withoutOpenComment(said)
  return hasOpenFence(shown) ? shown.replace(/^(\s*)(?=```|~~~)/gm, '$1\\') : shown
}

/** A comment that nobody closes would hide the criteria from whoever reads the file as a page. */
function withoutOpenComment(text: string): string {
  const end = text.lastIndexOf('-->') + 1
  return text.slice(0, end) + text.slice(end).replaceAll('<!--', '<\\!--')
}

/** True when a code fence would swallow what follows: as Markdown has it, or as chant counts them (every ``` turns). */
function hasOpenFence(text: string): boolean {
  let fence: string | null = null
  let isFenced = false
  for (const line of text.split('\n')) {
    if (line.trimStart().startsWith('```')) isFenced = !isFenced
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? null
    if (mark === null) continue
    if (fence === null) fence = mark
    else if (mark[0] === fence[0] && mark.length >= fence.length) fence = null
  }
  return isFenced || fence !== null
}

function list(key: string, items: readonly string[] = []): string[] {
  const unwritable = items.find((item) => !isWritable(item))
  if (unwritable !== undefined) throw new RangeError(`${key} cannot hold ${JSON.stringify(unwritable.slice(0, 80))}`)
  return items.length === 0 ? [] : [`${key}:`, ...[...new Set(items)].map((item) => `- ${scalar(item)}`)]
}

/** Plain where every YAML reader takes it for text, else in quotes. */
function scalar(item: string): string {
  const isWord = /^\.?[A-Za-z_][\w./-]*$/.test(item)
  const isPlain = isWord && !/^(null|true|false|yes|no|y|n|on|off|\.(nan|inf))$/i.test(item)
  const isSpecId = /^\d{4}-\d\d-\d\d-[0-9a-z]{3}-[0-9a-z]{3}(\.\d+)*$/.test(item)
  return isPlain || isSpecId ? item : `'${item.replaceAll("'", "''")}'`
}
