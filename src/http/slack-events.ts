import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Routes } from './server.ts'

const maximumSkewSeconds = 300

/**
 * `POST /slack/events`: events, interactivity and commands, handed to Slack's own receiver, which checks the signature
 * and that the request is not older than five minutes. One that claims to come from later than that is refused here.
 */
export function slackEventRoutes(
  receive: (request: IncomingMessage, response: ServerResponse) => void,
  now: () => Date,
): Routes {
  return {
    'POST /slack/events': (request, response) => {
      const ahead = Number(request.headers['x-slack-request-timestamp']) - now().getTime() / 1000
      if (ahead > maximumSkewSeconds) {
        response.writeHead(401)
        response.end()
        return
      }
      receive(request, response)
    },
  }
}
