import type { Acted } from '../../page-api.ts'
import { announce, announceMessage } from '../delivery/events.ts'
import { messageJson } from '../shapes.ts'
import { addFile } from '../state/files.ts'
import { addMessage, keepMessage, nextTs, removeMessage, withIds } from '../state/messages.ts'
import type { Channel, Message, Person } from '../state/model.ts'
import { keepChannel } from '../state/places.ts'
import type { World } from '../world.ts'
import { actedOn } from './acted.ts'
import { richTextOf } from './encode.ts'

/** Shares a text file with a message; the app hears of it like of any message. */
export function shareFile(
  world: World,
  person: Person,
  channel: Channel,
  file: { name: string; content: string },
  text: string,
): Promise<Acted & { ts?: string }> {
  const { id } = addFile(world, person.id, file.name, file.content)
  return writeMessage(world, person, channel, text, null, [id])
}

/** Writes a message, encoded as Slack's clients send it; the app hears of it where it is a member, or when it is mentioned. */
export async function writeMessage(
  world: World,
  person: Person,
  channel: Channel,
  text: string,
  threadTs: string | null,
  files: string[] = [],
): Promise<Acted & { ts?: string }> {
  if (channel.archived) return { ok: false, problem: 'This channel is archived.' }
  if (!channel.members.includes(person.id)) return { ok: false, problem: `You are not in #${channel.name}.` }
  const message = addMessage(world, {
    channel: channel.id,
    user: person.id,
    text,
    threadTs,
    blocks: text ? [richTextOf(text)] : [],
    files,
    ...(files.length > 0 && { subtype: 'file_share' }),
  })
  keepChannel(world, { ...channel, lastRead: { ...channel.lastRead, [person.id]: message.ts } })
  const acknowledgement = await announceMessage(world, message)
  if (text.includes(`<@${world.state.app.userId}>`) && channel.kind !== 'im') {
    const place = { type: 'app_mention', channel: channel.id, event_ts: message.ts }
    await announce(world, 'app_mention', { ...messageJson(world, message), ...place })
  }
  return { ...actedOn(acknowledgement), ts: message.ts }
}

/** Puts other words into a message; the app hears of it where it is a member. */
export async function editMessage(world: World, person: Person, message: Message, text: string): Promise<Acted> {
  const before = structuredClone(message)
  Object.assign(message, { text, blocks: withIds([richTextOf(text)]), edited: { user: person.id, ts: nextTs(world) } })
  keepMessage(world, message)
  return actedOn(await announceMessage(world, message, 'changed', before))
}

/** Takes a message back; the app hears of it where it is a member. */
export async function unsendMessage(world: World, message: Message): Promise<Acted> {
  removeMessage(world, message)
  return actedOn(await announceMessage(world, message, 'deleted', message))
}
