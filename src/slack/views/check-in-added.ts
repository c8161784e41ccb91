import type { AddedToRequest } from '../../usecases/check-ins/show-added.ts'
import { section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape, mention } from '../blocks/text.ts'

/** In the thread of a delegate's message: an edited message notifies nobody, a mention does. */
export function checkInAddedMessage({ reader, owner, keyResultIds }: AddedToRequest): Message {
  const who = reader.slackId ? mention(reader.slackId) : escape(clip(reader.name, 80))
  const why = `${who}, ${escape(clip(owner, 80))} is away until the summary and named you to stand in`
  const next =
    keyResultIds.length === 0
      ? ', but nothing is left to answer for them.'
      : `. I added to this check-in: ${keyResultIds.join(', ')}.`
  return messageOf([section(why + next)])
}
