import { section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape, plain } from '../blocks/text.ts'

/** One plain sentence, with a link to where it leads. */
export function sentenceMessage(sentence: string, link?: { text: string; url: string } | '' | undefined): Message {
  const button = link
    ? { type: 'button' as const, action_id: 'link', text: plain(link.text), url: link.url }
    : undefined
  const text = escape(clip(sentence, 2500))
  return { text, blocks: [section(text, button)] }
}
