import { newId } from '../../../platform/new-id.ts'
import { messageJson } from '../shapes.ts'
import type { Json, Message } from '../state/model.ts'
import type { World } from '../world.ts'
import type { Acknowledgement } from './transport.ts'

/** What an app can subscribe to here; a message event is told by its kind of channel. */
export const knownEvents = [
  'app_home_opened', 'app_mention', 'channel_archive', 'channel_left', 'channel_unarchive', 'member_joined_channel',
  'member_left_channel', 'message.channels', 'message.groups', 'message.im', 'subteam_created',
  'subteam_members_changed', 'subteam_updated', 'team_join', 'user_change',
] // biome-ignore format: a list reads better in rows

/** Sends an event if the app is subscribed to it. Resolves with the first attempt's end, null when it is not subscribed. */
export async function announce(world: World, name: string, event: Json): Promise<Acknowledgement | null> {
  if (!(world.options.events ?? knownEvents).includes(name)) return null
  return world.deliveries.sendEvent(envelope(world, event))
}

/** Tells of a message that was written, changed or deleted where the app is. */
export async function announceMessage(
  world: World,
  message: Message,
  what: 'written' | 'changed' | 'deleted' = 'written',
  before: Message | null = null,
): Promise<Acknowledgement | null> {
  const channel = world.state.channels.get(message.channel)
  if (!channel?.members.includes(world.state.app.userId)) return null
  const [name, channelType] = {
    im: ['message.im', 'im'],
    public: ['message.channels', 'channel'],
    private: ['message.groups', 'group'],
  }[channel.kind] as [string, string]
  const place = { channel: channel.id, channel_type: channelType }
  const shown = messageJson(world, message)
  const previous = before ? { previous_message: messageJson(world, before) } : {}
  if (what === 'written') return announce(world, name, { ...shown, ...place, event_ts: message.ts })
  const change = { type: 'message', hidden: true, ...place, ...previous, ts: message.ts, event_ts: message.ts }
  if (what === 'changed') return announce(world, name, { ...change, subtype: 'message_changed', message: shown })
  return announce(world, name, { ...change, subtype: 'message_deleted', deleted_ts: message.ts })
}

function envelope(world: World, event: Json): Json {
  const { team, app } = world.state
  return {
    token: 'verification',
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: `Ev${newId().toUpperCase().slice(0, 10)}`,
    event_time: Math.floor(world.clock.now().getTime() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: app.userId, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event_context: `4-${newId()}`,
  }
}
