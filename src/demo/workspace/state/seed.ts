import type { ChannelOption, PersonOption, UserGroupOption, WorkspaceOptions } from '../options.ts'
import type { Channel, InstalledApp, Message, Person, SharedFile, State, Team, UserGroup, View } from './model.ts'
import type { Store } from './store.ts'

/** Where people from outside come from. */
export const elsewhere = 'T0ELSEWHERE'

/** The workspace as the options describe it, with whatever an earlier run kept laid over it. */
export function createState(options: WorkspaceOptions, store: Store, now: Date): State {
  const team: Team = {
    id: options.team?.id ?? 'T0WORKSPACE',
    name: options.team?.name ?? 'Acme',
    domain: options.team?.domain ?? 'acme',
  }
  const app: InstalledApp = {
    id: 'A0APP00000',
    botId: 'B0BOT00000',
    userId: 'U0APPBOT00',
    name: options.app?.name ?? 'okr',
  }
  const people = options.people.map((person) => toPerson(person, team.id, now))
  const find = (who: string) => people.find((person) => person.handle === who || person.id === who)?.id ?? who
  const state: State = {
    team,
    app,
    people: byId([botOf(app, team.id, now), ...people]),
    channels: byId(options.channels.map((channel) => toChannel(channel, app, people, find, now))),
    userGroups: byId((options.userGroups ?? []).map((group) => toUserGroup(group, find))),
    messages: new Map(),
    ephemerals: new Map(),
    files: new Map(),
    views: new Map(),
    open: new Map(),
    homes: new Map(),
    lastTs: 0,
  }
  layOver(state, store)
  return state
}

/** Slack's kind of id made from a name, so that ids can be read in logs: `sarah` → `U0SARAH000`. */
function idFrom(letter: string, name: string): string {
  const plain = name.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return `${letter}0${plain.slice(0, 8).padEnd(8, '0')}`
}

/** A member as an option describes them. */
export function toPerson(option: PersonOption, teamId: string, now: Date): Person {
  return {
    id: option.id ?? idFrom('U', option.handle),
    handle: option.handle,
    name: option.name,
    email: option.email ?? null,
    zone: option.zone ?? 'UTC',
    title: option.title ?? '',
    isAdmin: option.admin ?? false,
    isGuest: option.guest ?? false,
    teamId: option.external ? elsewhere : teamId,
    isBot: option.bot ?? false,
    deactivated: option.deactivated ?? false,
    updated: Math.floor(now.getTime() / 1000),
  }
}

function botOf(app: InstalledApp, teamId: string, now: Date): Person {
  const option = { id: app.userId, handle: app.name.toLowerCase(), name: app.name, bot: true }
  return toPerson(option, teamId, now)
}

/** A channel as an option describes it; without members everybody who is there is in it. */
export function toChannel(
  option: ChannelOption,
  app: InstalledApp,
  people: readonly Person[],
  find: (who: string) => string,
  now: Date,
): Channel {
  const members = option.members?.map(find) ?? people.filter((person) => !person.isBot).map((person) => person.id)
  return {
    id: option.id ?? idFrom('C', option.name),
    name: option.name,
    kind: option.private ? 'private' : 'public',
    topic: option.topic ?? '',
    members: option.bot === false ? members : [...members, app.userId],
    archived: option.archived ?? false,
    created: Math.floor(now.getTime() / 1000),
    lastRead: {},
  }
}

/** A user group as an option describes it. */
export function toUserGroup(option: UserGroupOption, find: (who: string) => string): UserGroup {
  const { handle, name } = option
  return { id: option.id ?? idFrom('S', handle), handle, name, users: option.users.map(find), disabledAt: null }
}

function byId<T extends { id: string }>(things: readonly T[]): Map<string, T> {
  const map = new Map<string, T>()
  for (const thing of things) {
    if (map.has(thing.id)) throw new Error(`two things of the workspace have the id ${thing.id}: give one an id`)
    map.set(thing.id, thing)
  }
  return map
}

function layOver(state: State, store: Store): void {
  for (const person of store.all<Person>('person')) state.people.set(person.id, person)
  for (const channel of store.all<Channel>('channel')) state.channels.set(channel.id, channel)
  for (const group of store.all<UserGroup>('userGroup')) state.userGroups.set(group.id, group)
  for (const message of store.all<Message>('message')) {
    const channel = state.messages.get(message.channel) ?? new Map<string, Message>()
    state.messages.set(message.channel, channel.set(message.ts, message))
    state.lastTs = Math.max(state.lastTs, Math.round(Number(message.ts) * 1_000_000))
  }
  for (const file of store.all<SharedFile>('file')) state.files.set(file.id, file)
  for (const message of store.all<Message>('ephemeral')) state.ephemerals.set(message.ts, message)
  for (const view of store.all<View>('view')) {
    state.views.set(view.id, view)
    if (view.type === 'home') state.homes.set(view.userId, view.id)
  }
  for (const { userId, views } of store.all<{ userId: string; views: string[] }>('open')) state.open.set(userId, views)
}
