import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { newId } from '../../../platform/new-id.ts'
import type { Json } from '../state/model.ts'
import type { Acknowledgement, Attempt, Transport } from './transport.ts'

export interface SocketTransport extends Transport {
  /** A one-time address for the next connection. */
  issue(): string
  /** Takes over an HTTP connection that asks to become a web socket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  connections(): number
  /** Tells every connection (or the oldest `count`) to come back; `drop` cuts them without a word. */
  disconnect(how: { reason: 'warning' | 'refresh_requested' | 'link_disabled'; count?: number } | 'drop'): void
}

export interface SocketOptions {
  url: () => string
  appId: string
  ackWithin: number
  changed: () => void
}

const pingEvery = 10_000
/** Slack's limit of simultaneous connections of one app. */
const most = 10

/** Socket Mode: envelopes go to one of the connections, in turn, and wait there for their acknowledgement. */
export function createSocketTransport({ url, appId, ackWithin, changed }: SocketOptions): SocketTransport {
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const connections: WebSocket[] = []
  /** Asked to come back: they get nothing new. */
  const leaving = new Set<WebSocket>()
  const waiting = new Map<string, { connection: WebSocket; settle(acknowledgement: Acknowledgement): void }>()
  const ping = setInterval(pingAll, pingEvery).unref()
  let turn = 0

  function accept(connection: WebSocket): void {
    connections.push(connection)
    connection.on('message', (data) => acknowledge(String(data)))
    connection.on('error', () => connection.terminate())
    connection.on('close', () => forget(connection))
    connection.send(JSON.stringify(hello(appId, connections.length)))
    changed()
  }

  function pingAll(): void {
    for (const connection of connections) connection.ping()
  }

  function forget(connection: WebSocket): void {
    const index = connections.indexOf(connection)
    if (index >= 0) connections.splice(index, 1)
    leaving.delete(connection)
    for (const entry of [...waiting.values()]) {
      if (entry.connection === connection) entry.settle({ ok: false, problem: 'connection-closed' })
    }
    changed()
  }

  function open(): WebSocket[] {
    return connections.filter((connection) => connection.readyState === connection.OPEN && !leaving.has(connection))
  }

  function acknowledge(text: string): void {
    const { envelope_id = '', payload } = parse(text)
    const said = payload && Object.keys(payload).length > 0 ? payload : null
    waiting.get(envelope_id)?.settle({ ok: true, payload: said })
  }

  return {
    issue() {
      const ticket = newId()
      tickets.add(ticket)
      return `${url().replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${appId}`
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '', url()).searchParams.get('ticket') ?? ''
      if (!tickets.delete(ticket) || connections.length >= most) {
        socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, accept)
    },
    connections: () => open().length,
    disconnect(how) {
      const chosen = how === 'drop' ? [...connections] : open().slice(0, how.count)
      for (const connection of chosen) {
        if (how === 'drop') {
          connection.terminate()
          continue
        }
        if (how.reason !== 'warning') leaving.add(connection)
        connection.send(JSON.stringify({ type: 'disconnect', reason: how.reason, debug_info: { host: 'local' } }))
      }
    },
    attempt({ kind, payload, envelopeId, retryNum, retryReason }: Attempt) {
      const able = open()
      const connection = able[turn++ % Math.max(1, able.length)]
      if (!connection) return Promise.resolve({ ok: false, problem: 'not-connected' })
      const envelope = {
        envelope_id: envelopeId,
        payload,
        type: kind,
        accepts_response_payload: kind !== 'events_api',
        ...(kind === 'events_api' && { retry_attempt: retryNum, retry_reason: retryReason ?? '' }),
      }
      return new Promise((resolve) => {
        const settle = (acknowledgement: Acknowledgement) => {
          clearTimeout(timer)
          waiting.delete(envelopeId)
          resolve(acknowledgement)
        }
        const timer = setTimeout(() => settle({ ok: false, problem: 'timeout' }), ackWithin)
        waiting.set(envelopeId, { connection, settle })
        connection.send(JSON.stringify(envelope))
      })
    },
    stop() {
      clearInterval(ping)
      for (const connection of connections) connection.terminate()
      server.close()
    },
  }
}

function hello(appId: string, count: number): Json {
  return {
    type: 'hello',
    num_connections: count,
    debug_info: { host: 'local', build_number: 1, approximate_connection_time: 18_060 },
    connection_info: { app_id: appId },
  }
}

function parse(text: string): { envelope_id?: string; payload?: Json } {
  try {
    return JSON.parse(text) as { envelope_id?: string; payload?: Json }
  } catch {
    return {}
  }
}
