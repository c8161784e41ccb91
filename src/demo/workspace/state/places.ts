import type { World } from '../world.ts'
import type { Channel, Person, State, UserGroup } from './model.ts'

/** The person with this id, handle (with or without `@`), name or e-mail; the app's bot counts as one. */
export function findPerson(state: State, who: string): Person | undefined {
  const wanted = who.replace(/^@/, '').toLowerCase()
  return (
    state.people.get(who) ??
    [...state.people.values()].find((person) =>
      [person.handle, person.name, person.email ?? undefined].some((known) => known?.toLowerCase() === wanted),
    )
  )
}

/** The user group with this id or handle (with or without `@`). */
export function findUserGroup(state: State, which: string): UserGroup | undefined {
  const wanted = which.replace(/^@/, '').toLowerCase()
  return state.userGroups.get(which) ?? [...state.userGroups.values()].find((group) => group.handle === wanted)
}

/** The channel with this id or name (with or without `#`), or the direct message with this person, when there is one. */
export function findChannel(state: State, where: string): Channel | undefined {
  const known = state.channels.get(where)
  if (known) return known
  const name = where.replace(/^#/, '').toLowerCase()
  const named = [...state.channels.values()].find((channel) => channel.kind !== 'im' && channel.name === name)
  if (named) return named
  const person = findPerson(state, where)
  return person && state.channels.get(directMessageId(person.id))
}

/** The app's direct message with somebody, made when there is none yet. */
export function directMessageWith(world: World, userId: string): Channel {
  const id = directMessageId(userId)
  const known = world.state.channels.get(id)
  if (known) return known
  const channel: Channel = {
    id,
    name: userId,
    kind: 'im',
    topic: '',
    members: [userId, world.state.app.userId],
    archived: false,
    created: Math.floor(world.clock.now().getTime() / 1000),
    lastRead: {},
  }
  keepChannel(world, channel)
  return channel
}

export function keepChannel(world: World, channel: Channel): void {
  world.state.channels.set(channel.id, channel)
  world.store.put('channel', channel.id, channel)
  world.changed()
}

export function keepPerson(world: World, person: Person): void {
  world.state.people.set(person.id, person)
  world.store.put('person', person.id, person)
  world.changed()
}

export function keepUserGroup(world: World, group: UserGroup): void {
  world.state.userGroups.set(group.id, group)
  world.store.put('userGroup', group.id, group)
  world.changed()
}

function directMessageId(userId: string): string {
  return `D${userId.slice(1)}`
}
