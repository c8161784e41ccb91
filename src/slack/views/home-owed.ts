import type { KnownBlock } from '@slack/types'
import type { OwedItem, OwedQuestion, OwedRequest } from '../../usecases/home/show-owed.ts'
import type { Home } from '../../usecases/show-home.ts'
import { actions, button, context, header, linkButton, section } from '../blocks/blocks.ts'
import { clip, escape } from '../blocks/text.ts'
import { itemFacts } from './open-item-words.ts'

/** So many stand in Home; the others come up as these are closed. */
const mostItems = 15
const mostOffers = 8

/** What waits for the reader: check-ins to answer, questions to reply to, open items to close. */
export function owedBlocks({ owed, newcomer, sendingTime }: Home): KnownBlock[] {
  const { requests, questions, items } = owed
  const count = requests.length + questions.length + items.length
  if (count === 0) {
    if (newcomer === 'without-key-results') return []
    const { nextAt } = sendingTime
    const next = nextAt ? ` Your next check-in comes on ${escape(clip(nextAt, 60))}.` : ''
    return [header('Owed by me'), section(`Nothing.${newcomer === 'owner' ? '' : next}`)]
  }
  const shown = items.slice(0, mostItems)
  const left = items.length - shown.length
  return [
    header(`Owed by me: ${count}`),
    ...requests.slice(0, 3).map(requestBlock),
    ...questions.slice(0, 5).map(questionBlock),
    ...shown.map(itemBlock),
    ...(left > 0 ? [context(`And ${left} more; they come up here as these are closed.`)] : []),
  ]
}

function requestBlock({ what, missing, answered, link }: OwedRequest): KnownBlock {
  const open = missing.length === 1 ? 'one key result is open' : `${missing.length} key results are open`
  const done = answered > 0 ? `, ${answered} answered` : ''
  const text = `*${escape(clip(what, 80))}*: ${open}${done}.\n${missing.slice(0, 20).join(', ')}`
  if (link === null) return section(`${text}\nIts message is on its way to you.`)
  return section(text, linkButton('Answer', link, { style: 'primary', label: `Answer ${what}` }))
}

function questionBlock({ keyResultId, askedBy, text, link }: OwedQuestion): KnownBlock {
  const asked = `*${escape(clip(askedBy, 60))} asks about ${keyResultId}:* ${escape(clip(text, 300))}`
  if (link === null) return section(`${asked}\nThe message is on its way to you.`)
  return section(asked, linkButton('Reply', link, { label: `Reply to ${askedBy} about ${keyResultId}` }))
}

function itemBlock(item: OwedItem): KnownBlock {
  const { id, words, keyResultId, text, isOverdue } = item
  const late = isOverdue ? '⏰ ' : ''
  return {
    ...section(
      `${late}*${escape(clip(words, 40))}*, ${keyResultId}: ${escape(clip(text, 300))}\n${itemFacts(item)}`,
      button('open-item:close', 'Close …', String(id), {
        label: `Close ${words.toLowerCase()} of ${keyResultId}: ${text}`,
      }),
    ),
    block_id: `open-item:${id}`,
  }
}

/** What nobody but the reader can settle: key results offered to them, and those of their teams without an owner. */
export function toDecideBlocks({ toDecide: { offers, ownerless } }: Home): KnownBlock[] {
  const count = offers.length + ownerless.length
  if (count === 0) return []
  return [
    header(`Waiting for me to decide: ${count}`),
    ...offers.slice(0, mostOffers).flatMap((offer) => {
      const { id, keyResultId, title, offeredBy, progress, word } = offer
      const value = String(id)
      const said = word ? `\n“${escape(clip(word, 300))}”` : ''
      return [
        section(
          `*${escape(clip(offeredBy, 60))} would like to hand ${keyResultId} over to you*\n${escape(clip(title, 200))}, ${escape(clip(progress, 80))}${said}`,
        ),
        actions(
          `hand-over:${id}`,
          button('hand-over:accept', 'Accept', value, { style: 'primary', label: `Accept ${keyResultId}` }),
          button('hand-over:decline', 'Decline', value, { label: `Decline ${keyResultId}` }),
        ),
      ]
    }),
    ...ownerless.slice(0, mostOffers).map(({ id, title, leftBy }) => {
      const why = leftBy === null ? 'has no owner' : `needs a new owner: ${escape(clip(leftBy, 60))} has left`
      const label = `Hand over ${id} ${title}`
      return section(
        `*${id} ${why}.*\n${escape(clip(title, 200))}`,
        button('hand-over:open', 'Hand over …', id, { label }),
      )
    }),
    ...(count > 2 * mostOffers ? [context('And more; they come up here as these are settled.')] : []),
  ]
}
