import { context, section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { escape } from '../blocks/text.ts'

/** What somebody typed could not be saved, and nobody was looking at the form any more. */
export function notSavedMessage({ keyResultId, why }: { keyResultId: string; why: string }): Message {
  const sentence = `What you typed for ${keyResultId} is not saved yet: ${why}`
  const next = 'It is kept. Open the form again and it stands there, to be changed or sent.'
  return {
    text: escape(`${sentence} ${next}`),
    blocks: [
      section(`*${escape(sentence)}*\n${escape(next)}`),
      context('You get this because I was restarting when you sent the form.'),
    ],
  }
}
