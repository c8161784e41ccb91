import type { KnownBlock } from '@slack/types'
import { longDate } from '../../domain/dates.ts'
import type { Missing } from '../../usecases/check-ins/list-missing.ts'
import type { Unanswered } from '../../usecases/team-weeks/unanswered.ts'
import { actions, button, context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'
import { unansweredLine } from './unanswered-words.ts'

type TeamMissing = Missing['teams'][number]

/** Lines on one page: headings and people. */
const pageSize = 20

export interface MissingOptions {
  /** Who reads it: nobody needs a button to ask themselves. */
  reader: number
  /** From 1. */
  page?: number
  /** What came of the last press. */
  said?: string
}

/** Who has not answered, team by team, with *Ask again* for leads. */
export function missingMessage({ isLead, teams }: Missing, { reader, page = 1, said }: MissingOptions): Message {
  const lines = teams.flatMap((one) => [
    headingLine(one),
    ...one.unanswered.map((unanswered) => personLine(one, unanswered, reader)),
  ])
  if (lines.length === 0) lines.push(nothing(isLead))
  const pages = Math.ceil(lines.length / pageSize)
  const shownPage = Math.min(Math.max(1, page), pages)
  const shown = lines.slice((shownPage - 1) * pageSize, shownPage * pageSize)
  const where = pages > 1 ? [`Page ${shownPage} of ${pages}.`] : []
  return messageOf([
    ...(said === undefined ? [] : [section(escape(clip(said, 600)))]),
    ...shown,
    ...pager(shownPage, pages),
    context([...where, footer(isLead)].join(' ')),
  ])
}

function nothing(isLead: boolean): KnownBlock {
  return section(
    isLead
      ? 'No team has been asked for a check-in yet.'
      : 'Nobody is missing: no team in which you own something has been asked for a check-in yet.',
  )
}

function headingLine({ name, askOn, unanswered, total }: TeamMissing): KnownBlock {
  const count = unanswered.reduce((sum, { keyResultIds }) => sum + keyResultIds.length, 0)
  const week = `*${escape(clip(name, 80))}, week of ${longDate(askOn)}:*`
  return section(
    count === 0 ? `${week} nobody is missing.` : `${week} ${count} of ${total} key results have no answer.`,
  )
}

/** Nobody is asked twice a week, and nobody needs a button to ask themselves. */
function personLine({ mayAsk }: TeamMissing, one: Unanswered, reader: number): KnownBlock {
  const { what, askedAgainBy } = one
  const text = unansweredLine(one)
  if (!mayAsk || what.kind !== 'asked' || askedAgainBy !== null || what.of === reader) return section(text)
  const label = `Ask ${one.of?.name ?? 'them'} again`
  return section(text, button('ask-again', 'Ask again', String(what.requestId), { label }))
}

function pager(page: number, pages: number): KnownBlock[] {
  if (pages <= 1) return []
  const buttons = [
    ...(page > 1 ? [button('missing:previous-page', 'Previous', String(page - 1))] : []),
    ...(page < pages ? [button('missing:next-page', 'Next', String(page + 1))] : []),
  ]
  return [actions('missing-pages', ...buttons)]
}

function footer(isLead: boolean): string {
  if (!isLead) return 'You see the teams you own key results in. Their leads can ask again.'
  return 'You see the teams you lead. *Ask again* works once per person and week, reaches them in their working time, and says that it was you.'
}
