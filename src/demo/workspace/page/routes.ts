import type { IncomingMessage, ServerResponse } from 'node:http'
import type { World } from '../world.ts'

/** What the page asks. Resolves to false when the request is not for it. */
export function pageRoutes(_world: World) {
  return async (_request: IncomingMessage, _response: ServerResponse, _url: URL): Promise<boolean> => false
}
