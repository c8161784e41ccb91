import { nearest } from '../../domain/nearest.ts'
import { openCheckIn } from '../../usecases/check-ins/open-check-in.ts'
import type { Message } from '../blocks/message.ts'
import { type Edge, whoIs } from '../edge.ts'
import { parsePressed } from '../payloads/actions.ts'
import { parseTyped, type Typed } from '../payloads/commands.ts'
import { helpMessage } from '../views/help.ts'
import { sentenceMessage } from '../views/sentence.ts'

type Verb = (edge: Edge, typed: Typed) => Message | Promise<Message>

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
    await ack({ response_type: typed.share ? 'in_channel' : 'ephemeral', ...answer })
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
    await respond({ response_type: 'ephemeral', replace_original: true, ...(await answerTo(edge, typed)) })
  })
}

async function answerTo(edge: Edge, typed: Typed): Promise<Message> {
  const verb = verbs[typed.verb]
  if (verb) return verb(edge, typed)
  const meant = nearest(typed.verb, Object.keys(verbs))
  const guess = meant ? ` Did you mean \`${edge.command} ${meant}\`?` : ''
  return helpMessage(edge.command, `I do not know "${typed.verb}".${guess}`)
}

async function answerCheckIn(edge: Edge, { by }: Typed): Promise<Message> {
  const person = await whoIs(edge, by)
  const { sentence, message } = openCheckIn(edge.db, person.id, edge.clock.now(), edge.defaultZone)
  if (!message) return sentenceMessage(sentence)
  const { channelId: channel, ts: message_ts } = message
  const { permalink } = await edge.clients.calls.chat.getPermalink({ channel, message_ts })
  return sentenceMessage(sentence, permalink && { text: 'Open it', url: permalink })
}
