import { announce } from '../delivery/events.ts'
import { channelJson } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import type { Channel, Json } from '../state/model.ts'
import { directMessageWith, keepChannel } from '../state/places.ts'
import type { World } from '../world.ts'
import type { Args } from './args.ts'
import type { Call } from './method.ts'
import { page } from './paging.ts'

export function conversationsOpen({ world, args, needs }: Call): Json {
  needs('im:write')
  const known = args.text('channel')
  if (known) {
    const channel = world.state.channels.get(known)
    if (channel?.kind !== 'im') throw new SlackError('channel_not_found')
    return { no_op: true, already_open: true, channel: { id: channel.id } }
  }
  const users = args.text('users')?.split(',')
  if (!users) throw new SlackError('users_list_not_supplied')
  const [person, ...others] = users.map((id) => world.state.people.get(id))
  if (!person || others.includes(undefined)) throw new SlackError('user_not_found')
  // Group messages are not part of this workspace; Slack would open one.
  if (others.length > 0) throw new SlackError('too_many_users')
  if (person.isBot) throw new SlackError('cannot_dm_bot')
  if (person.deactivated) throw new SlackError('user_disabled')
  const channel = directMessageWith(world, person.id)
  return { channel: args.flag('return_im', false) ? channelJson(world.state, channel) : { id: channel.id } }
}

export function conversationsInfo(call: Call): Json {
  return { channel: channelJson(call.world.state, visibleChannel(call)) }
}

export function conversationsList({ world, args, needs }: Call): Json {
  const kinds = kindsAsked(args, needs)
  const { items, rest } = page(channelsToShow(world, kinds, args), args, 100)
  return { channels: items.map((channel) => channelJson(world.state, channel)), ...rest }
}

/** The conversations of one member; without `user`, of the app. */
export function usersConversations({ world, args, needs }: Call): Json {
  const kinds = kindsAsked(args, needs)
  const user = args.text('user') ?? world.state.app.userId
  if (!world.state.people.has(user)) throw new SlackError('user_not_found')
  const theirs = channelsToShow(world, kinds, args).filter((channel) => channel.members.includes(user))
  const { items, rest } = page(theirs, args, 100)
  return { channels: items.map((channel) => channelJson(world.state, channel)), ...rest }
}

export function conversationsMembers(call: Call): Json {
  const { items, rest } = page(visibleChannel(call).members, call.args, 100)
  return { members: items, ...rest }
}

export function conversationsJoin({ world, args, needs }: Call): Json {
  needs('channels:join')
  const channel = world.state.channels.get(args.required('channel'))
  if (!channel || channel.kind === 'private') throw new SlackError('channel_not_found')
  if (channel.kind === 'im') throw new SlackError('method_not_supported_for_channel_type')
  if (channel.archived) throw new SlackError('is_archived')
  const { userId } = world.state.app
  if (channel.members.includes(userId)) {
    return { channel: channelJson(world.state, channel), warning: 'already_in_channel' }
  }
  const joined = { ...channel, members: [...channel.members, userId] }
  keepChannel(world, joined)
  void announce(world, 'member_joined_channel', memberEvent(world, 'member_joined_channel', joined, userId))
  return { channel: channelJson(world.state, joined) }
}

/** The event that tells of somebody coming or going. */
export function memberEvent(world: World, type: string, channel: Channel, userId: string): Json {
  const channelType = channel.kind === 'private' ? 'G' : 'C'
  const ts = String(world.clock.now().getTime() / 1000)
  return { type, user: userId, channel: channel.id, channel_type: channelType, team: world.state.team.id, event_ts: ts }
}

/** A channel the app may know of; its scope follows from its kind (`channels:read`, `im:history` …). */
export function visibleChannel({ world, args, needs }: Call, scope: 'read' | 'history' = 'read'): Channel {
  const channel = world.state.channels.get(args.required('channel'))
  const isMember = channel?.members.includes(world.state.app.userId)
  if (!channel || (channel.kind === 'private' && !isMember)) throw new SlackError('channel_not_found')
  needs(`${scopeWord(channel.kind)}:${scope}`)
  return channel
}

function scopeWord(kind: Channel['kind']): string {
  return { im: 'im', private: 'groups', public: 'channels' }[kind]
}

const kindOfType: Record<string, Channel['kind']> = { public_channel: 'public', private_channel: 'private', im: 'im' }

function kindsAsked(args: Args, needs: Call['needs']): Set<Channel['kind'] | undefined> {
  const types = (args.text('types') ?? 'public_channel').split(',').map((type) => type.trim())
  if (types.some((type) => !kindOfType[type] && type !== 'mpim')) throw new SlackError('invalid_types')
  const kinds = new Set(types.map((type) => kindOfType[type]))
  for (const kind of kinds) if (kind) needs(`${scopeWord(kind)}:read`)
  return kinds
}

function channelsToShow(world: World, kinds: Set<Channel['kind'] | undefined>, args: Args): Channel[] {
  const withoutArchived = args.flag('exclude_archived', false)
  return [...world.state.channels.values()].filter((channel) => {
    if (!kinds.has(channel.kind) || (withoutArchived && channel.archived)) return false
    return channel.kind === 'public' || channel.members.includes(world.state.app.userId)
  })
}
