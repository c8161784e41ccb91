import { checkMessageBlocks } from '../blocks/check.ts'
import { announceMessage } from '../delivery/events.ts'
import { messageJson } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import {
  addEphemeral, addMessage, isTombstone, keepMessage, messageAt, nextTs, repliesTo, takeAway, withIds,
} from '../state/messages.ts' // biome-ignore format: a list reads better in rows
import type { Block, Channel, Json, Message } from '../state/model.ts'
import { directMessageWith, findChannel } from '../state/places.ts'
import type { World } from '../world.ts'
import type { Args } from './args.ts'
import type { Call } from './method.ts'

/** Slack refuses a text of more than this ("msg_too_long"), and advises 4,000. */
const longestText = 40_000
/** Metadata beyond this is refused; Slack does not publish its number. */
const largestMetadata = 16_000

export function chatPostMessage({ world, args, needs, historyDelay }: Call): Json {
  needs('chat:write')
  const channel = channelToPostIn(world, args.required('channel'))
  world.limits.take(channel.id)
  const threadTs = threadOf(world, channel, args)
  const message = addMessage(world, {
    channel: channel.id,
    user: world.state.app.userId,
    botId: world.state.app.botId,
    ...contentOf(world, args),
    metadata: metadataOf(args),
    threadTs,
    ...(threadTs && args.flag('reply_broadcast', false) && { subtype: 'thread_broadcast' }),
    inHistoryFrom: historyDelay > 0 ? world.clock.now().getTime() + historyDelay : 0,
  })
  void announceMessage(world, message)
  return { channel: channel.id, ts: message.ts, message: messageJson(world, message) }
}

export function chatUpdate({ world, args, needs }: Call): Json {
  needs('chat:write')
  const message = ownMessage(world, args, 'cant_update_message')
  const before = structuredClone(message)
  if (!args.has('text') && !args.has('blocks') && !args.has('attachments')) throw new SlackError('no_text')
  const content = contentOf(world, args, message)
  Object.assign(message, { ...content, blocks: withIds(content.blocks) })
  if (args.has('metadata')) message.metadata = metadataOf(args)
  message.edited = { user: world.state.app.userId, ts: nextTs(world) }
  keepMessage(world, message)
  void announceMessage(world, message, 'changed', before)
  return { channel: message.channel, ts: message.ts, text: message.text, message: messageJson(world, message) }
}

export function chatDelete({ world, args, needs }: Call): Json {
  needs('chat:write')
  const message = ownMessage(world, args, 'cant_delete_message')
  const before = structuredClone(message)
  void announceMessage(world, message, takeAway(world, message), before)
  return { channel: message.channel, ts: message.ts }
}

export function chatPostEphemeral({ world, args, needs }: Call): Json {
  needs('chat:write')
  const channel = channelToPostIn(world, args.required('channel'))
  const person = world.state.people.get(args.required('user'))
  if (!person || !channel.members.includes(person.id)) throw new SlackError('user_not_in_channel')
  const threadTs = threadOf(world, channel, args)
  const content = contentOf(world, args)
  // "Ephemeral messages in threads are only shown if there is already an active thread."
  const isShown = threadTs === null || repliesTo(world.state, { channel: channel.id, ts: threadTs }).length > 0
  if (!isShown) return { message_ts: nextTs(world) }
  const { userId: user, botId } = world.state.app
  const message = addEphemeral(world, {
    channel: channel.id,
    user,
    botId,
    ...content,
    threadTs,
    ephemeralTo: person.id,
  })
  return { message_ts: message.ts }
}

export function chatGetPermalink({ world, args }: Call): Json {
  const channel = findChannel(world.state, args.required('channel'))
  const isHidden = channel?.kind === 'private' && !channel.members.includes(world.state.app.userId)
  if (!channel || isHidden) throw new SlackError('channel_not_found')
  const message = messageAt(world.state, channel.id, args.required('message_ts'))
  if (!message) throw new SlackError('message_not_found')
  const base = `https://${world.state.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`
  const inThread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : ''
  return { channel: channel.id, permalink: base + inThread }
}

/** Text, blocks and attachments of a call, checked; what an update leaves out stays as it was. */
export function contentOf(
  world: World,
  args: Args,
  previous?: Message,
): Pick<Message, 'text' | 'blocks' | 'attachments'> {
  const text = args.text('text') ?? args.text('markdown_text') ?? (args.has('text') ? '' : (previous?.text ?? ''))
  if (text.length > longestText) throw new SlackError('msg_too_long')
  const blocks = listOf(args, 'blocks', 'invalid_blocks_format') ?? previous?.blocks ?? []
  const attachments = listOf(args, 'attachments', 'invalid_attachments') ?? previous?.attachments ?? []
  if (text.trim() === '' && blocks.length === 0 && attachments.length === 0) throw new SlackError('no_text')
  checkMessageBlocks(blocks, world.refusedBlocks)
  if (attachments.length > 100) throw new SlackError('too_many_attachments')
  return { text, blocks: blocks as Block[], attachments }
}

/** The channel a call may post in; with a person's id their direct message, opened when there is none yet. */
export function channelToPostIn(world: World, where: string): Channel {
  const person = world.state.people.get(where)
  if (person?.isBot) throw new SlackError('cannot_dm_bot')
  const channel = person ? directMessageWith(world, person.id) : findChannel(world.state, where)
  if (!channel) throw new SlackError('channel_not_found')
  if (channel.archived) throw new SlackError('is_archived')
  const refuses = world.options.postsToDeactivated !== 'accept'
  if (channel.kind === 'im' && refuses && world.state.people.get(channel.name)?.deactivated) {
    throw new SlackError('user_disabled')
  }
  if (!channel.members.includes(world.state.app.userId)) {
    if (channel.kind === 'private') throw new SlackError('channel_not_found')
    if (!world.scopes.has('chat:write.public')) throw new SlackError('not_in_channel')
  }
  return channel
}

function threadOf(world: World, channel: Channel, args: Args): string | null {
  const ts = args.text('thread_ts')
  if (!ts) return null
  const parent = messageAt(world.state, channel.id, ts)
  if (!parent) throw new SlackError('thread_not_found')
  return parent.threadTs ?? parent.ts
}

function ownMessage(world: World, args: Args, refusal: string): Message {
  const channel = world.state.channels.get(args.required('channel'))
  if (!channel) throw new SlackError('channel_not_found')
  const message = messageAt(world.state, channel.id, args.required('ts'))
  if (!message || isTombstone(message)) throw new SlackError('message_not_found')
  if (message.botId !== world.state.app.botId) throw new SlackError(refusal)
  if (channel.archived) throw new SlackError('is_archived')
  return message
}

function metadataOf(args: Args): Json | null {
  const metadata = args.json('metadata', 'invalid_metadata_format') as Json | undefined
  if (!metadata || Object.keys(metadata).length === 0) return null
  if (typeof metadata['event_type'] !== 'string' || typeof metadata['event_payload'] !== 'object') {
    throw new SlackError('invalid_metadata_schema')
  }
  if (JSON.stringify(metadata).length > largestMetadata) throw new SlackError('metadata_too_large')
  return metadata
}

function listOf(args: Args, name: string, error: string): Json[] | undefined {
  const list = args.json(name, error)
  if (list === undefined) return undefined
  if (!Array.isArray(list)) throw new SlackError(error)
  return list as Json[]
}
