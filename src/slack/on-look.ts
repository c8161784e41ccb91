import type { PersonId } from '../domain/ids.ts'
import { whyNotSee } from '../usecases/why-not-see.ts'
import type { Message } from './blocks/message.ts'
import { type Edge, receivedIn, whoIs } from './edge.ts'
import { type Pressed, parsePressed } from './payloads/actions.ts'
import { showAnswer } from './show-answer.ts'
import { tellPrivately } from './tell-privately.ts'

/**
 * Somebody presses for another page or a closer look at an answer: it is shown where they pressed, to them alone, if how
 * things stand is for them to see.
 */
export function onLook(
  edge: Edge,
  actionId: RegExp,
  show: (pressed: Pressed, by: PersonId) => { title: string; message: Message },
): void {
  edge.app.action(actionId, async ({ ack, body, context }) => {
    await ack()
    const received = receivedIn(context)
    const pressed = parsePressed(body)
    const { id: by } = await whoIs(edge, pressed.by)
    const why = whyNotSee(edge.db, by)
    if (why !== null) return tellPrivately(edge, pressed, why)
    await showAnswer(edge, pressed, received, show(pressed, by))
  })
}
