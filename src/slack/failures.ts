import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import type { PostOutcome } from '../usecases/ports.ts'

export type Failure = Exclude<PostOutcome, { kind: 'posted' }>

/** What Slack answers when only this person can be meant. */
const aboutThePerson = new Set([
  'user_not_found', 'users_not_found', 'user_disabled', 'user_not_visible', 'cannot_dm_bot', 'account_inactive_user',
  'messages_tab_disabled', 'user_is_bot', 'user_is_restricted', 'not_allowed_for_user', 'dm_not_allowed',
]) // biome-ignore format: a list reads better in rows
const aboutTheChannel = new Set([
  'channel_not_found', 'not_in_channel', 'is_archived', 'is_inactive', 'restricted_action', 'channel_type_not_supported',
  'restricted_action_read_only_channel', 'restricted_action_thread_only_channel', 'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked', 'thread_not_found', 'cannot_reply_to_message', 'message_not_found', 'cant_update_message',
]) // biome-ignore format: a list reads better in rows
const aboutTheToken = new Set([
  'not_authed', 'invalid_auth', 'account_inactive', 'token_revoked', 'token_expired', 'no_permission', 'org_login_required',
  'missing_scope', 'not_allowed_token_type', 'ekm_access_denied', 'access_denied', 'team_access_not_granted',
]) // biome-ignore format: a list reads better in rows
/** The refusals that an admin can do something about, as the end of "I could not deliver it: …". */
const inWords: Record<string, string> = {
  channel_not_found: 'Slack shows me no such channel: if it is private, invite me there',
  invalid_blocks: 'Slack does not take the message as it is built, which is a mistake of mine',
  is_archived: 'the channel is archived',
  missing_scope: 'the Slack app lacks a scope: `okr doctor` says which',
  msg_too_long: 'the message is too long',
  msg_blocks_too_long: 'the message is too long',
  not_in_channel: 'I am not in the channel: invite me there',
  restricted_action: 'the workspace’s settings do not let me post there',
  restricted_action_read_only_channel: 'the workspace’s settings do not let me post there',
  token_revoked: 'Slack does not accept SLACK_BOT_TOKEN any more: reinstall the app',
  user_disabled: 'the account is deactivated in Slack',
}

/** Slack says of these that part of the work may have been done. */
const mayHaveHappened = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])
const rateLimits = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded'])

/**
 * What a failed call means for the message it was to post: definite or unclear, and whose fault. A refusal is never
 * retried as it is; everything Slack did not answer clearly may have posted.
 */
export function classify(error: unknown, now: Date): Failure {
  if (error instanceof WebAPIRateLimitedError) return limited(error.retryAfter, now)
  if (error instanceof WebAPIPlatformError) return classifyAnswer(error, now)
  if (error instanceof WebAPIHTTPError) {
    if (error.statusCode === 429) return limited(Number(error.headers['retry-after'] ?? 1), now)
    return { kind: 'unclear', problem: `Slack answered HTTP ${error.statusCode}` }
  }
  if (error instanceof WebAPIRequestError) return classifyRequest(error)
  return { kind: 'unclear', problem: error instanceof Error ? error.message : String(error) }
}

/** The name Slack gives an error (`invalid_auth`), or null when Slack did not answer. */
export function slackError(error: unknown): string | null {
  return error instanceof WebAPIPlatformError ? error.data.error : null
}

/** Whether Slack takes this token for nothing any more, as opposed to not for one call. */
export function isAboutTheToken(error: string): boolean {
  return lostTokens.has(error)
}

const lostTokens = new Set(['not_authed', 'invalid_auth', 'account_inactive', 'token_revoked', 'token_expired'])

function classifyAnswer(error: WebAPIPlatformError, now: Date): Failure {
  const name = error.data.error
  if (rateLimits.has(name)) return limited(1, now)
  if (mayHaveHappened.has(name)) return { kind: 'unclear', problem: `Slack answered ${name}` }
  const details = error.data.response_metadata?.messages ?? []
  const problem = `${inWords[name] ?? 'Slack refused'} (${[name, ...details].join(' — ')})`
  if (aboutThePerson.has(name)) return { kind: 'refused', fault: 'person', problem }
  if (aboutTheChannel.has(name)) return { kind: 'refused', fault: 'channel', problem }
  if (aboutTheToken.has(name)) return { kind: 'refused', fault: 'token', problem }
  return { kind: 'refused', fault: 'message', problem }
}

/** Nothing can have arrived when no connection was ever made; every other broken call may have. */
function classifyRequest(error: WebAPIRequestError): Failure {
  const code = causeCode(error.original)
  const neverConnected = [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
  ]
  if (code && neverConnected.includes(code))
    return { kind: 'unavailable', problem: `Slack cannot be reached (${code})` }
  return { kind: 'unclear', problem: `the connection to Slack broke (${code ?? error.original.message})` }
}

function causeCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code
    if (typeof code === 'string' && code !== 'slack_webapi_request_error') return code
  }
  return undefined
}

function limited(seconds: number, now: Date): Failure {
  return { kind: 'rate-limited', until: new Date(now.getTime() + Math.max(1, seconds || 1) * 1000) }
}
