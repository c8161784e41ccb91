import type { PersonId } from '../../domain/ids.ts'
import { pauseCheckIns, resumeCheckIns } from '../../usecases/preferences/pause-check-ins.ts'
import { showPause } from '../../usecases/preferences/show-pause.ts'
import { type Edge, receivedIn, whoIs } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { onSubmit } from '../on-submit.ts'
import { type Pressed, parsePressed } from '../payloads/actions.ts'
import { parseNumber } from '../payloads/home.ts'
import type { Received } from '../receiving.ts'
import { showAnswer } from '../show-answer.ts'
import { pauseForm, pauseMessage } from '../views/pause.ts'

/** Somebody is not to be asked for a while, or again. The same buttons stand in Home and under `/okr pause`. */
export function settingsPause(edge: Edge): void {
  const { app, db, clock, defaultZone } = edge

  app.action(/^pause:\d+$/, async ({ ack, body, context }) => {
    await ack()
    const received = receivedIn(context)
    const pressed = parsePressed(body)
    const { id: by } = await whoIs(edge, pressed.by)
    const { inboxKey, receivedAt: saidAt } = received
    const until = { days: parseNumber(pressed.value) }
    const outcome = pauseCheckIns(db, { by, until, saidAt, inboxKey }, clock.now(), defaultZone)
    if (outcome.kind === 'paused') await sayIt(edge, pressed, received, by, outcome.sentence)
  })

  app.action('pause:resume', async ({ ack, body, context }) => {
    await ack()
    const received = receivedIn(context)
    const pressed = parsePressed(body)
    const { id: by } = await whoIs(edge, pressed.by)
    const { sentence } = resumeCheckIns(db, { by, inboxKey: received.inboxKey }, clock.now(), defaultZone)
    await sayIt(edge, pressed, received, by, sentence)
  })

  onPress(edge, 'pause:until', (_pressed, by) => ({
    kind: 'form',
    view: pauseForm(showPause(db, by, clock.now(), defaultZone).today),
  }))

  onSubmit(edge, {
    callbackId: 'pause-form',
    what: 'Your pause',
    words: ['until'],
    mainField: 'until',
    save: ({ fields }, { id: by }, { inboxKey }) =>
      pauseCheckIns(db, { by, until: { date: fields['until'] ?? null }, inboxKey }, clock.now(), defaultZone),
  })
}

/** Home says it by itself; the private message it was pressed in is written anew. */
async function sayIt(edge: Edge, pressed: Pressed, received: Received, by: PersonId, said: string): Promise<void> {
  if (!pressed.message) return
  const message = pauseMessage(showPause(edge.db, by, edge.clock.now(), edge.defaultZone), said)
  await showAnswer(edge, pressed, received, { title: 'Pause', message })
}
