import { context, section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { escape } from '../blocks/text.ts'

/** Tells an admin of something only a person can mend. `text` may hold `code`, all else is plain. */
export function adminAlertMessage({ title, text }: { title: string; text: string }): Message {
  return {
    text: `${escape(title)}. ${escape(text)}`,
    blocks: [
      section(`*${escape(title)}*\n${escape(text)}`),
      context('You get this because you are an admin in the OKR file or of this workspace.'),
    ],
  }
}
