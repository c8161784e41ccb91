import { z } from 'zod'
import { askAgain } from '../../usecases/check-ins/ask-again.ts'
import { listMissing } from '../../usecases/check-ins/list-missing.ts'
import { type Edge, receivedIn, whoIs } from '../edge.ts'
import { parsePressed } from '../payloads/actions.ts'
import { tellPrivately } from '../tell-privately.ts'
import { missingMessage } from '../views/missing.ts'

const numbered = z.coerce.number().int().positive()

/** *Ask again* beside somebody who is missing, and the pages of that list. */
export function askAgainButton(edge: Edge): void {
  const { app, db, clock, defaultZone } = edge

  app.action('ask-again', async ({ ack, body, context, respond }) => {
    await ack()
    const pressed = parsePressed(body)
    const { id: by } = await whoIs(edge, pressed.by)
    const { inboxKey, redriven } = receivedIn(context)
    const now = clock.now()
    const outcome = askAgain(db, { requestId: numbered.parse(pressed.value), by, inboxKey }, now, defaultZone)
    if (outcome.kind === 'refused') return tellPrivately(edge, pressed, outcome.why)
    const when = outcome.at <= now ? 'now' : `at ${outcome.atText} their time, when they work`
    const said = `${outcome.name} gets it ${when}, and sees that you asked.`
    // In Home, or long after, there is no list to renew.
    if (!pressed.message || redriven) return tellPrivately(edge, pressed, said)
    const shown = missingMessage(listMissing(db, by, now, defaultZone), { reader: by, said })
    await respond({ response_type: 'ephemeral', replace_original: true, ...shown })
  })

  for (const actionId of ['missing:previous-page', 'missing:next-page']) {
    app.action(actionId, async ({ ack, body, respond }) => {
      await ack()
      const pressed = parsePressed(body)
      const { id: by } = await whoIs(edge, pressed.by)
      const shown = missingMessage(listMissing(db, by, clock.now(), defaultZone), {
        reader: by,
        page: numbered.parse(pressed.value),
      })
      await respond({ response_type: 'ephemeral', replace_original: true, ...shown })
    })
  }
}
