import type { PersonId } from '../domain/ids.ts'
import type { Modal } from './blocks/message.ts'
import { type Edge, receivedIn, whoIs } from './edge.ts'
import { type Pressed, parsePressed } from './payloads/actions.ts'
import type { Received } from './receiving.ts'
import { tellPrivately } from './tell-privately.ts'

/** What comes of a press: a form to open, a sentence for the one who pressed, or something done (any other kind). */
export type PressOutcome =
  | { kind: 'form'; view: Modal }
  | { kind: 'refused'; why: string }
  | { kind: 'invalid'; errors: Record<string, string> }
  | { kind: string }

/**
 * Somebody presses a button or chooses in a menu: acknowledge, find out who it is, do it, and show a form or a private
 * sentence. Messages change by themselves when what they show has changed.
 */
export function onPress(
  edge: Edge,
  actionId: string | RegExp,
  act: (pressed: Pressed, by: PersonId, received: Received) => PressOutcome | Promise<PressOutcome>,
): void {
  edge.app.action(actionId, async ({ ack, body, context }) => {
    await ack()
    const received = receivedIn(context)
    const pressed = parsePressed(body)
    const { id: by } = await whoIs(edge, pressed.by)
    const outcome = await act(pressed, by, received)
    if ('why' in outcome) await tellPrivately(edge, pressed, outcome.why)
    if ('errors' in outcome) await tellPrivately(edge, pressed, Object.values(outcome.errors).join(' '))
    if ('view' in outcome) await openForm(edge, pressed, received, outcome.view)
  })
}

async function openForm(edge: Edge, pressed: Pressed, received: Received, view: Modal): Promise<void> {
  const tooLate = 'The form could not be opened in time. Please press it again.'
  if (received.redriven || !pressed.triggerId) return tellPrivately(edge, pressed, tooLate)
  try {
    // Pressed in a form: the new one lies on top, and closing it leads back.
    const { calls } = edge.clients
    if (pressed.view?.isModal) await calls.views.push({ trigger_id: pressed.triggerId, view })
    else await calls.views.open({ trigger_id: pressed.triggerId, view })
  } catch (error) {
    // Slack waits three seconds for a form, and nothing else was to be done.
    edge.log.warn({ err: error }, 'a form could not be opened')
    await tellPrivately(edge, pressed, tooLate)
  }
}
