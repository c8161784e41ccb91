import { linkButton, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

/** One plain sentence, with a link to where it leads. */
export function sentenceMessage(sentence: string, link?: { text: string; url: string } | '' | undefined): Message {
  return messageOf([section(escape(clip(sentence, 2500)), link ? linkButton(link.text, link.url) : undefined)])
}
