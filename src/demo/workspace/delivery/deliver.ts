import { randomUUID } from 'node:crypto'
import type { Clock } from '../../../platform/clock.ts'
import type { Json } from '../state/model.ts'
import { createHttpTransport } from './http.ts'
import { createSocketTransport, type SocketTransport } from './socket.ts'
import type { Acknowledgement, DeliveryKind, Transport } from './transport.ts'

/** Something that was sent to the app, with every attempt. */
export interface Delivery {
  /** Counted from 0. */
  number: number
  kind: DeliveryKind
  payload: Json
  attempts: Acknowledgement[]
}

export interface Deliveries {
  /** Sends once, as Slack does what people press and type. */
  send(kind: DeliveryKind, payload: Json): Promise<Acknowledgement>
  /** Sends an event, and again later when nobody acknowledged; resolves after the first attempt. */
  sendEvent(payload: Json): Promise<Acknowledgement>
  all(): Delivery[]
  /** The same thing again; see SlackWorkspace. */
  redeliver(number: number, how: 'retry' | 'replay'): Promise<Acknowledgement>
  /** Sends every event that waits for its next attempt now, instead of when it is due. */
  retryNow(): Promise<void>
  /** Resolves when no attempt is under way. */
  settled(): Promise<void>
  /** A web socket address that admits one connection. */
  openSocket(): string
  socket: SocketTransport
  connected(): boolean
  stop(): void
}

export interface DeliveryOptions {
  deliverTo: { kind: 'socket' } | { kind: 'http'; url: string }
  url: () => string
  appId: string
  wallClock: Clock
  signingSecret: string
  ackWithin: number
  eventRetries: readonly number[]
  changed: () => void
}

type Sent = Delivery & { envelopeId: string }

/** So many deliveries, at least, can be looked at and sent again. */
const remembered = 2000

export function createDeliveries(options: DeliveryOptions): Deliveries {
  const socket = createSocketTransport(options)
  const { deliverTo } = options
  const http = deliverTo.kind === 'http' ? createHttpTransport({ ...options, target: () => deliverTo.url }) : null
  const transport: Transport = http ?? socket
  let sent: Sent[] = []
  let count = 0
  const underWay = new Set<Promise<unknown>>()
  const waiting = new Map<() => Promise<void>, NodeJS.Timeout>()

  function create(kind: DeliveryKind, payload: Json): Sent {
    const delivery: Sent = { number: count++, kind, payload, attempts: [], envelopeId: randomUUID() }
    sent.push(delivery)
    if (sent.length > 2 * remembered) sent = sent.slice(-remembered)
    return delivery
  }

  async function attempt(delivery: Sent, retry: { num: number; reason: string } | null, same: boolean) {
    const { kind, payload } = delivery
    const work = transport.attempt({
      kind,
      payload,
      envelopeId: same ? delivery.envelopeId : randomUUID(),
      retryNum: retry?.num ?? 0,
      retryReason: retry?.reason ?? null,
    })
    underWay.add(work)
    const acknowledgement = await work.finally(() => underWay.delete(work))
    delivery.attempts.push(acknowledgement)
    return acknowledgement
  }

  function retryLater(delivery: Sent, num: number, failed: Acknowledgement): void {
    const wait = options.eventRetries[num - 1]
    if (failed.ok || failed.stop || wait === undefined) return
    const run = async () => {
      clearTimeout(waiting.get(run))
      waiting.delete(run)
      retryLater(delivery, num + 1, await attempt(delivery, { num, reason: retryReason(failed) }, false))
    }
    waiting.set(run, setTimeout(run, wait).unref())
  }

  return {
    socket,
    openSocket: () => socket.issue(),
    connected: () => http !== null || socket.connections() > 0,
    all: () => sent,
    send: (kind, payload) => attempt(create(kind, payload), null, true),
    async sendEvent(payload) {
      const delivery = create('events_api', payload)
      const first = await attempt(delivery, null, true)
      retryLater(delivery, 1, first)
      return first
    },
    async redeliver(number, how) {
      const delivery = number < 0 ? sent.at(number) : sent.find((one) => one.number === number)
      if (!delivery) throw new Error(`nothing was delivered as number ${number}`)
      if (how === 'replay') return attempt(delivery, null, true)
      return attempt(delivery, { num: delivery.attempts.length, reason: 'http_timeout' }, false)
    },
    async retryNow() {
      await Promise.all([...waiting.keys()].map((run) => run()))
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
    stop() {
      for (const timer of waiting.values()) clearTimeout(timer)
      waiting.clear()
      http?.stop()
      socket.stop()
    },
  }
}

function retryReason(failed: Exclude<Acknowledgement, { ok: true }>): string {
  if (failed.problem === 'timeout') return 'http_timeout'
  return failed.problem === 'refused' ? 'http_error' : 'connection_failed'
}
