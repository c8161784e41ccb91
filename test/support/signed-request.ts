import { createHmac } from 'node:crypto'

export interface SignedRequest {
  body: string
  headers: Record<string, string>
}

/** A request as Slack signs it, at so many seconds since 1970. */
export function signedRequest(
  secret: string,
  payload: object,
  { at = Math.floor(Date.now() / 1000), asForm = false } = {},
): SignedRequest {
  const json = JSON.stringify(payload)
  const body = asForm ? new URLSearchParams({ payload: json }).toString() : json
  const hash = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex')
  return {
    body,
    headers: {
      'content-type': asForm ? 'application/x-www-form-urlencoded' : 'application/json',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${hash}`,
    },
  }
}

/** Sends it, and says with which status it was answered. */
export async function send(url: string, { body, headers }: SignedRequest): Promise<number> {
  const response = await fetch(url, { method: 'POST', body, headers })
  await response.arrayBuffer()
  return response.status
}

let events = 0

/** An event that somebody wrote to the app, with an id of its own. */
export function messageEvent(text: string): object {
  const event = { type: 'message', channel_type: 'im', channel: 'D1', user: 'U1', text, ts: `1.${events}` }
  return { type: 'event_callback', team_id: 'T1', api_app_id: 'A1', event_id: `Ev${++events}`, event, event_time: 1 }
}
