import type { KnownBlock } from '@slack/types'
import { sparkline } from '../../charts/sparkline.ts'
import { confidenceMarks, confidenceWords } from '../../domain/check-ins.ts'
import { shortDate } from '../../domain/dates.ts'
import type { HandOverShown } from '../../usecases/hand-overs/show-hand-over.ts'
import { actions, button, context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, dateFor, escape, quote, webLink } from '../blocks/text.ts'

/** Offers a key result to somebody, with what they need to know to say yes or no; then what they said. */
export function handOverOfferMessage(offer: HandOverShown): Message {
  const known = history(offer)
  return messageOf([
    section(openingOf(offer)),
    section(about(offer)),
    ...(offer.word ? [section(quote(offer.word))] : []),
    ...(known.length > 0 ? [context(known.join('\n'))] : []),
    ...(offer.answer === null ? question(offer) : [context(answered(offer))]),
  ])
}

function openingOf({ answer, keyResultId, offeredBy, ownedBy, nextCheckIn }: HandOverShown): string {
  const who = escape(clip(offeredBy, 60))
  switch (answer) {
    case null:
      return `*${who} would like to hand ${keyResultId} over to you.*${ownedBy ? ` It is ${escape(clip(ownedBy, 60))}’s now.` : ''}`
    case 'accepted':
      return `*✓ ${keyResultId} is yours now.*${nextCheckIn ? ` You are asked for it from ${escape(nextCheckIn)} on.` : ''}`
    case 'declined':
      return `*You declined ${keyResultId}.* It stays where it was.`
    case 'withdrawn':
      return `*${who} has taken the offer of ${keyResultId} back.* Nothing has changed.`
  }
}

function about({ keyResultId, title, progress, change, trend, dashboard }: HandOverShown): string {
  const measured = [
    `*${escape(clip(progress, 200))}*`,
    change && escape(clip(change, 200)),
    trend.length > 1 ? sparkline(trend) : null,
    dashboard === null ? null : webLink(dashboard, 'Dashboard'),
  ]
  return `*${keyResultId}*  ${escape(clip(title, 600))}\n${measured.filter(Boolean).join('   ')}`
}

function history({ checkIns, open }: HandOverShown): string[] {
  const said = checkIns.map(({ week, confidence, words }) => {
    const about = words ? `: ${escape(clip(words, 160))}` : ''
    return `Week of ${escape(clip(week, 40))}: ${confidenceMarks[confidence]} ${confidenceWords[confidence]}${about}`
  })
  const items = open.slice(0, 8).map(({ text, person, due }) => {
    const facts = [person && escape(clip(person, 40)), due && `until ${shortDate(due)}`].filter(Boolean).join(', ')
    return `◦ ${escape(clip(text, 160))}${facts && ` (${facts})`}`
  })
  return [...said, ...items]
}

function question({ id, keyResultId, offeredBy, nextCheckIn }: HandOverShown): KnownBlock[] {
  const asked = nextCheckIn ? ` You would be asked from ${escape(nextCheckIn)} on.` : ''
  return [
    actions(
      'hand-over',
      button('hand-over:accept', 'Accept', String(id), { style: 'primary', label: `Accept ${keyResultId}` }),
      button('hand-over:decline', 'Decline', String(id), { label: `Decline ${keyResultId}` }),
    ),
    context(
      `You get this because ${escape(clip(offeredBy, 60))} named you. Nothing changes before you accept.${asked}`,
    ),
  ]
}

const answerWords = { accepted: 'Accepted', declined: 'Declined', withdrawn: 'Taken back' } as const

function answered({ answer, answeredAt, offeredBy }: HandOverShown): string {
  const by = `You got this because ${escape(clip(offeredBy, 60))} named you.`
  if (answer === null || answeredAt === null) return by
  const said = answerWords[answer]
  const when = dateFor(
    answeredAt,
    `${said} {date_short_pretty} at {time}.`,
    `${said} ${answeredAt.toISOString().slice(0, 10)}.`,
  )
  return `${by} ${when}`
}
