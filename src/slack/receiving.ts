import { createHash } from 'node:crypto'
import type { App, ReceiverEvent } from '@slack/bolt'
import { type Finisher, failReceived, forgetReceived, receive, unfinishedReceived } from '../durable/inbox.ts'
import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Logger } from '../platform/logger.ts'

export interface ReceivingOptions {
  db: Db
  clock: Clock
  finisher: Finisher
  log: Logger
}

/** What listeners find in `context.received`: what they handle, and whether Slack still waits for the answer. */
export interface Received {
  inboxKey: string
  /** When it first came in: what somebody pressed before a restart was said then, not when it is driven again. */
  receivedAt: Date
  /** True when the row is driven again later: trigger ids, response urls and answers to forms are of no use then. */
  redriven: boolean
  /** Set by a listener that answered a form with errors: nothing was done, so the same submission may come again. */
  refused: boolean
}

export interface Receiving {
  /** Drives what was acknowledged but not finished, for instance before a crash. Returns how many rows it drove. */
  redrive(): Promise<number>
  /** Resolves when no listener is running. */
  idle(): Promise<void>
}

/**
 * Wraps the one door everything from Slack comes through, over HTTP or the socket: commit to the inbox, then let Bolt
 * run the listener, which acknowledges. Nothing is acknowledged without its row, and a second delivery has no effect.
 * A row is marked done in the use case's own transaction, or here in batches when nothing changed.
 */
export function receiveDurably(app: App, { db, clock, finisher, log }: ReceivingOptions): Receiving {
  const handle = app.processEvent.bind(app)
  const running = new Map<string, Promise<void>>()

  async function run(key: string, event: ReceiverEvent, receivedAt: Date, redriven: boolean): Promise<void> {
    const received: Received = { inboxKey: key, receivedAt, redriven, refused: false }
    try {
      await handle({ ...event, customProperties: { ...event.customProperties, received } })
      if (received.refused) forgetReceived(db, key)
      else finisher.finish(key)
    } catch (error) {
      failReceived(db, key, error instanceof Error ? error.message : String(error), clock.now())
      throw error
    }
  }

  function track(key: string, event: ReceiverEvent, receivedAt: Date, redriven: boolean): Promise<void> {
    const work = run(key, event, receivedAt, redriven).finally(() => running.delete(key))
    running.set(key, work)
    return work
  }

  app.processEvent = async (event) => {
    // Asking for menu options changes nothing and must be quick: it has no row.
    if (event.body['type'] === 'block_suggestion') return handle(event)
    const key = inboxKeyOf(event)
    const now = clock.now()
    const state = receive(db, { key, source: 'slack', body: event.body }, now)
    if (state === 'done' || running.has(key)) return event.ack()
    await track(key, event, now, false)
  }

  return {
    async redrive() {
      const rows = unfinishedReceived(db, clock.now(), 50).filter((row) => !running.has(row.key))
      for (const { key, body, receivedAt } of rows) {
        const event: ReceiverEvent = { body: body as ReceiverEvent['body'], ack: async () => {} }
        await track(key, event, receivedAt, true).catch((error) =>
          log.error({ err: error, key }, 'a kept delivery failed again'),
        )
      }
      return rows.length
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running.values())
    },
  }
}

/**
 * What makes two deliveries the same one. An event has an id. A form is its view, the view's hash and what was typed
 * (a corrected form has the hash of the refused one). Everything else pressed has a trigger id of its own.
 */
export function inboxKeyOf({ body, customProperties }: ReceiverEvent): string {
  if (typeof body['event_id'] === 'string') return `event:${body['event_id']}`
  if (body['type'] === 'view_submission' || body['type'] === 'view_closed') {
    const { id, hash, state } = (body['view'] ?? {}) as { id?: string; hash?: string; state?: unknown }
    return `${body['type']}:${id}:${hash}:${sha256(JSON.stringify(state ?? null))}`
  }
  if (typeof body['trigger_id'] === 'string') return `trigger:${body['trigger_id']}`
  const wire = customProperties?.['signature'] ?? customProperties?.['envelopeId'] ?? JSON.stringify(body)
  return `wire:${sha256(String(wire))}`
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
