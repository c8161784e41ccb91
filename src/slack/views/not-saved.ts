import { context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

/** What somebody typed could not be saved, and nobody was looking at the form any more. */
export function notSavedMessage({ keyResultId, why }: { keyResultId: string; why: string }): Message {
  return messageOf([
    section(
      `*What you typed for ${keyResultId} is not saved yet.* ${escape(clip(why, 600))}\nIt is kept: open the form again and it stands there, to be changed or sent.`,
    ),
    context('You get this because I was restarting when you sent the form.'),
  ])
}
