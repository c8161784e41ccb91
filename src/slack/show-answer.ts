import { limits } from './blocks/blocks.ts'
import type { Message, Modal } from './blocks/message.ts'
import { plain, shorten } from './blocks/text.ts'
import type { Edge } from './edge.ts'
import type { Pressed } from './payloads/actions.ts'
import type { Received } from './receiving.ts'
import { respond } from './respond.ts'

/** What a form is called that only shows an answer. */
const callbackId = 'answer'

/**
 * Shows an answer where somebody pressed for it, to them alone: in the place of the private message or the form it was
 * pressed in, beside a message that others see too, and over Home.
 */
export async function showAnswer(
  edge: Edge,
  pressed: Pressed,
  received: Received,
  { title, message }: { title: string; message: Message },
): Promise<void> {
  const { view, triggerId, responseUrl } = pressed
  if (responseUrl && !view) {
    const replace_original = pressed.message?.isEphemeral ?? false
    return respond(edge, responseUrl, { response_type: 'ephemeral', replace_original, ...message })
  }
  // Long after, nobody looks at the form or at Home any more.
  if (!view || received.redriven) return
  const shown = answerModal(title, message)
  if (view.callbackId === callbackId) await edge.clients.calls.views.update({ view_id: view.id, view: shown })
  else if (triggerId) await edge.clients.calls.views.open({ trigger_id: triggerId, view: shown })
}

function answerModal(title: string, { blocks }: Message): Modal {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: plain(shorten(title, limits.title)),
    close: plain('Close'),
    blocks: blocks as Modal['blocks'],
  }
}
