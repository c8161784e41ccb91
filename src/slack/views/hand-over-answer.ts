import type { PersonId } from '../../domain/ids.ts'
import type { HandOverShown } from '../../usecases/hand-overs/show-hand-over.ts'
import { context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

/** Tells whoever offered a key result, and whoever it belonged to, what became of it. */
export function handOverAnswerMessage(offer: HandOverShown, reader: PersonId): Message {
  const { keyResultId, title, offeredById } = offer
  const accepted = offer.answer === 'accepted'
  const headline = `*${name(offer.to)} has ${accepted ? 'accepted' : 'declined'} ${keyResultId}.*`
  const next = accepted ? afterAccepting(offer) : afterDeclining(offer, reader)
  const why = reader === offeredById ? 'you offered it' : `it was yours, and ${name(offer.offeredBy)} offered it`
  return messageOf([
    section(`${headline} ${next}`),
    section(`*${keyResultId}*  ${escape(clip(title, 300))}`),
    context(`You get this because ${why}.`),
  ])
}

function afterAccepting({ nextCheckIn }: HandOverShown): string {
  const asked = nextCheckIn ? `They are asked for it from ${escape(nextCheckIn)} on. ` : ''
  return `${asked}What was said so far stays.`
}

function afterDeclining({ ownedBy, offeredById }: HandOverShown, reader: PersonId): string {
  if (reader !== offeredById) return 'It stays with you.'
  return ownedBy === null
    ? 'It stays with you. The menu beside it offers it to somebody else.'
    : `It stays with ${name(ownedBy)}. You can offer it to somebody else.`
}

function name(text: string): string {
  return escape(clip(text, 60))
}
