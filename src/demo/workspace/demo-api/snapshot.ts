import type {
  Conversation, ConversationRow, HomeView, Message, ModalView, Person, SharedFile, Snapshot, UserGroup,
} from '../../page-api.ts' // biome-ignore format: a list reads better in rows
import { unseenIn } from '../mentions.ts'
import { bytesOf, previewOf } from '../state/files.ts'
import { isTombstone, messagesIn, repliesTo } from '../state/messages.ts'
import type * as model from '../state/model.ts'
import { directMessageWith, keepChannel } from '../state/places.ts'
import { openModals, viewText } from '../state/views.ts'
import type { World } from '../world.ts'

/** Everything round the conversation that one member sees. */
export function snapshotFor(world: World, me: model.Person): Snapshot {
  const { state, options } = world
  return {
    team: state.team.name,
    now: world.clock.now().toISOString(),
    passing: world.passing,
    me: toPerson(me),
    people: [...state.people.values()].filter((person) => !person.isBot).map(toPerson),
    conversations: conversationsOf(world, me),
    modals: openModals(world, me.id).map(toModal),
    app: { userId: state.app.userId, name: state.app.name, connected: world.deliveries.connected() },
    commands: (options.commands ?? []).map(({ command, description = '', usageHint = '' }) => ({
      command,
      description,
      usageHint,
    })),
    shortcuts: [...(options.shortcuts ?? [])],
    userGroups: [...state.userGroups.values()].filter((group) => !group.disabledAt).map(toUserGroup),
  }
}

/** What stands in a conversation (or in one of its threads), and marks it as read. */
export function conversationFor(
  world: World,
  me: model.Person,
  channel: model.Channel,
  thread: string | null,
): Conversation {
  const ephemerals = [...world.state.ephemerals.values()].filter(
    (message) => message.ephemeralTo === me.id && message.channel === channel.id,
  )
  const all = [...messagesIn(world.state, channel.id), ...ephemerals].sort((a, b) => (a.ts < b.ts ? -1 : 1))
  const shown = all.filter((message) =>
    thread
      ? message.ts === thread || message.threadTs === thread
      : !message.threadTs || message.subtype === 'thread_broadcast',
  )
  if (unseenIn(world.state, channel, me.id).unread > 0) {
    const newest = messagesIn(world.state, channel.id).at(-1)?.ts ?? '0'
    keepChannel(world, { ...channel, lastRead: { ...channel.lastRead, [me.id]: newest } })
  }
  const { id, name, kind } = toRow(world, me, channel)
  return { id, name, kind, messages: shown.map((message) => toMessage(world, message)) }
}

export function homeFor(world: World, me: model.Person): HomeView | null {
  const view = world.state.views.get(world.state.homes.get(me.id) ?? '')
  return view ? { id: view.id, hash: view.hash, blocks: view.content.blocks } : null
}

function conversationsOf(world: World, me: model.Person): ConversationRow[] {
  directMessageWith(world, me.id)
  return [...world.state.channels.values()]
    .filter((channel) => channel.members.includes(me.id) && !channel.archived)
    .map((channel) => toRow(world, me, channel))
}

function toRow(world: World, me: model.Person, channel: model.Channel): ConversationRow {
  const isDm = channel.kind === 'im'
  return {
    id: channel.id,
    name: isDm ? world.state.app.name : channel.name,
    kind: isDm ? 'app-dm' : 'channel',
    ...unseenIn(world.state, channel, me.id),
    ...(channel.topic && { topic: channel.topic }),
  }
}

function toPerson(person: model.Person): Person {
  const { id, name, handle, title, zone, deactivated } = person
  return { id, name, handle, title, zone, avatar: `/avatars/${id}.svg`, deactivated }
}

function toUserGroup({ id, handle, name, users }: model.UserGroup): UserGroup {
  return { id, handle, name, users }
}

function toFile(file: model.SharedFile): SharedFile {
  const { id, name, deleted } = file
  return { id, name, deleted, size: bytesOf(file).length, preview: deleted ? null : previewOf(file) }
}

function toMessage(world: World, message: model.Message): Message {
  const replies = message.threadTs === null && !message.ephemeralTo ? repliesTo(world.state, message) : []
  const latest = replies.at(-1)?.ts
  const files = message.files.flatMap((id) => world.state.files.get(id) ?? [])
  return {
    ts: message.ts,
    user: message.user,
    text: message.text,
    blocks: message.blocks,
    ...(files.length > 0 && { files: files.map(toFile) }),
    ...(message.threadTs && { threadTs: message.threadTs }),
    ...(message.subtype === 'thread_broadcast' && { broadcast: true }),
    ...(isTombstone(message) && { deleted: true }),
    ...(latest && { replies: { count: replies.length, latest, users: [...new Set(replies.map((one) => one.user))] } }),
    edited: message.edited !== null,
    ephemeral: message.ephemeralTo !== null,
  }
}

function toModal(view: model.View): ModalView {
  const label = (name: string): string | null => (view.content[name] as { text?: string } | undefined)?.text ?? null
  return {
    id: view.id,
    callbackId: viewText(view, 'callback_id'),
    title: label('title') ?? '',
    submit: label('submit'),
    close: label('close'),
    blocks: view.content.blocks,
    hash: view.hash,
    errors: view.errors,
  }
}
