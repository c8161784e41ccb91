import { parseId } from '../../domain/ids.ts'
import { nearest } from '../../domain/nearest.ts'
import { openCheckIn, requestForKeyResult } from '../../usecases/check-ins/open-check-in.ts'
import { showCheckInForm } from '../../usecases/check-ins/show-check-in-form.ts'
import type { Message } from '../blocks/message.ts'
import { type Edge, whoIs } from '../edge.ts'
import { parsePressed } from '../payloads/actions.ts'
import { parseTyped, type Typed } from '../payloads/commands.ts'
import { checkInForm } from '../views/check-in-form.ts'
import { helpMessage } from '../views/help.ts'
import { sentenceMessage } from '../views/sentence.ts'

/** Null: it is answered elsewhere, in a form that has opened. */
type Verb = (edge: Edge, typed: Typed) => Message | null | Promise<Message | null>

const verbs: Record<string, Verb> = {
  '': ({ command }) => helpMessage(command),
  help: ({ command }) => helpMessage(command),
  checkin: answerCheckIn,
}

/** `/okr …`: answered in the acknowledgement itself, privately unless `share` was added. */
export function okrCommand(edge: Edge): void {
  edge.app.command(edge.command, async ({ ack, body }) => {
    const typed = parseTyped(body)
    const answer = await answerTo(edge, typed)
    await (answer ? ack({ response_type: typed.share ? 'in_channel' : 'ephemeral', ...answer }) : ack())
  })

  edge.app.action(/^help:/, async ({ ack, body, respond }) => {
    await ack()
    const pressed = parsePressed(body)
    const typed = parseTyped({
      user_id: pressed.by,
      channel_id: pressed.message?.channelId ?? '',
      trigger_id: pressed.triggerId ?? '',
      text: pressed.value,
    })
    const answer = await answerTo(edge, typed)
    if (answer) await respond({ response_type: 'ephemeral', replace_original: true, ...answer })
  })
}

async function answerTo(edge: Edge, typed: Typed): Promise<Message | null> {
  const verb = verbs[typed.verb]
  if (verb) return verb(edge, typed)
  const meant = nearest(typed.verb, Object.keys(verbs))
  const guess = meant ? ` Did you mean \`${edge.command} ${meant}\`?` : ''
  return helpMessage(edge.command, `I do not know "${typed.verb}".${guess}`)
}

async function answerCheckIn(edge: Edge, { by, rest, triggerId }: Typed): Promise<Message | null> {
  const person = await whoIs(edge, by)
  if (rest !== '') return openCheckInForm(edge, person.id, rest, triggerId)
  const { sentence, message } = openCheckIn(edge.db, person.id, edge.clock.now(), edge.defaultZone)
  if (!message) return sentenceMessage(sentence)
  const { channelId: channel, ts: message_ts } = message
  const { permalink } = await edge.clients.calls.chat.getPermalink({ channel, message_ts })
  return sentenceMessage(sentence, permalink && { text: 'Open it', url: permalink })
}

/** `/okr checkin O1-KR1`: the form for that key result, in which its confidence is chosen too. */
async function openCheckInForm(edge: Edge, by: number, typed: string, triggerId: string): Promise<Message | null> {
  const named = parseId(typed)
  if (named?.kind !== 'key-result') {
    return sentenceMessage(`“${typed}” is no key result. Write it like ${edge.command} checkin O1-KR1.`)
  }
  const now = edge.clock.now()
  const found = requestForKeyResult(edge.db, { by, keyResultId: named.id }, now, edge.defaultZone)
  if (found.kind === 'refused') return sentenceMessage(found.why)
  const asked = { requestId: found.requestId, keyResultId: named.id, by, start: 'choose' } as const
  const shown = showCheckInForm(edge.db, asked, now, edge.defaultZone)
  if (shown.kind === 'refused') return sentenceMessage(shown.why)
  try {
    await edge.clients.calls.views.open({ trigger_id: triggerId, view: checkInForm(shown.form) })
    return null
  } catch (error) {
    edge.log.warn({ err: error }, 'a form could not be opened')
    return sentenceMessage('The form could not be opened in time. Please type it again.')
  }
}
