import type { ReceiverEvent } from '@slack/bolt'
import { z } from 'zod'
import { escape } from './blocks/text.ts'
import type { Edge } from './edge.ts'
import { parsePressed } from './payloads/actions.ts'
import { tellPrivately } from './tell-privately.ts'
import { noteModal } from './views/note-modal.ts'

/** What came in, by where its answer stands: in the form, under the command, beside what was pressed, or nowhere. */
export type Asking = 'form' | 'command' | 'press' | 'nobody'

/** Who waits for an answer, and where it would stand. */
export function askingOf(body: ReceiverEvent['body']): Asking {
  if (body['type'] === 'view_submission') return 'form'
  if (typeof body['command'] === 'string') return 'command'
  const presses = ['block_actions', 'shortcut', 'message_action']
  return presses.includes(String(body['type'])) ? 'press' : 'nobody'
}

/** Whether somebody expects something to happen: not from a link, a closed form, nor a field in a message. */
export function wantsAnswer(body: ReceiverEvent['body']): boolean {
  if (body['type'] !== 'block_actions') return askingOf(body) !== 'nobody'
  const [action] = Array.isArray(body['actions']) ? body['actions'] : []
  return (action?.type === 'button' && action.url === undefined) || action?.type === 'overflow'
}

/** The Slack id of whoever pressed, typed or sent this, or null when it is nobody in person. */
export function personBehind(body: ReceiverEvent['body']): string | null {
  if (askingOf(body) === 'nobody') return null
  const id = (body['user'] as { id?: unknown } | undefined)?.id ?? body['user_id']
  return typeof id === 'string' ? id : null
}

/**
 * Says a sentence where a listener's answer would stand. A form keeps what was typed, with the sentence at its first
 * field; of anything pressed the person is told privately, at most once.
 */
export async function answerInstead(
  edge: Pick<Edge, 'clients' | 'log'>,
  { body, ack }: Pick<ReceiverEvent, 'body' | 'ack'>,
  sentence: string,
): Promise<void> {
  switch (askingOf(body)) {
    case 'form':
      return ack(inForm(body, sentence))
    case 'command':
      return ack({ response_type: 'ephemeral', text: escape(sentence) })
    case 'press':
      await ack()
      return tellWhoPressed(edge, body, sentence)
    case 'nobody':
  }
}

/** A sentence for whoever pressed something, however little is known of where. */
export async function tellWhoPressed(
  edge: Pick<Edge, 'clients' | 'log'>,
  body: ReceiverEvent['body'],
  sentence: string,
): Promise<void> {
  if (body['type'] === 'block_actions') return tellPrivately(edge, parsePressed(body), sentence)
  const { user, trigger_id } = shortcut.parse(body)
  return tellPrivately(edge, { by: user.id, message: null, triggerId: trigger_id }, sentence)
}

const shortcut = z.looseObject({ user: z.looseObject({ id: z.string() }), trigger_id: z.string() })
const form = z.looseObject({
  view: z.looseObject({ blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string() })) }),
})

/** A form without fields has nothing to lose: the sentence takes its place. */
function inForm(body: ReceiverEvent['body'], sentence: string) {
  const { blocks } = form.parse(body).view
  const field = blocks.find(({ type }) => type === 'input')
  return field
    ? ({ response_action: 'errors', errors: { [field.block_id]: sentence } } as const)
    : ({ response_action: 'update', view: noteModal(sentence, 'That did not work') } as const)
}
