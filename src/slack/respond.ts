import type { Message } from './blocks/message.ts'
import type { Edge } from './edge.ts'

/** How an answer through a `response_url` stands: for the person alone, for all, or in the place of what was pressed. */
export interface Said extends Message {
  response_type?: 'ephemeral' | 'in_channel'
  replace_original?: boolean
}

const timeoutMs = 10_000

/**
 * Answers through the address that Slack gave with a press or a command: good for 30 minutes and five answers. Said at
 * most once and never waited for by anybody, so a failure is only logged. An address that is not Slack's gets nothing.
 */
export async function respond(edge: Edge, responseUrl: string, said: Said): Promise<void> {
  await isTaken(edge, responseUrl, said)
}

/** The same; false when Slack did not take it, or it is not known whether it did. */
export async function isTaken(edge: Edge, responseUrl: string, said: Said): Promise<boolean> {
  if (!isResponseUrl(responseUrl, edge.clients.calls.slackApiUrl)) {
    edge.log.error({ host: hostOf(responseUrl) }, 'an answer was to go to an address that is not Slack’s')
    return false
  }
  try {
    const answer = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(said),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    // What Slack cannot show it may refuse with 200 and say so in the body.
    const taken = answer.ok && !/"ok":\s*false/.test(await answer.text())
    if (!taken) edge.log.warn({ status: answer.status }, 'Slack did not take a private answer')
    return taken
  } catch (error) {
    edge.log.warn({ err: error }, 'a private answer did not arrive')
    return false
  }
}

/** A delivery without the answering addresses in it that are not Slack's, so that no listener can use one. */
export function withOwnUrls<Body extends Record<string, unknown>>(body: Body, apiUrl: string): Body {
  const isOurs = (url: unknown) => typeof url === 'string' && isResponseUrl(url, apiUrl)
  const { response_url, response_urls } = body
  const several = Array.isArray(response_urls) ? response_urls : []
  const strange =
    (response_url !== undefined && !isOurs(response_url)) || !several.every((one) => isOurs(one?.response_url))
  if (!strange) return body
  const { response_url: _one, response_urls: _several, ...rest } = body
  return rest as Body
}

/** Slack's own hosts over https, and the origin we call anyway (`SLACK_API_URL`: a proxy, the local workspace). */
export function isResponseUrl(url: string, apiUrl: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, origin, username, password } = new URL(url)
  if (username !== '' || password !== '') return false
  const isSlacks = protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'))
  return isSlacks || origin === new URL(apiUrl).origin
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'none'
}
