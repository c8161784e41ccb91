import type { HandOverShown } from '../../usecases/hand-overs/show-hand-over.ts'
import { context, section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

/** Tells whoever offered a key result what became of it. */
export function handOverAnswerMessage(offer: HandOverShown): Message {
  const { to, keyResultId, title, nextCheckIn, ownedBy, offeredBy } = offer
  const accepted = offer.answer === 'accepted'
  const next = accepted
    ? `${nextCheckIn ? `They are asked for it from ${nextCheckIn} on. ` : ''}What you said so far stays.`
    : `It stays with ${ownedBy ?? 'you'}. You can offer it to somebody else in your check-in.`
  const headline = `${to} ${accepted ? 'has accepted' : 'has declined'} ${keyResultId}.`
  return {
    text: escape(`${headline} ${next}`),
    blocks: [
      section(`*${escape(headline)}*  ${escape(clip(title, 300))}\n${escape(next)}`),
      context(
        `You get this because ${ownedBy ? `${escape(offeredBy)} offered it` : 'you offered it, or it was yours'}.`,
      ),
    ],
  }
}
