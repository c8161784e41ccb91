import type { PersonId } from '../../domain/ids.ts'
import type { HandOverShown } from '../../usecases/hand-overs/show-hand-over.ts'
import { context, section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

/** Tells whoever offered a key result, and whoever it belonged to, what became of it. */
export function handOverAnswerMessage(offer: HandOverShown, reader: PersonId): Message {
  const { to, keyResultId, title, offeredBy, offeredById } = offer
  const accepted = offer.answer === 'accepted'
  const headline = `${to} ${accepted ? 'has accepted' : 'has declined'} ${keyResultId}.`
  const next = accepted ? afterAccepting(offer) : afterDeclining(offer)
  const why = reader === offeredById ? 'you offered it' : `it was yours, and ${offeredBy} offered it`
  return {
    text: escape(`${headline} ${next}`),
    blocks: [
      section(`*${escape(headline)}*  ${escape(clip(title, 300))}\n${escape(next)}`),
      context(`You get this because ${escape(why)}.`),
    ],
  }
}

function afterAccepting({ nextCheckIn }: HandOverShown): string {
  const asked = nextCheckIn ? `They are asked for it from ${nextCheckIn} on. ` : ''
  return `${asked}What was said so far stays.`
}

function afterDeclining({ ownedBy }: HandOverShown): string {
  return ownedBy === null
    ? 'It stays with you. The menu beside it offers it to somebody else.'
    : `It stays with ${ownedBy}. You can offer it to somebody else.`
}
