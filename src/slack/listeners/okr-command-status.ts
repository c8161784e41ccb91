import { showStatusAnswer } from '../../usecases/status/show-status-answer.ts'
import { whyNotSee } from '../../usecases/why-not-see.ts'
import { type Edge, receivedIn, whoIs } from '../edge.ts'
import { parsePressed } from '../payloads/actions.ts'
import { parsePageOf } from '../payloads/home.ts'
import { showAnswer } from '../show-answer.ts'
import { tellPrivately } from '../tell-privately.ts'
import { statusMessage } from '../views/status.ts'

/** *Look closer*, pages and the buttons that lead on, under an answer, in a form and in Home. */
export function okrCommandStatus(edge: Edge): void {
  const { app, db, clock, defaultZone } = edge

  app.action(/^status:/, async ({ ack, body, context }) => {
    await ack()
    const received = receivedIn(context)
    const pressed = parsePressed(body)
    const { id: by } = await whoIs(edge, pressed.by)
    const why = whyNotSee(db, by)
    if (why !== null) return tellPrivately(edge, pressed, why)
    const isPage = pressed.actionId.startsWith('status:page-')
    const { page, typed } = isPage ? parsePageOf(pressed.value) : { page: 1, typed: pressed.value }
    const answer = showStatusAnswer(db, { typed, by }, clock.now(), defaultZone)
    const message = statusMessage(answer, { typed, page })
    await showAnswer(edge, pressed, received, { title: 'How we stand', message })
  })
}
