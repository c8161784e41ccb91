import type { Acted } from '../../page-api.ts'
import { announce, announceMessage } from '../delivery/events.ts'
import { addMessage } from '../messages.ts'
import type { Channel, Person } from '../model.ts'
import { keepChannel } from '../places.ts'
import { messageJson } from '../shapes.ts'
import type { World } from '../world.ts'
import { actedOn } from './acted.ts'
import { richTextOf } from './encode.ts'

/** Writes a message, encoded as Slack's clients send it; the app hears of it where it is a member, or when it is mentioned. */
export async function writeMessage(
  world: World,
  person: Person,
  channel: Channel,
  text: string,
  threadTs: string | null,
): Promise<Acted & { ts?: string }> {
  if (channel.archived) return { ok: false, problem: 'This channel is archived.' }
  if (!channel.members.includes(person.id)) return { ok: false, problem: `You are not in #${channel.name}.` }
  const message = addMessage(world, {
    channel: channel.id,
    user: person.id,
    text,
    threadTs,
    blocks: [richTextOf(text)],
  })
  keepChannel(world, { ...channel, lastRead: { ...channel.lastRead, [person.id]: message.ts } })
  const acknowledgement = await announceMessage(world, message)
  if (text.includes(`<@${world.state.app.userId}>`) && channel.kind !== 'im') {
    const place = { type: 'app_mention', channel: channel.id, event_ts: message.ts }
    await announce(world, 'app_mention', { ...messageJson(world.state, message), ...place })
  }
  return { ...actedOn(acknowledgement), ts: message.ts }
}
