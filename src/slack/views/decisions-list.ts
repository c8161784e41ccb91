import type { KnownBlock } from '@slack/types'
import type { DecisionEntry, DecisionsShown } from '../../usecases/approvals/afterwards/decisions-log.ts'
import { actions, button, context, section } from '../blocks/blocks.ts'
import { wordsOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { type Part, pageOf } from '../blocks/pages.ts'
import { clip, dateFor, escape, link } from '../blocks/text.ts'
import { readButton } from './approval-buttons.ts'
import { listed, named } from './approval-words.ts'

/** The answer to `/okr decisions`, one page of it: what was decided, by whom, when, why, and what came of it. */
export function decisionsMessage(shown: DecisionsShown, page: number, command: string): Message {
  const below = (at: number, pages: number): Part =>
    partOf([...(pages > 1 ? [context(`Page ${at} of ${pages}`)] : []), ...navigation(shown, at, pages)])
  const above = partOf([section(headline(shown, command))])
  const parts = shown.decisions.map((one) => partOf([entryBlock(one)]))
  return pageOf({ above, parts, below }, page)
}

/** `Approved the finding “…” — Sarah, Jan 15`, for the key result it concerns. */
export function decisionLine({ what, who, at, about, reason }: DecisionEntry): string {
  const why = reason ? `: “${escape(clip(reason, 160))}”` : ''
  return `• ${titled(what, about?.link ?? null, 160)} — ${named(who)}, ${dayOf(at)}${why}`
}

function headline({ keyResultId, decisions }: DecisionsShown, command: string): string {
  const of = keyResultId === null ? '' : ` for ${keyResultId}`
  if (decisions.length > 0) {
    return `*${decisions.length} ${decisions.length === 1 ? 'decision' : 'decisions'}${of}*, the newest first.`
  }
  const waiting = `What waits for one: \`${escape(clip(command, 40))} findings pending\`.`
  return `*No decisions${of} yet.*\nWhatever is approved or rejected is recorded here, with who, when and why. ${waiting}`
}

function entryBlock(entry: DecisionEntry): KnownBlock {
  const { what, who, at, reason, keyResults, about, result } = entry
  const whatFor = keyResults.length > 0 ? `, for ${listed(keyResults, 'and', 6)}` : ''
  const lines = [
    `*${titled(what, about?.link ?? null, 300)}*`,
    `${named(who)}, ${dayOf(at)}${whatFor}`,
    ...(reason ? [`Why: “${escape(clip(reason, 600))}”`] : []),
    ...(result
      ? [`What came of it: “${escape(clip(result.text, 600))}” — ${named(result.by)}, ${dayOf(result.at)}`]
      : []),
  ]
  return section(lines.join('\n'), about ? readButton({ ...about, id: about.approvalId }) : undefined)
}

function titled(what: string, url: string | null, most: number): string {
  const words = clip(what, most)
  return url ? link(url, words) : escape(words)
}

function dayOf(at: Date): string {
  return dateFor(at, '{date_short_pretty}', at.toISOString().slice(0, 10))
}

function navigation({ keyResultId }: DecisionsShown, page: number, pages: number): KnownBlock[] {
  const turn = (to: number, text: string) =>
    button(`decisions:list-${to < page ? 'back' : 'on'}`, text, `${to} ${keyResultId ?? 'all'}`, {
      label: `${text}: page ${to} of ${pages}`,
    })
  const elements = [
    ...(page > 1 ? [turn(page - 1, 'Previous')] : []),
    ...(page < pages ? [turn(page + 1, 'Next')] : []),
    ...(keyResultId === null ? [] : [button('decisions:list-all', 'All decisions', '1 all')]),
    button('findings:list-pending', 'What waits', '1 pending'),
  ]
  return [actions('decisions-list', ...elements)]
}

function partOf(blocks: KnownBlock[]): Part {
  return { blocks, words: wordsOf(blocks) }
}
