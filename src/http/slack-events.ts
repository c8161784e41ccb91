import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Routes } from './server.ts'

const maximumSkewSeconds = 300
/** Slack sends much less. What does not say its length is counted by the receiver, against the same limit. */
const bodyLimit = 256 * 1024

/**
 * `POST /slack/events`: events, interactivity and commands, handed to Slack's own receiver, which checks the signature
 * and that the request is not older than five minutes. Refused before that: one that is too large, one that claims to come from later, and
 * anything Slack would not write so, which that check would take for the same (`17e8`, `v0=…=more`).
 */
export function slackEventRoutes(
  receive: (request: IncomingMessage, response: ServerResponse) => void,
  now: () => Date,
): Routes {
  return {
    'POST /slack/events': (request, response) => {
      const refusal =
        Number(request.headers['content-length']) > bodyLimit ? 413 : looksSigned(request, now()) ? null : 401
      if (refusal === null) return receive(request, response)
      // Nothing of what else comes on this connection is read.
      response.writeHead(refusal, { connection: 'close' }).end()
    },
  }
}

function looksSigned({ headers }: IncomingMessage, now: Date): boolean {
  const timestamp = String(headers['x-slack-request-timestamp'])
  const signature = String(headers['x-slack-signature'])
  if (!/^[1-9]\d{9}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return false
  return Number(timestamp) - now.getTime() / 1000 <= maximumSkewSeconds
}
