import type { WebClient } from '@slack/web-api'
import { slackError } from './failures.ts'

/** What `auth.test` says about our token. */
export interface Connection {
  teamId: string
  teamName: string
  botUserId: string
  /** `okr` */
  botUserName: string
  botId: string
  /** `https://acme.slack.com/` */
  url: string | null
  /** Scopes the token was granted. */
  scopes: readonly string[]
}

export type Connecting =
  | { kind: 'connected'; connection: Connection }
  /** The token is wrong: a sentence that says what to do. Trying again will not help. */
  | { kind: 'refused'; problem: string }
  | { kind: 'unreachable'; problem: string }

/** Asks Slack who we are. Never rejects. */
export async function connect(client: WebClient): Promise<Connecting> {
  try {
    const said = await client.auth.test()
    const { team_id, team, user_id, user, bot_id, url, response_metadata } = said
    if (!team_id || !user_id || !bot_id) {
      return { kind: 'refused', problem: 'SLACK_BOT_TOKEN is not a bot token: copy the one that begins with xoxb-.' }
    }
    const named = { teamId: team_id, teamName: team ?? team_id, url: url ?? null }
    const connection = { ...named, botUserId: user_id, botUserName: user ?? user_id, botId: bot_id }
    return { kind: 'connected', connection: { ...connection, scopes: response_metadata?.scopes ?? [] } }
  } catch (error) {
    const name = slackError(error)
    if (name && refusals.has(name)) {
      return {
        kind: 'refused',
        problem: `Slack does not accept SLACK_BOT_TOKEN (${name}): reinstall the app and copy the token from "OAuth & Permissions" again.`,
      }
    }
    return { kind: 'unreachable', problem: name ? `Slack answered ${name}` : reachProblem(error) }
  }
}

const refusals = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
])

function reachProblem(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const deeper = cause instanceof Error ? (cause.cause ?? cause) : cause
  const code = (deeper as { code?: string } | null)?.code
  return `Slack cannot be reached${code ? ` (${code})` : ''}: check the network and SLACK_API_URL.`
}

/** Scopes the manifest asks for and the token lacks. Unknown when Slack did not list them. */
export function missingScopes(granted: readonly string[], wanted: readonly string[]): string[] {
  return granted.length === 0 ? [] : wanted.filter((scope) => !granted.includes(scope))
}
