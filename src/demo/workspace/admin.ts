import { Problem } from '../../domain/problem.ts'
import { memberEvent } from './api/conversations.ts'
import { announce } from './delivery/events.ts'
import type { ChannelOption, PersonOption, UserGroupOption } from './options.ts'
import { userGroupJson, userJson } from './shapes.ts'
import type { Channel, Json, Person, UserGroup } from './state/model.ts'
import { findChannel, findPerson, findUserGroup, keepChannel, keepPerson, keepUserGroup } from './state/places.ts'
import { toChannel, toPerson, toUserGroup } from './state/seed.ts'
import type { World } from './world.ts'

/** What the people who look after the workspace do. Each resolves when the app acknowledged the event, if it gets one. */
export interface Admin {
  /**
   * Another zone, name, title or address; an account switched off (and on again); a guest, or somebody of another
   * workspace (`teamId`, as `elsewhere` of seed.ts), and back: `user_change`.
   */
  changePerson(who: string, change: PersonChange): Promise<void>
  /** `team_join`. */
  addPerson(option: PersonOption): Promise<Person>
  addChannel(option: ChannelOption): Channel
  /** `channel_archive` or `channel_unarchive`. */
  archive(channel: string, archived?: boolean): Promise<void>
  /** `member_joined_channel`; the app's own name brings its bot in. */
  invite(channel: string, who: string): Promise<void>
  /** `member_left_channel`, or `channel_left` when it is the app's bot. */
  remove(channel: string, who: string): Promise<void>
  /** `subteam_created`. */
  addUserGroup(option: UserGroupOption): Promise<UserGroup>
  /** Other members, all of them named: `subteam_members_changed`. */
  changeUserGroup(handle: string, users: readonly string[]): Promise<void>
  /** Switches a group off (or on again), as Slack's admins delete one: `subteam_updated`. */
  disableUserGroup(handle: string, disabled?: boolean): Promise<void>
}

export type PersonChange = Partial<
  Pick<Person, 'zone' | 'name' | 'title' | 'email' | 'isAdmin' | 'isGuest' | 'teamId' | 'deactivated'>
>

export function createAdmin(world: World): Admin {
  const { state } = world

  async function changeMembers(channel: Channel, person: Person, members: string[], event: string): Promise<void> {
    const wasIn = channel.members.includes(state.app.userId)
    const changed = { ...channel, members }
    keepChannel(world, changed)
    const isIn = members.includes(state.app.userId)
    if (wasIn || isIn) await announce(world, event, memberEvent(world, event, changed, person.id))
  }

  return {
    async changePerson(who, change) {
      const person = { ...personNamed(world, who), ...change, updated: seconds(world) }
      keepPerson(world, person)
      await announce(world, 'user_change', personEvent(world, 'user_change', person))
    },
    async addPerson(option) {
      const person = toPerson(option, state.team.id, world.clock.now())
      keepPerson(world, person)
      await announce(world, 'team_join', personEvent(world, 'team_join', person))
      return person
    },
    addChannel(option) {
      const people = [...state.people.values()]
      const find = (who: string) => findPerson(state, who)?.id ?? who
      const channel = toChannel(option, state.app, people, find, world.clock.now())
      keepChannel(world, channel)
      return channel
    },
    async archive(where, archived = true) {
      const channel = channelNamed(world, where)
      keepChannel(world, { ...channel, archived })
      const event = archived ? 'channel_archive' : 'channel_unarchive'
      await announce(world, event, {
        type: event,
        channel: channel.id,
        user: channel.members[0],
        event_ts: String(seconds(world)),
      })
    },
    async invite(where, who) {
      const channel = channelNamed(world, where)
      const person = personNamed(world, who)
      if (channel.members.includes(person.id)) return
      await changeMembers(channel, person, [...channel.members, person.id], 'member_joined_channel')
    },
    async remove(where, who) {
      const channel = channelNamed(world, where)
      const person = personNamed(world, who)
      const event = person.id === state.app.userId ? 'channel_left' : 'member_left_channel'
      await changeMembers(
        channel,
        person,
        channel.members.filter((id) => id !== person.id),
        event,
      )
    },
    async changeUserGroup(handle, users) {
      const before = groupNamed(world, handle)
      const group = { ...before, users: users.map((who) => personNamed(world, who).id) }
      keepUserGroup(world, group)
      await announce(world, 'subteam_members_changed', membersEvent(world, before, group))
    },
    async addUserGroup(option) {
      const group = toUserGroup(option, (who) => personNamed(world, who).id)
      keepUserGroup(world, group)
      await announce(world, 'subteam_created', groupEvent(world, 'subteam_created', group))
      return group
    },
    async disableUserGroup(handle, disabled = true) {
      const group = { ...groupNamed(world, handle), disabledAt: disabled ? seconds(world) : null }
      keepUserGroup(world, group)
      await announce(world, 'subteam_updated', groupEvent(world, 'subteam_updated', group))
    },
  }
}

function personEvent(world: World, type: string, person: Person): Json {
  return {
    type,
    user: userJson(world, person),
    cache_ts: seconds(world),
    event_ts: String(world.clock.now().getTime() / 1000),
  }
}

function groupEvent(world: World, type: string, group: UserGroup): Json {
  return { type, subteam: userGroupJson(world.state, group, true), event_ts: String(seconds(world)) }
}

function membersEvent(world: World, before: UserGroup, after: UserGroup): Json {
  const added = after.users.filter((id) => !before.users.includes(id))
  const removed = before.users.filter((id) => !after.users.includes(id))
  return {
    type: 'subteam_members_changed',
    subteam_id: after.id,
    team_id: world.state.team.id,
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
    event_ts: String(seconds(world)),
  }
}

function seconds(world: World): number {
  return Math.floor(world.clock.now().getTime() / 1000)
}

function personNamed(world: World, who: string): Person {
  const person = findPerson(world.state, who)
  if (!person) throw new Problem(`there is nobody called ${who}`)
  return person
}

function groupNamed(world: World, handle: string): UserGroup {
  const group = findUserGroup(world.state, handle)
  if (!group) throw new Problem(`there is no user group ${handle}`)
  return group
}

function channelNamed(world: World, where: string): Channel {
  const channel = findChannel(world.state, where)
  if (!channel) throw new Problem(`there is no channel ${where}`)
  return channel
}
