import type { Acted } from '../../page-api.ts'
import { announce, announceMessage } from '../delivery/events.ts'
import { messageJson } from '../shapes.ts'
import { addFile, type NewFile } from '../state/files.ts'
import { addMessage, keepMessage, messageAt, nextTs, takeAway, withIds } from '../state/messages.ts'
import type { Channel, Message, Person } from '../state/model.ts'
import { keepChannel } from '../state/places.ts'
import type { World } from '../world.ts'
import { actedOn } from './acted.ts'
import { richTextOf } from './encode.ts'

/** What somebody writes: text as Slack's clients send it, files, and where it goes. */
export interface Written {
  text: string
  files?: readonly NewFile[]
  /** The message that is answered, or any answer to it. */
  threadTs?: string | undefined
  /** An answer that stands in the channel, too. */
  broadcast?: boolean | undefined
}

/** Writes a message, with files if there are any; the app hears of it where it is a member, or when it is mentioned. */
export async function writeMessage(
  world: World,
  person: Person,
  channel: Channel,
  { text, files = [], threadTs, broadcast = false }: Written,
): Promise<Acted & { ts?: string }> {
  if (channel.archived) return { ok: false, problem: 'This channel is archived.' }
  if (!channel.members.includes(person.id)) return { ok: false, problem: `You are not in #${channel.name}.` }
  const parent = threadTs ? messageAt(world.state, channel.id, threadTs) : null
  if (parent === undefined) return { ok: false, problem: 'This message is gone, and its thread with it.' }
  const subtype = files.length > 0 ? 'file_share' : parent && broadcast ? 'thread_broadcast' : null
  const message = addMessage(world, {
    channel: channel.id,
    user: person.id,
    text,
    threadTs: parent && (parent.threadTs ?? parent.ts),
    blocks: text ? [richTextOf(text)] : [],
    files: files.map((file) => addFile(world, person.id, file).id),
    subtype,
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
  const before = structuredClone(message)
  return actedOn(await announceMessage(world, message, takeAway(world, message), before))
}
