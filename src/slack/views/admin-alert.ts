import { context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { escape } from '../blocks/text.ts'

/** Tells an admin of something only a person can mend. `text` may hold `code` and name `<#channels>`; all else is plain. */
export function adminAlertMessage({ title, text }: { title: string; text: string }): Message {
  return messageOf([
    section(`*${withChannels(title)}.*\n${withChannels(text)}`),
    context('You get this because you are an admin in the OKR file or of this workspace.'),
  ])
}

/** A channel's name, which calls nobody. */
function withChannels(text: string): string {
  return escape(text).replace(/&lt;(#[CG][A-Z0-9]+)&gt;/g, '<$1>')
}
