import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { answerCall } from './api/call.ts'
import { answerPage } from './demo-api/routes.ts'
import { respond } from './respond.ts'
import { SlackError } from './slack-error.ts'
import { bytesOf, fileAt } from './state/files.ts'
import type { Json } from './state/model.ts'
import type { World } from './world.ts'

export interface WorkspaceServer {
  /** The port it listens on; the same after every return. */
  port(): number
  /** Refuses connections and cuts those there are, as when Slack cannot be reached. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  stop(): Promise<void>
}

/** Slack never takes a body of more than this. */
const largestBody = 4 * 1024 * 1024

/** The one HTTP server: Web API, web sockets, response URLs, and the page's own API and files. */
export async function startServer(world: World, wantedPort: number): Promise<WorkspaceServer> {
  const connections = new Set<Socket>()
  let port = wantedPort
  let server: Server | null = null

  async function listen(): Promise<void> {
    const listening = createServer((request, response) => void handle(request, response))
    listening.keepAliveTimeout = 30_000
    listening.on('connection', (socket) => {
      connections.add(socket)
      socket.on('close', () => connections.delete(socket))
    })
    listening.on('upgrade', (request, socket, head) => world.deliveries.socket.upgrade(request, socket, head))
    await new Promise<void>((resolve, reject) => {
      listening.once('error', reject)
      listening.listen(port, '127.0.0.1', resolve)
    })
    const address = listening.address()
    port = typeof address === 'object' && address ? address.port : port
    server = listening
  }

  async function close(): Promise<void> {
    const closing = server
    server = null
    if (!closing) return
    const closed = new Promise<void>((resolve) => closing.close(() => resolve()))
    world.deliveries.socket.disconnect('drop')
    for (const socket of connections) socket.destroy()
    await closed
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1')
      if (url.pathname.startsWith('/files-pri/')) return answerFile(world, request, response, url.pathname)
      if (await answerPage(world, request, response, url, () => readBody(request))) return
      const body = await readBody(request)
      if (url.pathname.startsWith('/api/')) return await answerApi(world, request, response, url, body)
      if (/^\/(actions|commands)\//.test(url.pathname)) return answerResponseUrl(world, response, url.pathname, body)
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.')
    } catch (error) {
      if (response.headersSent) response.destroy()
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error))
    }
  }

  await listen()
  return { port: () => port, goAway: close, comeBack: listen, stop: close }
}

async function answerApi(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: string,
): Promise<void> {
  const method = url.pathname.slice('/api/'.length)
  const answer = await answerCall(world, { method, query: url.searchParams, headers: request.headers, body })
  if (answer === null) request.socket.resetAndDestroy()
  else response.writeHead(answer.status, answer.headers).end(answer.body)
}

function answerFile(world: World, request: IncomingMessage, response: ServerResponse, path: string): void {
  const file = fileAt(world, path, request.headers.authorization)
  if (file) response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(bytesOf(file))
  // Slack shows its sign-in page here, with a status of 200 after a redirect: never take HTML for a file.
  else
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!DOCTYPE html><title>Sign in</title>')
}

function answerResponseUrl(world: World, response: ServerResponse, path: string, body: string): void {
  try {
    respond(world, world.responseUrls.use(path), JSON.parse(body) as Json)
    response.writeHead(200, { 'content-type': 'text/plain' }).end('ok')
  } catch (error) {
    const code = error instanceof SlackError ? error.code : 'invalid_payload'
    const status = ['expired_url', 'used_url'].includes(code) ? 404 : 400
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: false, error: code }))
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > largestBody) throw new Error('the body is too large')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString('utf8')
}
