import { context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape, quote } from '../blocks/text.ts'

/** What somebody sent was refused when nobody was looking at the form any more: here are their words back. */
export function notTakenMessage({ what, why, words }: { what: string; why: string; words: string }): Message {
  return messageOf([
    section(`*${escape(what)} is not saved.* ${escape(clip(why, 600))}`),
    ...(words === '' ? [] : [section(quote(words))]),
    context('You get this because I was restarting when you sent the form.'),
  ])
}
