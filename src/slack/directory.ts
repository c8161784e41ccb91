import type { WebClient } from '@slack/web-api'
import type { Directory } from '../usecases/ports.ts'
import { slackError } from './failures.ts'
import { parsePerson } from './payloads/people.ts'

/** Reads people and channels of the workspace, page by page. `teamId` is the workspace's, once it is known. */
export function createDirectory(client: WebClient, teamId: () => string | null): Directory {
  return {
    async findPerson(slackId) {
      try {
        const { user } = await client.users.info({ user: slackId })
        return user ? parsePerson(user, teamId()) : null
      } catch (error) {
        if (slackError(error) === 'user_not_found' || slackError(error) === 'user_not_visible') return null
        throw error
      }
    },

    async listPeople() {
      const found = await pages(
        (cursor) => client.users.list({ limit: 200, ...cursor }),
        (page) => page.members ?? [],
      )
      return found.flatMap((member) => parsePerson(member, teamId()) ?? [])
    },

    async listChannels() {
      const found = await pages(
        (cursor) => client.conversations.list({ types: 'public_channel,private_channel', limit: 200, ...cursor }),
        (page) => page.channels ?? [],
      )
      return found.flatMap(({ id, name, is_member, is_archived, is_private }) =>
        id && name
          ? [
              {
                id,
                name,
                isMember: Boolean(is_member),
                isArchived: Boolean(is_archived),
                isPrivate: Boolean(is_private),
              },
            ]
          : [],
      )
    },

    async listUserGroups() {
      const answer = await client.usergroups.list({ include_users: true }).catch((error: unknown) => {
        const refusal = slackError(error) ?? ''
        if (plansWithoutGroups.has(refusal)) return { usergroups: [] }
        if (mayNotAskForGroups.has(refusal)) return null
        throw error
      })
      if (answer === null) return 'not-allowed'
      const { usergroups = [] } = answer
      return usergroups.flatMap(({ id, handle, name, users, date_delete }) =>
        id && handle && !date_delete ? [{ slackId: id, handle, name: name ?? handle, members: users ?? [] }] : [],
      )
    },

    async joinChannel(channelId) {
      await client.conversations.join({ channel: channelId })
    },
  }
}

/** Where there are no user groups, nobody is named by one. */
const plansWithoutGroups = new Set(['paid_teams_only', 'plan_upgrade_required'])
const mayNotAskForGroups = new Set([
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'team_access_not_granted',
])

async function pages<Page extends { response_metadata?: { next_cursor?: string } }, Item>(
  ask: (cursor: { cursor?: string }) => Promise<Page>,
  itemsOf: (page: Page) => Item[],
): Promise<Item[]> {
  const found: Item[] = []
  let cursor: string | undefined
  do {
    const page = await ask(cursor ? { cursor } : {})
    found.push(...itemsOf(page))
    cursor = page.response_metadata?.next_cursor || undefined
  } while (cursor)
  return found
}
