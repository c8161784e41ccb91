import type { KnownBlock, RichTextBlock, RichTextElement, RichTextList, RichTextSection } from '@slack/types'
import type { FindingContent } from '../../domain/findings/content.ts'
import { questionOf } from '../../domain/findings/question.ts'
import { type Finding, type Findings, readFindings } from '../../domain/findings/read-findings.ts'
import type { ApprovalShown } from '../../usecases/approvals/shown.ts'
import { context, section } from '../blocks/blocks.ts'
import { markdownBlocks } from '../blocks/markdown.ts'
import { summaryText } from '../blocks/markdown-words.ts'
import { clip, escape } from '../blocks/text.ts'
import { specCode } from './approval-words.ts'

/** How much is shown of what was found. */
export interface BodyDetail {
  /** Longest text that is shown whole. */
  whole: number
  /** Of the summary. */
  summary: number
  findings: number
  /** Of what is said about one finding; 0: its title and facts alone. */
  about: number
  interventions: number
  /** Longest title of a finding. */
  title: number
}

/**
 * What was found: a short text whole; of a longer one its summary and its findings, and where the rest is. Files that
 * could not be read are named.
 */
export function bodyBlocks(shown: ApprovalShown, detail: BodyDetail): KnownBlock[] {
  const { content, kind } = shown
  return [...(kind === 'finding' ? foundBlocks(shown, detail) : workBlocks(shown, detail)), ...unreadBlocks(content)]
}

/** What the spec was to find out, in a line; null for work, whose text says it all, and where nothing is said. */
export function askedLine({ content, kind }: ApprovalShown): string | null {
  if (kind !== 'finding' || textsOf(content).length === 0) return null
  const { text } = questionOf(content.body)
  return text === null ? null : `Asked: ${escape(beginningOf(text, 400))}`
}

function foundBlocks(shown: ApprovalShown, detail: BodyDetail): KnownBlock[] {
  const texts = textsOf(shown.content)
  const markdown = texts.length > 0 ? texts.join('\n\n') : withoutTitle(shown.content.body)
  const read = best(texts.length > 0 ? texts : [markdown])
  if (markdown.trim() === '') return [context('There is no text of findings.')]
  if (!shown.isInThread && markdown.length <= detail.whole) return markdownBlocks(markdown)
  return [
    ...summaryBlocks(read.summary, detail),
    ...findingBlocks(read, detail),
    context(`The whole text is ${whereOf(shown)}.`),
  ]
}

/** The card has the title already. */
function withoutTitle(body: string): string {
  return body.replace(/^\s*# [^\n]*(?:\n+|$)/, '')
}

/** What an agent is to do, or has done: the spec's own text. */
function workBlocks(shown: ApprovalShown, detail: BodyDetail): KnownBlock[] {
  const { text } = questionOf(shown.content.body)
  const whole = `The whole text is ${whereOf(shown)}.`
  return text === null ? [context(whole)] : [...summaryBlocks(text, detail), context(whole)]
}

function whereOf({ isInThread, kind }: ApprovalShown): string {
  return isInThread ? 'in the thread' : `under *${kind === 'finding' ? 'Read findings' : 'Read the spec'}*`
}

/** Of several files the one that says most clearly what was found. */
function best(texts: readonly string[]): Findings {
  const all = texts.map(readFindings)
  const [first] = all.toSorted((a, b) => worth(b) - worth(a))
  return first as Findings
}

function worth({ findings, summary }: Findings): number {
  return findings.length * 2 + (summary === null ? 0 : 1)
}

function textsOf({ files }: FindingContent): string[] {
  return files.flatMap(({ text }) => (text === null || text.trim() === '' ? [] : [text]))
}

function summaryBlocks(summary: string | null, { summary: most }: BodyDetail): KnownBlock[] {
  if (summary === null) return []
  if (summary.length <= most) return markdownBlocks(summary)
  return [rich({ type: 'rich_text_section', elements: [words(beginningOf(summary, most))] })]
}

function findingBlocks({ findings, interventions }: Findings, detail: BodyDetail): RichTextBlock[] {
  const shown = findings.slice(0, detail.findings)
  const left = findings.length - shown.length
  const list: RichTextList = {
    type: 'rich_text_list',
    style: 'ordered',
    elements: shown.map((one) => findingItem(one, detail)),
  }
  const more: RichTextSection = { type: 'rich_text_section', elements: [words(`And ${left} more.`)] }
  return [
    ...(shown.length > 0 ? [rich(list, ...(left > 0 ? [more] : []))] : []),
    ...(interventions.length > 0 && detail.interventions > 0 ? [rich(proposed(interventions, detail))] : []),
  ]
}

/** `Onboarding fails · ~3.5 pp · P0 · Medium effort`, and what is said about it. */
function findingItem(finding: Finding, { title, about }: BodyDetail): RichTextSection {
  const text = about > 0 ? beginningOf(finding.text, about) : ''
  return {
    type: 'rich_text_section',
    elements: [
      words(clip(finding.title, title) || '–', { bold: true }),
      ...(factsOf(finding) === '' ? [] : [words(`  ${factsOf(finding)}`)]),
      ...(text === '' ? [] : [words(`\n${text}`)]),
    ],
  }
}

function factsOf({ impact, priority, effort }: Finding): string {
  const effortWords = effort && (/effort/i.test(effort) ? effort : `${effort.toLowerCase()} effort`)
  return [impact, priority, effortWords].flatMap((fact) => (fact ? [`· ${clip(fact, 60)}`] : [])).join(' ')
}

function proposed(interventions: readonly Finding[], { interventions: most, title }: BodyDetail): RichTextSection {
  const shown = interventions.slice(0, most).map((one) => clip(one.title, title))
  const left = interventions.length - shown.length
  return {
    type: 'rich_text_section',
    elements: [
      words('What is proposed: ', { bold: true }),
      words(`${shown.join('; ')}${left > 0 ? `; and ${left} more` : ''}.`),
    ],
  }
}

function unreadBlocks({ files }: FindingContent): KnownBlock[] {
  const unread = files.filter(({ text }) => text === null)
  if (unread.length === 0) return []
  const lines = unread
    .slice(0, 5)
    .map(({ path, problem }) => `⚠️ ${specCode(path)}: ${escape(clip(problem ?? 'it is not there', 200))}`)
  return [section([...lines, ...(unread.length > 5 ? [`And ${unread.length - 5} more files.`] : [])].join('\n'))]
}

function rich(...elements: RichTextBlock['elements']): RichTextBlock {
  return { type: 'rich_text', elements }
}

function words(text: string, style?: { bold: true }): RichTextElement {
  return { type: 'text', text, ...(style && { style }) }
}

/** Markdown in plain words, as much as there is room for; cut after a word. */
function beginningOf(markdown: string, most: number): string {
  const text = summaryText(markdown, most)
  const end = text.lastIndexOf(' ')
  return text.endsWith('…') && end > most * 0.7 ? `${text.slice(0, end).replace(/[,;:.–—-]+$/, '')} …` : text
}
