import { createHmac } from 'node:crypto'
import type { Clock } from '../../../platform/clock.ts'
import type { Json } from '../state/model.ts'
import type { Acknowledgement, Attempt, Transport } from './transport.ts'

export interface HttpOptions {
  /** Asked at every delivery: an app may take its port later. */
  target: () => string
  signingSecret: string
  wallClock: Clock
  ackWithin: number
}

/** So many requests, with their signatures, can be sent again byte for byte. */
const remembered = 2000

type SignedRequest = { body: string; headers: Record<string, string> }

/** HTTP delivery: signed POSTs to the one address the app listens at. The same envelope again is the same bytes again. */
export function createHttpTransport({ target, signingSecret, wallClock, ackWithin }: HttpOptions): Transport {
  const requests = new Map<string, SignedRequest>()

  function request(attempt: Attempt): SignedRequest {
    const made = requests.get(attempt.envelopeId) ?? sign(attempt, signingSecret, wallClock.now())
    requests.set(attempt.envelopeId, made)
    const [oldest] = requests.keys()
    if (requests.size > remembered && oldest) requests.delete(oldest)
    return made
  }

  return {
    async attempt(attempt) {
      const { body, headers } = request(attempt)
      try {
        const response = await fetch(target(), {
          method: 'POST',
          body,
          headers,
          signal: AbortSignal.timeout(ackWithin),
        })
        const text = await response.text()
        if (response.status === 200) return { ok: true, payload: said(text) }
        const stop = response.headers.get('x-slack-no-retry') === '1'
        return { ok: false, problem: 'refused', status: response.status, stop }
      } catch (error) {
        return { ok: false, problem: (error as Error).name === 'TimeoutError' ? 'timeout' : 'connection-closed' }
      }
    },
    stop: () => requests.clear(),
  }
}

/** `v0=` and the HMAC-SHA256 of `v0:timestamp:body`, as Slack signs. */
export function signature(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
}

function sign({ kind, payload, retryNum, retryReason }: Attempt, secret: string, now: Date): SignedRequest {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const body = bodyOf(kind, payload)
  return {
    body,
    headers: {
      'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature(secret, timestamp, body),
      ...(retryNum > 0 && {
        'x-slack-retry-num': String(retryNum),
        'x-slack-retry-reason': retryReason ?? 'unknown_error',
      }),
    },
  }
}

function bodyOf(kind: Attempt['kind'], payload: Json): string {
  if (kind === 'events_api') return JSON.stringify(payload)
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  return new URLSearchParams(
    Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString()
}

function said(text: string): Extract<Acknowledgement, { ok: true }>['payload'] {
  if (!text.trim()) return null
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? (parsed as Json) : { text }
  } catch {
    return { text }
  }
}
