import type { Confidence } from '../../domain/check-ins.ts'
import { showCheckInForm } from '../../usecases/check-ins/show-check-in-form.ts'
import { submitCheckIn } from '../../usecases/check-ins/submit-check-in.ts'
import { undoCheckIn } from '../../usecases/check-ins/undo-check-in.ts'
import { type Edge, receivedIn, whoIs } from '../edge.ts'
import { parsePressed } from '../payloads/actions.ts'
import { parseItemId } from '../payloads/check-in.ts'
import { tellPrivately } from '../tell-privately.ts'
import { checkInForm } from '../views/check-in-form.ts'

/** The buttons of the weekly message. *On track* saves at once; the others open a form. */
export function checkInButtons(edge: Edge): void {
  edge.app.action('check-in:on-track', async ({ ack, body, context }) => {
    await ack()
    const pressed = parsePressed(body)
    const { id: by } = await whoIs(edge, pressed.by)
    const answer = { confidence: 2 as const, evidence: null, note: null, risk: null, nextAction: null, test: null }
    const { inboxKey } = receivedIn(context)
    const outcome = submitCheckIn(
      edge.db,
      { ...parseItemId(pressed.value), by, via: 'button', answer, inboxKey },
      edge.clock.now(),
    )
    if (outcome.kind === 'refused') await tellPrivately(edge, pressed, outcome.why)
  })

  edge.app.action('check-in:at-risk', async ({ ack, body, context }) => {
    await ack()
    await openForm(edge, body, context, 1)
  })
  edge.app.action('check-in:off-track', async ({ ack, body, context }) => {
    await ack()
    await openForm(edge, body, context, 0)
  })
  edge.app.action('check-in:add-note', async ({ ack, body, context }) => {
    await ack()
    await openForm(edge, body, context, 'as-answered')
  })

  edge.app.action('check-in:undo', async ({ ack, body, context }) => {
    await ack()
    const pressed = parsePressed(body)
    const { id: by } = await whoIs(edge, pressed.by)
    const { inboxKey } = receivedIn(context)
    const outcome = undoCheckIn(edge.db, { ...parseItemId(pressed.value), by, inboxKey }, edge.clock.now())
    if (outcome.kind === 'refused') await tellPrivately(edge, pressed, outcome.why)
  })
}

async function openForm(
  edge: Edge,
  body: unknown,
  context: object,
  confidence: Confidence | 'as-answered',
): Promise<void> {
  const pressed = parsePressed(body)
  const { id: by } = await whoIs(edge, pressed.by)
  const shown = showCheckInForm(edge.db, { ...parseItemId(pressed.value), confidence, by }, edge.clock.now())
  if (shown.kind === 'refused') return tellPrivately(edge, pressed, shown.why)
  if (receivedIn(context).redriven || !pressed.triggerId) {
    return tellPrivately(edge, pressed, 'I was restarting when you pressed that. Please press it again.')
  }
  await edge.clients.calls.views.open({ trigger_id: pressed.triggerId, view: checkInForm(shown.form) })
}
