import { WebClient } from '@slack/web-api'
import type { SlackConfig } from '../../config/schema.ts'
import type { Clock } from '../../platform/clock.ts'
import { silentLogger } from '../../platform/logger.ts'
import { createClients } from '../../slack/clients.ts'
import { connect, missingScopes } from '../../slack/connect.ts'
import { wantedScopes } from '../../slack/scopes.ts'
import { sdkLogger } from '../../slack/sdk-logger.ts'
import type { Finding } from './finding.ts'

/** The token, its scopes, the socket's token, and how far our clock is from Slack's. */
export async function checkSlack({ botToken, appToken, apiUrl }: SlackConfig, clock: Clock): Promise<Finding[]> {
  const outcome = await connect(createClients(botToken.reveal(), apiUrl, silentLogger).calls)
  if (outcome.kind !== 'connected') return [{ about: 'Slack', state: 'fail', says: outcome.problem }]
  const { teamName, botUserName, scopes } = outcome.connection
  const missing = missingScopes(scopes, wantedScopes)
  return [
    { about: 'Slack', state: 'ok', says: `connected to ${teamName} as ${botUserName}` },
    missing.length === 0
      ? { about: 'scopes', state: 'ok', says: `all ${wantedScopes.length} are granted` }
      : {
          about: 'scopes',
          state: 'fail',
          says: `${missing.join(', ')} missing: add under "OAuth & Permissions" and reinstall the app.`,
        },
    ...(appToken ? [await checkSocket(appToken.reveal(), apiUrl)] : []),
    ...(await checkClock(apiUrl, clock)),
  ]
}

async function checkSocket(token: string, slackApiUrl: string): Promise<Finding> {
  const client = new WebClient(token, {
    slackApiUrl,
    timeout: 10_000,
    retryConfig: { retries: 0 },
    logger: sdkLogger(silentLogger),
  })
  try {
    await client.apps.connections.open({})
    return { about: 'socket', state: 'ok', says: 'Slack lets us open one' }
  } catch (error) {
    const name = error instanceof Error ? error.message.replace(/^An API error occurred: /, '') : String(error)
    return {
      about: 'socket',
      state: 'fail',
      says: `it does not open (${name}): SLACK_APP_TOKEN needs the scope connections:write, and Socket Mode must be on.`,
    }
  }
}

/** Slack refuses signatures, and we refuse requests, that are five minutes off. */
async function checkClock(apiUrl: string, clock: Clock): Promise<Finding[]> {
  const response = await fetch(new URL('api.test', apiUrl), { signal: AbortSignal.timeout(10_000) }).catch(() => null)
  const theirs = Date.parse(response?.headers.get('date') ?? '')
  if (Number.isNaN(theirs)) return []
  const seconds = Math.round(Math.abs(clock.now().getTime() - theirs) / 1000)
  return seconds > 60
    ? [{ about: 'clock', state: 'fail', says: `this machine is ${seconds} s away from Slack: set its clock (NTP).` }]
    : [{ about: 'clock', state: 'ok', says: `${seconds} s away from Slack's` }]
}
