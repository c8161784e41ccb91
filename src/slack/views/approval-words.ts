import type { RichTextBlock } from '@slack/types'
import type { Approval } from '../../domain/approvals.ts'
import { type Confidence, confidenceMarks, confidenceWords } from '../../domain/check-ins.ts'
import type { DriverShown, WhoDecides } from '../../usecases/approvals/shown.ts'
import { clip, dateFor, escape, mention, shorten } from '../blocks/text.ts'

type Approver = WhoDecides['approvers'][number]

/** So many are named; the others are counted. */
const mostNames = 20

/** What is decided on, in a sentence: `these findings`, `this work`. */
export function whatOf(kind: Approval['kind']): string {
  return kind === 'finding' ? 'these findings' : 'this work'
}

/** Why there is nothing to decide; `why` as the end of a sentence, null when it is not known. */
export function goneLine(why: string | null): string {
  const words = '*There is nothing to decide here any more'
  return why ? `⚪ ${words}:* ${escape(clip(why, 800))}.` : `⚪ ${words}.*`
}

/** A name in a sentence. */
export function named(name: string): string {
  return escape(clip(name, 60))
}

/** Somebody, or a group, called by Slack; by name where Slack does not know them. */
export function called({ name, slackId, groupId }: Approver): string {
  if (slackId !== null) return mention(slackId)
  return groupId === null ? named(name) : `<!subteam^${groupId}>`
}

/** `Sarah, Mike or Ana`, and how many there are beside the first twenty. The words are escaped already. */
export function listed(words: readonly string[], last: 'and' | 'or', most = mostNames): string {
  const unique = [...new Set(words)]
  if (unique.length > most) return `${unique.slice(0, most).join(', ')} ${last} ${unique.length - most} more`
  if (unique.length < 2) return unique[0] ?? ''
  return `${unique.slice(0, -1).join(', ')} ${last} ${unique.at(-1)}`
}

/** ` (yesterday at 14:15)`, in each reader's own zone. */
export function whenIn(at: Date): string {
  return ` ${dateFor(at, '({date_short_pretty} at {time})', `(${at.toISOString().slice(0, 16).replace('T', ' ')})`)}`
}

/** `Waits since yesterday at 14:15`: `words` and the time each reader has. */
export function since(words: string, at: Date): string {
  return dateFor(
    at,
    `${words} {date_short_pretty} at {time}`,
    `${words} ${at.toISOString().slice(0, 16).replace('T', ' ')}`,
  )
}

/** `🟡 At risk`; `⚪ No answer yet`. */
export function confidenceInWords(confidence: Confidence | null): string {
  return confidence === null ? '⚪ No answer yet' : `${confidenceMarks[confidence]} ${confidenceWords[confidence]}`
}

/** `2026-01-13-001-xyz`, as code. */
export function specCode(specId: string): string {
  return `\`${escape(clip(specId, 80)).replaceAll('`', 'ˋ')}\``
}

/** `Reduce Q1 churn: 2 of 3 done`. */
export function driverLine({ specId, title, status, completed, total }: DriverShown): string {
  const name = title === null ? '' : `*${escape(clip(title, 160))}*  `
  const progress = total === 0 ? statusInWords(status) : `${completed} of ${total} done`
  return `🛠 ${name}${specCode(specId)}: ${progress}${total > 0 && status === 'completed' ? ', completed' : ''}`
}

const statusWords: Record<string, string> = {
  pending: 'not started',
  ready: 'ready to start',
  in_progress: 'being worked on',
  paused: 'paused',
  completed: 'completed',
  failed: 'stopped by an error',
  needs_attention: 'needs a person',
  blocked: 'waits for other work',
  cancelled: 'cancelled',
}

/** chant's word for how a spec stands, in people's. */
export function statusInWords(status: string): string {
  return statusWords[status] ?? escape(clip(status.replaceAll('_', ' '), 40))
}

/** What a person wrote, quoted whole: nothing in it can be live, and none of it is read as formatting. */
export function quoteBlock(text: string, limit = 2000): RichTextBlock {
  const whole = shorten(text.trim(), limit)
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: whole === '' ? '–' : whole }] }],
  }
}

/** `Findings for O1-KR1 and O1-KR2, round 2`. */
export function whatIsDecided({
  kind,
  keyResults,
  round,
}: {
  kind: Approval['kind']
  keyResults: readonly string[]
  round: number
}): string {
  const what = kind === 'finding' ? 'Findings' : 'Work'
  const whatFor = keyResults.length > 0 ? ` for ${listed(keyResults, 'and', 6)}` : ''
  return `${what}${whatFor}${round > 1 ? `, round ${round}` : ''}`
}
