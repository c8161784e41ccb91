import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

/** `GET /healthz` → what answers it. */
export type Routes = Record<string, Handler>

export interface HttpServer {
  port: number
  /** Stops accepting and resolves when every open answer has been given. */
  close(): Promise<void>
}

/** How long a client may take to say what it wants, and how often that is looked at, in milliseconds. */
const patience = { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 }

/**
 * Serves exact paths: 404 for any other, 405 for another method. Slow clients are cut off. Rejects when the port
 * cannot be had (`EADDRINUSE`, `EACCES`).
 */
export async function serve(
  routes: Routes,
  at: { port: number; host: string },
  waits: typeof patience = patience,
): Promise<HttpServer> {
  const server = createServer(waits, (request, response) => {
    void dispatch(routes, request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, resolve)
  })
  return { port: (server.address() as AddressInfo).port, close: () => close(server) }
}

async function dispatch(routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] as string
  const handler = routes[`${request.method} ${path}`]
  if (!handler) {
    const known = Object.keys(routes).some((route) => route.endsWith(` ${path}`))
    return answerJson(response, known ? 405 : 404, { error: known ? 'method not allowed' : 'not found' })
  }
  try {
    await handler(request, response)
  } catch {
    if (!response.headersSent) answerJson(response, 500, { error: 'something went wrong on our side' })
    else response.destroy()
  }
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(`${JSON.stringify(body)}\n`)
}

/** Nobody who waits for an answer of ours waits longer than this; whoever is still sending then is cut off. */
const closingMs = 3_000

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), closingMs)
    server.close(() => {
      clearTimeout(cutOff)
      resolve()
    })
    server.closeIdleConnections()
  })
}
