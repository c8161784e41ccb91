import { limits, section } from '../blocks/blocks.ts'
import type { Modal } from '../blocks/message.ts'
import { escape, plain, shorten } from '../blocks/text.ts'

/** One sentence and nothing to fill in. */
export function noteModal(sentence: string, title = 'Just so you know'): Modal {
  return {
    type: 'modal',
    title: plain(shorten(title, limits.title)),
    close: plain('Close'),
    blocks: [section(escape(sentence))],
  }
}
