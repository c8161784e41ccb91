import { escape } from './blocks/text.ts'
import type { Edge } from './edge.ts'
import type { Pressed } from './payloads/actions.ts'
import { noteModal } from './views/note-modal.ts'

/**
 * A sentence only the person who pressed sees: under the message, or over the form or Home it was pressed in. Said at
 * most once (such notes cannot be looked up), so nothing that matters depends on it.
 */
export async function tellPrivately(
  edge: Pick<Edge, 'clients' | 'log'>,
  pressed: Pick<Pressed, 'by' | 'message' | 'triggerId'>,
  sentence: string,
): Promise<void> {
  try {
    if (pressed.message) {
      const { channelId: channel } = pressed.message
      await edge.clients.calls.chat.postEphemeral({ channel, user: pressed.by, text: escape(sentence) })
    } else if (pressed.triggerId) {
      await edge.clients.calls.views.open({ trigger_id: pressed.triggerId, view: noteModal(sentence) })
    }
  } catch (error) {
    edge.log.warn({ err: error }, 'a private note did not arrive')
  }
}
