import type { AddedToRequest } from '../../usecases/check-ins/show-added.ts'
import { section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { escape, mention } from '../blocks/text.ts'

/** In the thread of a delegate's message: an edited message notifies nobody, a mention does. */
export function checkInAddedMessage({ reader, owner, keyResultIds }: AddedToRequest): Message {
  const who = reader.slackId ? mention(reader.slackId) : escape(reader.name)
  const what = keyResultIds.length === 0 ? 'nothing is left of it' : keyResultIds.join(', ')
  const text = `${who}, ${escape(owner)} is away until the summary and named you to stand in. I added to this check-in: ${what}.`
  return { text, blocks: [section(text)] }
}
