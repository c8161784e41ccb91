import { fileJson } from './state/files.ts'
import { isTombstone, messageAt, repliesTo } from './state/messages.ts'
import type { Channel, Json, Message, Person, State, UserGroup, View } from './state/model.ts'
import { viewState } from './state/view-state.ts'
import type { World } from './world.ts'

/** A message as Slack's payloads and answers carry it. */
export function messageJson(world: Pick<World, 'state' | 'url'>, message: Message): Json {
  const { state } = world
  const files = message.files.flatMap((id) => state.files.get(id) ?? [])
  const replies = message.threadTs === null ? repliesTo(state, message) : []
  const threadTs = message.threadTs ?? (replies.length > 0 ? message.ts : null)
  const parent = message.threadTs && messageAt(state, message.channel, message.threadTs)
  return {
    type: 'message',
    ...(message.subtype && { subtype: message.subtype }),
    ...(isTombstone(message) && { hidden: true }),
    user: message.user,
    ts: message.ts,
    ...(message.botId && { bot_id: message.botId, app_id: state.app.id, bot_profile: botProfile(state) }),
    text: message.text,
    team: state.team.id,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(files.length > 0 && { files: files.map((file) => fileJson(world, file)), upload: false }),
    ...(message.metadata && { metadata: message.metadata }),
    ...(message.edited && { edited: message.edited }),
    ...(threadTs && { thread_ts: threadTs }),
    ...(parent && { parent_user_id: parent.user }),
    ...(parent && message.subtype === 'thread_broadcast' && { root: messageJson(world, parent) }),
    ...(replies.length > 0 && {
      reply_count: replies.length,
      reply_users_count: new Set(replies.map((reply) => reply.user)).size,
      reply_users: [...new Set(replies.map((reply) => reply.user))],
      latest_reply: replies.at(-1)?.ts,
      is_locked: false,
      subscribed: false,
    }),
  }
}

/** A person; their e-mail address only with the scope for it. */
export function userJson(world: World, person: Person): Json {
  const [firstName = '', ...rest] = person.name.split(' ')
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.handle,
    deleted: person.deactivated,
    real_name: person.name,
    ...(!person.deactivated && {
      tz: person.zone,
      tz_label: person.zone,
      tz_offset: zoneOffset(person.zone, world.clock.now()),
    }),
    profile: {
      title: person.title,
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: person.handle,
      display_name_normalized: person.handle,
      first_name: firstName,
      last_name: rest.join(' '),
      status_text: '',
      status_emoji: '',
      status_expiration: 0,
      ...(person.email && world.scopes.has('users:read.email') && { email: person.email }),
      image_72: `${world.url}/avatars/${person.id}.svg`,
      team: person.teamId,
    },
    is_admin: person.isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.isGuest,
    is_ultra_restricted: false,
    // A stranger is somebody one shares no channel with; whoever is met here is merely of another workspace.
    is_stranger: false,
    is_bot: person.isBot,
    is_app_user: false,
    updated: person.updated,
  }
}

export function channelJson(state: State, channel: Channel): Json {
  if (channel.kind === 'im') {
    const { id, created, name } = channel
    return { id, created, is_im: true, is_org_shared: false, user: name, is_user_deleted: false, is_archived: false }
  }
  const isShared = channel.members.some((id) => (state.people.get(id)?.teamId ?? state.team.id) !== state.team.id)
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'public',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: channel.archived,
    is_general: false,
    is_shared: isShared,
    is_ext_shared: isShared,
    is_org_shared: false,
    is_member: channel.members.includes(state.app.userId),
    created: channel.created,
    creator: channel.members[0] ?? state.app.userId,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    num_members: channel.members.length,
    context_team_id: state.team.id,
  }
}

export function userGroupJson(state: State, group: UserGroup, withUsers: boolean): Json {
  return {
    id: group.id,
    team_id: state.team.id,
    is_usergroup: true,
    name: group.name,
    handle: group.handle,
    is_external: false,
    date_delete: group.disabledAt ?? 0,
    user_count: group.users.length,
    ...(withUsers && { users: group.users }),
  }
}

/** A view with the state of its inputs. */
export function viewJson(state: State, view: View): Json {
  return {
    id: view.id,
    team_id: state.team.id,
    type: view.type,
    private_metadata: '',
    callback_id: '',
    title: null,
    close: null,
    submit: null,
    clear_on_close: false,
    notify_on_close: false,
    external_id: '',
    ...view.content,
    state: { values: viewState(view) },
    hash: view.hash,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: state.app.id,
    app_installed_team_id: state.team.id,
    bot_id: state.app.botId,
  }
}

function botProfile({ app, team }: State): Json {
  return {
    id: app.botId,
    deleted: false,
    name: app.name,
    updated: 0,
    app_id: app.id,
    user_id: app.userId,
    team_id: team.id,
  }
}

/** Seconds the zone is ahead of UTC at that moment. */
function zoneOffset(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(at)
  const offset = /GMT([+-])(\d\d):(\d\d)/.exec(parts.find((part) => part.type === 'timeZoneName')?.value ?? '')
  if (!offset) return 0
  const [, sign, hours, minutes] = offset
  return (Number(hours) * 60 + Number(minutes)) * 60 * (sign === '-' ? -1 : 1)
}
