import { type Edge, receivedIn, whoIs } from '../edge.ts'
import { parsePressed } from '../payloads/actions.ts'
import { parseTyped, type Typed } from '../payloads/commands.ts'
import type { Received } from '../receiving.ts'
import { respond } from '../respond.ts'
import { respondWithCharts } from '../respond-with-charts.ts'
import { showAnswer } from '../show-answer.ts'
import { sentenceMessage } from '../views/sentence.ts'
import { type Answer, answerTo } from './okr-command-verbs.ts'

/** A private answer can still be put to a command for so long. */
const answerableMs = 29 * 60_000
const tooLate = 'The form could not be opened in time. Please try again.'

/**
 * `/okr …`: a message is the answer to the acknowledgement itself, seen by the person alone unless `share` was added;
 * a form opens right after it.
 */
export function okrCommand(edge: Edge): void {
  edge.app.command(edge.command, async ({ ack, body, context }) => {
    const received = receivedIn(context)
    const typed = parseTyped(body)
    const { id: by } = await whoIs(edge, typed.by)
    const answer = await answerTo(edge, typed, by)
    if (received.redriven) return answerLate(edge, typed, received, answer)
    if ('message' in answer && answer.plain && typed.responseUrl) {
      await ack()
      const { message, plain } = answer
      return respondWithCharts(edge, typed.responseUrl, { message, plain, response_type: audience(typed, answer) })
    }
    if ('message' in answer) return ack({ response_type: audience(typed, answer), ...answer.message })
    await ack()
    await edge.clients.calls.views.open({ trigger_id: typed.triggerId, view: answer.form })
  })

  // The buttons of the help do what the command they stand beside does.
  edge.app.action(/^help:/, async ({ ack, body, context }) => {
    await ack()
    const received = receivedIn(context)
    const pressed = parsePressed(body)
    const { id: by } = await whoIs(edge, pressed.by)
    const typed = parseTyped({
      user_id: pressed.by,
      channel_id: pressed.message?.channelId ?? '',
      trigger_id: pressed.triggerId ?? '',
      text: pressed.value,
    })
    const answer = await answerTo(edge, typed, by)
    const canOpen = !received.redriven && pressed.triggerId !== null
    if ('form' in answer && canOpen) {
      await edge.clients.calls.views.open({ trigger_id: typed.triggerId, view: answer.form })
    } else {
      const message = 'message' in answer ? answer.message : sentenceMessage(tooLate)
      await showAnswer(edge, pressed, received, { title: 'OKRs', message })
    }
  })
}

/** Driven again after a restart: nobody waits for the acknowledgement any more, but the answer can still be put there. */
async function answerLate(edge: Edge, typed: Typed, received: Received, answer: Answer): Promise<void> {
  const age = edge.clock.now().getTime() - received.receivedAt.getTime()
  if (!typed.responseUrl || age > answerableMs) return
  const message = 'message' in answer ? answer.message : sentenceMessage(tooLate)
  await respond(edge, typed.responseUrl, { response_type: audience(typed, answer), ...message })
}

function audience({ share }: Typed, answer: Answer): 'in_channel' | 'ephemeral' {
  return share && 'message' in answer && !answer.isPrivate ? 'in_channel' : 'ephemeral'
}
