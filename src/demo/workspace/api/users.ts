import { userGroupJson, userJson } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import type { Json } from '../state/model.ts'
import type { World } from '../world.ts'
import type { Call } from './method.ts'
import { page } from './paging.ts'

/** Everybody, the deactivated, the bot and Slackbot among them, as in every real workspace. */
export function usersList({ world, args, needs }: Call): Json {
  needs('users:read')
  const all = [slackbot(world), ...[...world.state.people.values()].map((person) => userJson(world, person))]
  const { items, rest } = page(all, args, 1000)
  return { members: items, cache_ts: Math.floor(world.clock.now().getTime() / 1000), ...rest }
}

export function usersInfo({ world, args, needs }: Call): Json {
  needs('users:read')
  const person = world.state.people.get(args.required('user'))
  if (!person) throw new SlackError('user_not_found')
  return { user: userJson(world, person) }
}

export function usersLookupByEmail({ world, args, needs }: Call): Json {
  needs('users:read.email')
  const email = args.required('email').toLowerCase()
  const person = [...world.state.people.values()].find((one) => one.email?.toLowerCase() === email && !one.deactivated)
  if (!person) throw new SlackError('users_not_found')
  return { user: userJson(world, person) }
}

export function userGroupsList({ world, args, needs }: Call): Json {
  needs('usergroups:read')
  const withUsers = args.flag('include_users', false)
  const withDisabled = args.flag('include_disabled', false)
  const shown = [...world.state.userGroups.values()].filter((group) => withDisabled || !group.disabledAt)
  return { usergroups: shown.map((group) => userGroupJson(world.state, group, withUsers)) }
}

export function userGroupsUsersList({ world, args, needs }: Call): Json {
  needs('usergroups:read')
  const group = world.state.userGroups.get(args.required('usergroup'))
  if (!group || (group.disabledAt && !args.flag('include_disabled', false))) throw new SlackError('no_such_subteam')
  return { users: group.users }
}

/** Slack's own helper, which is not marked as a bot. */
function slackbot(world: World): Json {
  const { id } = world.state.team
  return {
    id: 'USLACKBOT',
    team_id: id,
    name: 'slackbot',
    real_name: 'Slackbot',
    deleted: false,
    profile: {},
    is_bot: false,
  }
}
