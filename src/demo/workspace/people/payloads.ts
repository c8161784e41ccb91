import type { StateValues } from '../../page-api.ts'
import type { ResponseTarget } from '../response-urls.ts'
import { messageJson, viewJson } from '../shapes.ts'
import { nextTs } from '../state/messages.ts'
import type { Channel, Json, Message, Person, View } from '../state/model.ts'
import { stateOf } from '../state/view-state.ts'
import type { World } from '../world.ts'

/** What every interaction carries: who, where installed, and a trigger id good for one view. */
function interaction(world: World, person: Person, viewId: string | null): Json {
  const { team, app } = world.state
  return {
    token: 'verification',
    team: { id: team.id, domain: team.domain },
    user: { id: person.id, username: person.handle, name: person.handle, team_id: person.teamId },
    api_app_id: app.id,
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: world.triggers.issue({ userId: person.id, viewId }),
  }
}

export function commandPayload(world: World, person: Person, channel: Channel, command: string, text: string): Json {
  const { team, app } = world.state
  return {
    token: 'verification',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: person.id,
    user_name: person.handle,
    command,
    text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: responseUrl(world, 'commands', { userId: person.id, channel: channel.id, message: null }),
    trigger_id: world.triggers.issue({ userId: person.id, viewId: null }),
  }
}

/** A press in a message. What stands in the message's inputs is `typed` over what the app put there. */
export function messageActionsPayload(
  world: World,
  person: Person,
  channel: Channel,
  message: Message,
  action: Json,
  typed: StateValues,
): Json {
  const ephemeral = message.ephemeralTo !== null
  const target = { userId: person.id, channel: channel.id, message: { ts: message.ts, ephemeral } }
  return {
    type: 'block_actions',
    ...interaction(world, person, null),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: channelName(channel) },
    // Slack keeps no ephemeral message, so it cannot show it either.
    ...(!ephemeral && { message: messageJson(world, message) }),
    state: { values: stateOf(message.blocks, typed) },
    response_url: responseUrl(world, 'actions', target),
    actions: [withTime(world, action)],
  }
}

export function viewActionsPayload(world: World, person: Person, view: View, action: Json): Json {
  return {
    type: 'block_actions',
    ...interaction(world, person, view.id),
    container: { type: 'view', view_id: view.id },
    view: viewJson(world.state, view),
    actions: [withTime(world, action)],
  }
}

export function submissionPayload(world: World, person: Person, view: View): Json {
  const shown = viewJson(world.state, view)
  return {
    type: 'view_submission',
    ...interaction(world, person, view.id),
    view: shown,
    response_urls: responseUrlsOf(world, person, view),
  }
}

export function closedPayload(world: World, person: Person, view: View, all: boolean): Json {
  const { trigger_id: _none, ...rest } = interaction(world, person, view.id)
  return { type: 'view_closed', ...rest, view: viewJson(world.state, view), is_cleared: all }
}

export function shortcutPayload(world: World, person: Person, callbackId: string): Json {
  return { type: 'shortcut', ...interaction(world, person, null), callback_id: callbackId, action_ts: nextTs(world) }
}

export function messageShortcutPayload(
  world: World,
  person: Person,
  channel: Channel,
  message: Message,
  callbackId: string,
): Json {
  const target = { userId: person.id, channel: channel.id, message: null }
  return {
    type: 'message_action',
    ...interaction(world, person, null),
    callback_id: callbackId,
    action_ts: nextTs(world),
    message_ts: message.ts,
    channel: { id: channel.id, name: channelName(channel) },
    message: messageJson(world, message),
    response_url: responseUrl(world, 'actions', target),
  }
}

export function suggestionPayload(
  world: World,
  person: Person,
  place: { view: View } | { channel: Channel; message: Message },
  element: { block_id: string; action_id: string },
  value: string,
): Json {
  const { trigger_id: _none, ...rest } = interaction(world, person, null)
  const where =
    'view' in place
      ? { container: { type: 'view', view_id: place.view.id }, view: viewJson(world.state, place.view) }
      : {
          container: {
            type: 'message',
            message_ts: place.message.ts,
            channel_id: place.channel.id,
            is_ephemeral: false,
          },
          channel: { id: place.channel.id, name: channelName(place.channel) },
          message: messageJson(world, place.message),
        }
  return { type: 'block_suggestion', ...rest, ...where, ...element, value }
}

function responseUrl(world: World, kind: 'actions' | 'commands', target: ResponseTarget): string {
  return world.url + world.responseUrls.issue(kind, world.state.team.id, target)
}

/** For every conversation chosen in a menu that asks for it (`response_url_enabled`). */
function responseUrlsOf(world: World, person: Person, view: View): Json[] {
  return view.content.blocks.flatMap((block) => {
    const element = block['element'] as Json | undefined
    const actionId = String(element?.['action_id'] ?? '')
    const chosen = view.typed[block.block_id ?? '']?.[actionId]
    const channel = chosen?.['selected_conversation'] ?? chosen?.['selected_channel']
    if (!element?.['response_url_enabled'] || typeof channel !== 'string') return []
    const url = responseUrl(world, 'actions', { userId: person.id, channel, message: null })
    return [{ block_id: block.block_id, action_id: actionId, channel_id: channel, response_url: url }]
  })
}

/** Slack hides the names of private conversations. */
function channelName(channel: Channel): string {
  return { im: 'directmessage', private: 'privategroup', public: channel.name }[channel.kind]
}

function withTime(world: World, action: Json): Json {
  return { ...action, action_ts: nextTs(world) }
}
