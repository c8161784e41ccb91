import { type Facts, factsIn, factsOfRow, kindOfColumn } from './facts.ts'
import { itemsIn } from './lists.ts'
import { outlineOf, type Part, plainly, textOf } from './outline.ts'
import { type TextTable, tablesIn } from './tables.ts'

/** One finding, or one thing to do about it. */
export interface Finding extends Facts {
  /** In plain words. */
  title: string
  /** Markdown: what is said about it below its title; may be empty. */
  text: string
}

/** What a markdown file of findings says, as far as its shape tells. */
export interface Findings {
  /** In plain words; null when the text gives none. */
  title: string | null
  /** Markdown. */
  summary: string | null
  findings: Finding[]
  interventions: Finding[]
  /** The whole text, heading by heading; `text` goes to the next heading of any level. Level 0 is what stands before the first. */
  sections: { title: string; level: number; text: string }[]
}

/**
 * What a markdown text of findings says. Agents write them in any shape, so this looks, in this order, for:
 *
 * - *title*: the first `#` heading, else `title:` of the front matter, else the only or first heading above all others.
 * - *summary*: the section called Executive Summary, Summary, TL;DR, Key findings or the like; else a paragraph that
 *   begins with `Summary:` or `TL;DR:`; else the first paragraph. A table that is read as findings is not repeated in it.
 * - *findings*: the headings below a heading Findings, Top drivers, Root causes or the like, or else its list, or else its
 *   table; then headings `Finding 1`, `Driver 2`; then numbered headings, but those that name a usual chapter (Method,
 *   Recommendations …); then the first table with a column of findings and one of impact, priority or effort.
 * - *interventions*: the same below Interventions, Recommendations, Next steps or the like; else the table's column
 *   Intervention; else the lines `Intervention: …` of the findings.
 * - *impact*, *priority*, *effort*: from lines `Impact: ~3.5 pp`, from brackets in the title, or from the table's row of
 *   that name or number. Never guessed from running text: a wrong number beside a button is worse than none.
 *
 * Never throws; takes time in proportion to the text's length.
 */
export function readFindings(markdown: string): Findings {
  const { named, parts } = outlineOf(markdown)
  const table = parts.flatMap(({ lines }) => tablesIn(lines)).find(isOfFindings) ?? null
  const findings = withRows(findingsIn(parts, table), table)
  return {
    title: titleOf(parts) ?? named,
    summary: summaryOf(parts),
    findings,
    interventions: interventionsIn(parts, table, findings),
    sections: parts.map(({ title, level, lines }) => ({ title, level, text: textOf(lines) })),
  }
}

const numbered = /^(?:#\s*)?(?:\d{1,3}|[A-Z])(?:[.):]|\s+[-–—])\s+/
const counted =
  /^(?:key |top |main )?(?:finding|driver|cause|root cause|reason|insight|theme|problem|issue)(?:\s*#?\s*\d{1,3}\b|\s+[A-Z](?=\s*[:.)–—-]|$))\s*[:.)–—-]*\s*/i
const summaries =
  /^(?:executive summary|summary|summary of (?:the )?findings|tl;?dr|key (?:findings|takeaways|results|points|insights)|in (?:short|brief|a nutshell)|bottom line|highlights|overview|abstract|conclusions?)$/i
const findingsTitles =
  /^(?:(?:the |our )?(?:key |main |top |detailed |major |primary )*(?:\d+ |three |five |four )?(?:research )?(?:churn )?(?:findings|drivers|causes|root causes|reasons|insights|themes|results|problems|issues))(?: (?:of|for|behind|by|in) .{1,80})?(?: \(.{1,60}\))?$/i
const interventionTitles =
  /^(?:(?:the |our )?(?:key |main |top |proposed |recommended |suggested |prioriti[sz]ed |possible )*(?:interventions?|recommendations?|actions?|next steps|what to do|proposals?|fixes|solutions?))(?: (?:for|by|in) .{1,80})?(?: \(.{1,60}\))?$/i
const chapters =
  /^(?:introduction|background|context|scope|goals?|purpose|questions?|research questions?|methods?|methodology|approach|data(?: sources)?|sources|inputs?|evidence|analysis|limitations?|caveats|risks?|open questions|appendix.*|references|notes|priorit(?:y|ies|i[sz]ation)(?: ranking)?|ranking|discussion|acceptance criteria)$/i

function titleOf(parts: readonly Part[]): string | null {
  const headings = parts.filter(({ level, title }) => level > 0 && level < 7 && title !== '')
  const first = headings.find(({ level }) => level === 1)
  if (first) return first.title
  const top = headings[0]
  return top && headings.slice(1).every(({ level }) => level > top.level) ? top.title : null
}

function summaryOf(parts: readonly Part[]): string | null {
  const index = parts.findIndex(({ title }) => summaries.test(unnumbered(title)))
  const part = parts[index]
  if (part) {
    const text = proseOf(part.lines)
    if (text !== '') return text
    const below = belowOf(parts, index).map(({ title, lines }) => `**${title}**\n\n${proseOf(lines)}`.trim())
    if (below.length > 0) return below.join('\n\n')
  }
  const paragraphs = parts.flatMap(({ lines }) => paragraphsOf(lines))
  const labelled = /^(?:\*\*|__)?(?:executive summary|summary|tl;?dr)(?:\*\*|__)?\s*:\s*(?:\*\*|__)?\s*/i
  const named = paragraphs.find((paragraph) => labelled.test(paragraph.slice(0, 100)))
  if (named !== undefined) return named.replace(labelled, '')
  return paragraphs.find((paragraph) => !isApart(paragraph)) ?? paragraphs[0] ?? null
}

/** Without the tables that are read as findings. */
function proseOf(lines: readonly string[]): string {
  const tables = tablesIn(lines).filter(isOfFindings)
  return textOf(lines.filter((_, at) => !tables.some(({ from, to }) => at >= from && at < to)))
}

function paragraphsOf(lines: readonly string[]): string[] {
  return textOf(lines)
    .split(/\n(?:[ \t]*\n)+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
}

/** A table, code, a rule, markup or a picture: no paragraph that sums up. */
function isApart(paragraph: string): boolean {
  return /^(\||```|~~~|<|!\[|([-*_]\s*){3,}$)/.test(paragraph.slice(0, 100))
}

function findingsIn(parts: readonly Part[], table: TextTable | null): Finding[] {
  const below = listedUnder(parts, findingsTitles)
  if (below.length > 0) return below
  for (const shape of [counted, numbered]) {
    const some = parts.flatMap(({ title, level }, index) => (level > 0 && isFinding(title, shape) ? [index] : []))
    const top = Math.min(...some.map((index) => parts[index]?.level ?? 7))
    const found = some.filter((index) => parts[index]?.level === top)
    if (found.length > 1 || (found.length === 1 && shape === counted)) return found.map((at) => ofHeading(parts, at))
  }
  return table === null ? [] : table.rows.map((row) => ofRow(table, row, 'finding')).filter(isNamed)
}

function isFinding(title: string, shape: RegExp): boolean {
  const name = title.replace(shape, '')
  return shape.test(title) && !chapters.test(name) && !summaries.test(name) && !interventionTitles.test(name)
}

/** Headings, items or rows below the first heading of that name which has any. */
function listedUnder(parts: readonly Part[], name: RegExp): Finding[] {
  for (const [index, part] of parts.entries()) {
    if (!name.test(unnumbered(part.title))) continue
    const below = belowOf(parts, index)
    const level = Math.min(...below.map((one) => one.level))
    const headings = below.flatMap((one, at) =>
      one.level === level && !chapters.test(unnumbered(one.title)) && !summaries.test(unnumbered(one.title))
        ? [ofHeading(parts, index + 1 + at)]
        : [],
    )
    if (headings.length > 0) return headings
    const items = itemsIn(part.lines)
    if (items.length > 0) return items.map(({ title, text }) => withFacts(title, text))
    const kind = name === interventionTitles ? 'intervention' : 'finding'
    const table = tablesIn(part.lines).find(({ columns }) => columns.some((column) => kindOfColumn(column) === kind))
    const rows = table?.rows.map((row) => ofRow(table, row, kind)).filter(isNamed) ?? []
    if (rows.length > 0) return rows
  }
  return []
}

function interventionsIn(parts: readonly Part[], table: TextTable | null, findings: readonly Finding[]): Finding[] {
  const below = listedUnder(parts, interventionTitles)
  if (below.length > 0) return below
  const rows = table?.rows.map((row) => ofRow(table, row, 'intervention')).filter(isNamed) ?? []
  if (rows.length > 0) return rows
  return findings.flatMap(({ text, impact, priority, effort }) =>
    factsIn(text).interventions.map((title) => ({ title, text: '', impact, priority, effort })),
  )
}

/** The parts below a heading: all up to the next that is not deeper. */
function belowOf(parts: readonly Part[], index: number): readonly Part[] {
  const level = parts[index]?.level ?? 7
  let end = index + 1
  while ((parts[end]?.level ?? 0) > level) end++
  return parts.slice(index + 1, end)
}

function ofHeading(parts: readonly Part[], index: number): Finding {
  const part = parts[index]
  const below = belowOf(parts, index).map(({ title, level, lines }) =>
    level === 7 ? `**${title}**\n${textOf(lines)}` : `${'#'.repeat(level)} ${title}\n\n${textOf(lines)}`,
  )
  return withFacts(part?.title ?? '', textOf([textOf(part?.lines ?? []), ...below.map((text) => `\n${text}`)]))
}

function withFacts(heading: string, text: string): Finding {
  const title = unnumbered(heading.replace(counted, ''))
  const { impact, priority, effort, rest } = factsIn(text, title || heading)
  return { title: rest, text, impact, priority, effort }
}

function ofRow(table: TextTable, row: readonly string[], kind: 'finding' | 'intervention'): Finding {
  const at = table.columns.findIndex((column) => kindOfColumn(column) === kind)
  return { title: unnumbered(row[at] ?? ''), text: '', ...factsOfRow(table.columns, row) }
}

/** What the headings do not say about a finding, the row of its name or else of its number says. */
function withRows(findings: readonly Finding[], table: TextTable | null): Finding[] {
  if (table === null) return [...findings]
  const at = table.columns.findIndex((column) => kindOfColumn(column) === 'finding')
  const byName = new Map(table.rows.map((row) => [keyOf(row[at] ?? ''), row]))
  const isInOrder = table.rows.length === findings.length
  return findings.map((finding, index) => {
    const row = byName.get(keyOf(finding.title)) ?? (isInOrder ? table.rows[index] : undefined)
    if (!row) return finding
    const { impact, priority, effort } = factsOfRow(table.columns, row)
    return {
      ...finding,
      impact: finding.impact ?? impact,
      priority: finding.priority ?? priority,
      effort: finding.effort ?? effort,
    }
  })
}

function isOfFindings({ columns }: TextTable): boolean {
  const kinds = columns.map(kindOfColumn)
  return (
    kinds.includes('finding') && kinds.some((kind) => kind === 'impact' || kind === 'priority' || kind === 'effort')
  )
}

function isNamed({ title }: Finding): boolean {
  return /[\p{L}\p{N}]/u.test(title)
}

function unnumbered(title: string): string {
  const rest = title.replace(numbered, '')
  return plainly(rest === '' ? title : rest)
}

function keyOf(title: string): string {
  return unnumbered(title)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
