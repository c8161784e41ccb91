import { createHash } from 'node:crypto'
import type { App, ReceiverEvent } from '@slack/bolt'
import {
  type Finisher,
  failReceived,
  forgetReceived,
  forgetSimilar,
  receive,
  type UnfinishedDelivery,
  unfinishedReceived,
} from '../durable/inbox.ts'
import type { Clock } from '../platform/clock.ts'
import { type Db, transact } from '../platform/db.ts'
import { createLanes } from '../platform/lanes.ts'
import type { Logger } from '../platform/logger.ts'
import { type Asking, answerInstead, askingOf, personBehind, tellWhoPressed, wantsAnswer } from './answer-instead.ts'
import type { SlackClients } from './clients.ts'
import { createPersonLimit, TooManyRequests } from './person-limit.ts'
import type { Received } from './received.ts'
import { withOwnUrls } from './respond.ts'
import { newReference, noListener, tooMany, wentWrong } from './went-wrong.ts'

export type { Received } from './received.ts'

export interface ReceivingOptions {
  db: Db
  clock: Clock
  finisher: Finisher
  clients: SlackClients
  log: Logger
  /** Something was kept and tried for hours, and failed each time. Called in the transaction that gives it up. */
  onGivenUp?: (tx: Db, given: GivenUp, now: Date) => void
}

export interface GivenUp {
  inboxKey: string
  /** The Slack id of whoever pressed or sent it; null when Slack told us of something. */
  person: string | null
  asking: Asking
  problem: string
}

export interface Receiving {
  /** Drives what was acknowledged but not finished, for instance before a crash. Returns how many rows it drove. */
  redrive(): Promise<number>
  /** Resolves when no listener is running. */
  idle(): Promise<void>
}

/** Finished deliveries known without asking the database: their marks there are written a moment later. */
const remembered = 1000

/**
 * Wraps the one door everything from Slack comes through, over HTTP or the socket: commit to the inbox, then let Bolt
 * run the listener, which acknowledges. Nothing is acknowledged without its row, and a second delivery has no effect.
 * A row is marked done in the use case's own transaction, or here in batches when nothing changed.
 *
 * Whoever waits for a listener that fails, or that does not exist, is told. What was acknowledged before is tried again.
 */
export function receiveDurably(app: App, options: ReceivingOptions): Receiving {
  const { db, clock, finisher, log } = options
  const handle = app.processEvent.bind(app)
  const running = new Map<string, Promise<void>>()
  const finished = new Set<string>()
  const limit = createPersonLimit()
  const inTurn = createLanes<string>()

  app.processEvent = async (event) => {
    // Asking for menu options changes nothing and must be quick: it has no row.
    if (event.body['type'] === 'block_suggestion') return handle(event)
    const now = clock.now()
    const person = personBehind(event.body)
    const pace = person === null ? 'fine' : limit(person, now)
    if (pace !== 'fine') return refuse(event, pace === 'first-too-many')

    const key = inboxKeyOf(event)
    const form = formOf(key)
    // The answer to a form is its acknowledgement: a second delivery hears it once the first is decided.
    for (let same = runningOf(form); same.length > 0; same = runningOf(form)) await Promise.allSettled(same)
    const state = writeDown(key, event.body, now)
    if (state === 'done' || finished.has(key) || running.has(key)) return event.ack()
    // Whoever sends a form once more means what stands in it now, not what failed before.
    if (form !== null) forgetSimilar(db, form, key)
    await track(key, () => run(key, event, now, false))
  }

  function runningOf(form: string | null): Promise<void>[] {
    if (form === null) return []
    return [...running].flatMap(([key, work]) => (key.startsWith(form) ? [work] : []))
  }

  function writeDown(key: string, body: ReceiverEvent['body'], now: Date) {
    try {
      return receive(db, { key, source: 'slack', body }, now)
    } catch (error) {
      log.error({ err: error, key }, 'a delivery from Slack could not be written down, so it is not acknowledged')
      throw error
    }
  }

  async function refuse(event: ReceiverEvent, isFirst: boolean): Promise<void> {
    const asking = askingOf(event.body)
    if (asking === 'form' || asking === 'command') return answerInstead(options, event, tooMany)
    if (isFirst) await tellWhoPressed(options, event.body, tooMany)
    throw new TooManyRequests()
  }

  async function run(key: string, event: ReceiverEvent, receivedAt: Date, redriven: boolean): Promise<void> {
    const received: Received = { inboxKey: key, receivedAt, redriven, refused: false }
    const watched = watchAck(event, log, options.clients.calls.slackApiUrl)
    try {
      await handle({ ...watched, customProperties: { ...event.customProperties, received } })
      if (!watched.isAcknowledged() && !redriven) await nobodyListened(watched)
    } catch (error) {
      return failed(received, watched, originalOf(error))
    }
    if (received.refused) forgetReceived(db, key)
    else finish(key)
  }

  /** Throws only what Slack must hear instead of an acknowledgement. */
  async function failed({ inboxKey, redriven }: Received, watched: Watched, error: unknown): Promise<void> {
    const reference = newReference()
    log.error({ err: error, key: inboxKey, reference }, 'a delivery from Slack failed')
    const asking = redriven ? 'nobody' : askingOf(watched.body)
    // A command is typed again sooner than it could be answered later.
    if (asking === 'command' && !watched.isAcknowledged()) forgetReceived(db, inboxKey)
    else keepForLater(inboxKey, watched.body, error)
    if (asking !== 'nobody') return answerInstead(options, watched, wentWrong(error, reference, asking))
    if (!watched.isAcknowledged() && !redriven) throw error
  }

  function keepForLater(inboxKey: string, body: ReceiverEvent['body'], error: unknown): void {
    const problem = error instanceof Error ? error.message : String(error)
    transact(db, (tx) => {
      const now = clock.now()
      if (failReceived(tx, inboxKey, problem, now) !== 'dead') return
      log.error({ key: inboxKey, problem }, 'a delivery from Slack was given up')
      options.onGivenUp?.(tx, { inboxKey, person: personBehind(body), asking: askingOf(body), problem }, now)
    })
  }

  async function nobodyListened(watched: Watched): Promise<void> {
    const asking = askingOf(watched.body)
    if (!wantsAnswer(watched.body)) return watched.ack()
    log.warn({ type: watched.body['type'] }, 'nobody listens to something that was pressed')
    return answerInstead(options, watched, noListener(asking))
  }

  function finish(key: string): void {
    finisher.finish(key)
    finished.add(key)
    const [oldest] = finished
    if (finished.size > remembered && oldest !== undefined) finished.delete(oldest)
  }

  /** From now until it ends, the same delivery is not begun a second time. */
  function track(key: string, work: () => Promise<void>): Promise<void> {
    const tracked = work().finally(() => running.delete(key))
    running.set(key, tracked)
    return tracked
  }

  return {
    async redrive() {
      const rows = unfinishedReceived(db, clock.now(), 50).filter(({ key }) => !running.has(key) && !finished.has(key))
      await Promise.all(rows.map(driveAgain))
      return rows.length
    },
    async idle() {
      while (running.size > 0) await Promise.allSettled(running.values())
    },
  }

  /** What one person did comes in its order; nobody waits for what Slack does not say about somebody else. */
  function driveAgain({ key, body, receivedAt }: UnfinishedDelivery): Promise<void> {
    const event: ReceiverEvent = { body: body as ReceiverEvent['body'], ack: async () => {} }
    const lane = personBehind(event.body) ?? key
    return track(key, () => inTurn(lane, () => run(key, event, receivedAt, true)))
  }
}

type Watched = ReceiverEvent & { isAcknowledged(): boolean }

/**
 * Knows whether it was acknowledged. One that does not reach Slack (the socket has just closed) keeps nobody from doing
 * what was asked for.
 */
function watchAck(event: ReceiverEvent, log: Logger, apiUrl: string): Watched {
  let isAcknowledged = false
  return {
    ...event,
    body: withOwnUrls(event.body, apiUrl),
    isAcknowledged: () => isAcknowledged,
    async ack(answer) {
      if (isAcknowledged) return
      isAcknowledged = true
      await event.ack(answer).catch((error) => log.warn({ err: error }, 'an acknowledgement did not reach Slack'))
    },
  }
}

/** Bolt wraps what a listener throws. */
function originalOf(error: unknown): unknown {
  const { original, originals } = (error ?? {}) as { original?: unknown; originals?: unknown[] }
  return original ?? originals?.[0] ?? error
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

/** How the keys of one form begin, however often and with what it is sent; null for anything else. */
function formOf(key: string): string | null {
  return /^view_submission:[^:]+:/.exec(key)?.[0] ?? null
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
