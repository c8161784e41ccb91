import type { KnownBlock } from '@slack/types'
import { sparkline } from '../../charts/sparkline.ts'
import { confidenceMarks, confidenceWords } from '../../domain/check-ins.ts'
import { shortDate } from '../../domain/dates.ts'
import type { HandOverShown } from '../../usecases/hand-overs/show-hand-over.ts'
import { actions, button, context, section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { clip, dateFor, escape, webLink } from '../blocks/text.ts'

/** Offers a key result to somebody, with what they need to know to say yes or no. */
export function handOverOfferMessage(offer: HandOverShown): Message {
  const { keyResultId } = offer
  const opening = `${offer.offeredBy} would like to hand ${keyResultId} over to you`
  const whose = offer.ownedBy ? ` It is ${offer.ownedBy}’s now.` : ''
  return {
    text: escape(
      `${opening}: ${clip(offer.title, 300)}.${whose} ${outcome(offer) ?? 'Nothing changes before you accept.'}`,
    ),
    blocks: [
      section(`*${escape(opening)}.*${escape(whose)}`),
      section(about(offer)),
      ...(offer.word ? [section(`>${escape(clip(offer.word, 1000))}`)] : []),
      ...(history(offer).length > 0 ? [context(history(offer).join('\n'))] : []),
      ...answer(offer),
    ],
  }
}

function about({ keyResultId, title, progress, change, trend, dashboard }: HandOverShown): string {
  const measured = [
    `*${escape(clip(progress, 200))}*`,
    change && escape(clip(change, 200)),
    trend.length > 1 ? sparkline(trend) : null,
  ]
  return [
    `*${keyResultId}*  ${escape(clip(title, 600))}`,
    measured.filter(Boolean).join('   '),
    dashboard === null ? null : webLink(dashboard, 'Dashboard'),
  ]
    .filter(Boolean)
    .join('\n')
}

function history({ checkIns, open }: HandOverShown): string[] {
  const said = checkIns.map(({ week, confidence, words }) => {
    const about = words ? `: ${escape(clip(words, 160))}` : ''
    return `Week of ${week}  ${confidenceMarks[confidence]} ${confidenceWords[confidence]}${about}`
  })
  const items = open.slice(0, 8).map(({ text, person, due }) => {
    const facts = [person && escape(clip(person, 40)), due && `until ${shortDate(due)}`].filter(Boolean).join(', ')
    return `◦ ${escape(clip(text, 160))}${facts && ` (${facts})`}`
  })
  return [...said, ...items]
}

function answer(offer: HandOverShown): KnownBlock[] {
  const said = outcome(offer)
  if (said) {
    return [context(`${escape(said)}${offer.answeredAt ? ` ${whenFor(offer.answeredAt)}` : ''}`)]
  }
  const value = String(offer.id)
  const asked = offer.nextCheckIn ? ` You would be asked from ${offer.nextCheckIn} on.` : ''
  return [
    actions(
      'hand-over',
      button('hand-over:accept', 'Accept', value, { style: 'primary', label: `Accept ${offer.keyResultId}` }),
      button('hand-over:decline', 'Decline', value, { label: `Decline ${offer.keyResultId}` }),
    ),
    context(`You get this because ${escape(offer.offeredBy)} named you. Nothing changes before you accept.${asked}`),
  ]
}

function whenFor(at: Date): string {
  return dateFor(at, '{date_short_pretty} at {time}', at.toISOString().slice(0, 10))
}

function outcome({ answer, keyResultId, offeredBy, nextCheckIn }: HandOverShown): string | null {
  switch (answer) {
    case null:
      return null
    case 'accepted':
      return `✓ ${keyResultId} is yours now. ${nextCheckIn ? `You are asked for it from ${nextCheckIn} on.` : ''}`.trim()
    case 'declined':
      return `You declined. ${keyResultId} stays where it was.`
    case 'withdrawn':
      return `${offeredBy} has taken the offer back. Nothing has changed.`
  }
}
