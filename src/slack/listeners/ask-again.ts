import { z } from 'zod'
import { askAgain } from '../../usecases/check-ins/ask-again.ts'
import { listMissing } from '../../usecases/check-ins/list-missing.ts'
import { type Edge, receivedIn, whoIs } from '../edge.ts'
import { parsePressed } from '../payloads/actions.ts'
import { showAnswer } from '../show-answer.ts'
import { tellPrivately } from '../tell-privately.ts'
import { missingMessage } from '../views/missing.ts'

const numbered = z.coerce.number().int().positive()
const title = 'How we stand'

/** *Ask again* beside somebody who is missing, and the pages of that list. */
export function askAgainButton(edge: Edge): void {
  const { app, db, clock, defaultZone } = edge

  app.action('ask-again', async ({ ack, body, context }) => {
    await ack()
    const received = receivedIn(context)
    const pressed = parsePressed(body)
    const { id: by } = await whoIs(edge, pressed.by)
    const { inboxKey, redriven } = received
    const now = clock.now()
    const outcome = askAgain(db, { requestId: numbered.parse(pressed.value), by, inboxKey }, now, defaultZone)
    if (outcome.kind === 'refused') return tellPrivately(edge, pressed, outcome.why)
    const when = outcome.at <= now ? 'now' : `at ${outcome.atText} their time, when they work`
    const said = `${outcome.name} gets it ${when}, and sees that you asked.`
    // Long after, there is no list to renew.
    if (redriven) return tellPrivately(edge, pressed, said)
    const message = missingMessage(listMissing(db, by, now, defaultZone), { reader: by, said })
    await showAnswer(edge, pressed, received, { title, message })
  })

  for (const actionId of ['missing:previous-page', 'missing:next-page']) {
    app.action(actionId, async ({ ack, body, context }) => {
      await ack()
      const pressed = parsePressed(body)
      const { id: by } = await whoIs(edge, pressed.by)
      const page = numbered.parse(pressed.value)
      const message = missingMessage(listMissing(db, by, clock.now(), defaultZone), { reader: by, page })
      await showAnswer(edge, pressed, receivedIn(context), { title, message })
    })
  }
}
