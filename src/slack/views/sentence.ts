import { section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { escape, plain } from '../blocks/text.ts'

/** One plain sentence, with a link to where it leads. */
export function sentenceMessage(sentence: string, link?: { text: string; url: string } | '' | undefined): Message {
  const button = link
    ? { type: 'button' as const, action_id: 'link', text: plain(link.text), url: link.url }
    : undefined
  return { text: escape(sentence), blocks: [section(escape(sentence), button)] }
}
