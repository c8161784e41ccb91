import { z } from 'zod'
import type { SlackPerson } from '../../domain/people.ts'

const user = z.looseObject({
  id: z.string(),
  name: z.string().nullish(),
  real_name: z.string().nullish(),
  deleted: z.boolean().nullish(),
  tz: z.string().nullish(),
  is_bot: z.boolean().nullish(),
  is_admin: z.boolean().nullish(),
  is_owner: z.boolean().nullish(),
  is_restricted: z.boolean().nullish(),
  is_stranger: z.boolean().nullish(),
  team_id: z.string().nullish(),
  enterprise_user: z.looseObject({ teams: z.array(z.string()).nullish() }).nullish(),
  profile: z
    .looseObject({ real_name: z.string().nullish(), display_name: z.string().nullish(), email: z.string().nullish() })
    .nullish(),
})

/**
 * Reads Slack's user object. Null for bots and Slackbot, which nobody asks for anything. `teamId` is our workspace's:
 * whoever shares a channel with us from another one is external, although Slack does not call them a stranger.
 */
export function parsePerson(body: unknown, teamId: string | null): SlackPerson | null {
  const said = user.parse(body)
  if (said.is_bot || said.id === 'USLACKBOT') return null
  return {
    slackId: said.id,
    name: said.profile?.real_name || said.real_name || said.profile?.display_name || said.name || said.id,
    handle: said.profile?.display_name || said.name || null,
    email: said.profile?.email || null,
    zone: said.tz || null,
    isWorkspaceAdmin: Boolean(said.is_admin || said.is_owner),
    isGuest: Boolean(said.is_restricted),
    isExternal: Boolean(said.is_stranger) || !isOurs(said, teamId),
    isDeactivated: Boolean(said.deleted),
  }
}

function isOurs({ team_id, enterprise_user }: z.infer<typeof user>, teamId: string | null): boolean {
  return !teamId || !team_id || team_id === teamId || (enterprise_user?.teams?.includes(teamId) ?? false)
}

/** The person a `user_change` event is about. */
export function parseUserChange(event: unknown, teamId: string | null): SlackPerson | null {
  return parsePerson(z.looseObject({ user: z.unknown() }).parse(event).user, teamId)
}
