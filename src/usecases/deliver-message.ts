import type { Zone } from '../domain/local-time.ts'
import type { Settlement } from '../durable/claim.ts'
import { enqueue } from '../durable/enqueue.ts'
import { heldUntil, hold, reserve } from '../durable/rate.ts'
import type { Clock } from '../platform/clock.ts'
import { type Db, transact } from '../platform/db.ts'
import { changeDelivery, type Delivery, getDelivery, listThread } from '../storage/deliveries.ts'
import { unknownSince } from '../storage/restored.ts'
import { alertAdmins } from './alert-admins.ts'
import { dropWhatIsTooLate, missRequest, tooLateFrom } from './check-ins/too-late.ts'
import { findAddress } from './find-address.ts'
import { homesChanged } from './home/homes-changed.ts'
import { refreshMessage } from './owe-message.ts'
import type { Address, Messenger, PostOutcome } from './ports.ts'
import { whenWelcome } from './when-welcome.ts'
import { whyNotWanted } from './why-not-wanted.ts'

export interface DeliveryOptions {
  db: Db
  clock: Clock
  messenger: Messenger
  /** For people without a zone. */
  defaultZone: Zone
  /** How long an unclear delivery may stay invisible before "not there" is believed, in milliseconds. */
  settleMs: number
  /** Slack's pace: at most one message per `channelMs` in a channel, one per `workspaceMs` in the workspace. */
  pace: { channelMs: number; workspaceMs: number }
}

/** A delivery on its way, and whether somebody looks at the screen for it. */
type Sending = Delivery & { isAwaited: boolean }

const auditAfterMs = 5 * 60_000

/**
 * Sends one owed message exactly once, although Slack has no idempotency key: claim, send with a marker, record. When
 * it is not clear whether an attempt posted, the message is looked up by its marker, and "not there" is believed only
 * after two look-ups at least half the settle window apart, the second after the whole of it.
 * Returns what becomes of the job that called.
 */
export async function deliverMessage(
  options: DeliveryOptions,
  { key, isAwaited }: { key: string; isAwaited: boolean },
): Promise<Settlement> {
  const stored = getDelivery(options.db, key)
  const delivery = stored && { ...stored, isAwaited }
  if (!delivery || delivery.state === 'sent' || delivery.state === 'superseded') return { kind: 'done' }
  // `failed` comes back only when a person retries the job: whatever was tried is looked up first.
  const neverTried = delivery.state === 'waiting' || delivery.triedAt === null
  if (!neverTried) return resolveDoubt(options, delivery)
  const since = unknownSince(options.db, options.clock.now())
  return since === null ? send(options, delivery) : sendUnlessThere(options, delivery, since)
}

/** A database put back from a copy may have sent this in its former life: what stands there is taken over. */
async function sendUnlessThere(options: DeliveryOptions, delivery: Sending, since: Date): Promise<Settlement> {
  const { db, clock, messenger } = options
  const at = await findAddress(db, messenger, delivery)
  if ('kind' in at) return notPosted(options, tried(delivery), at, [])
  const look = await messenger.lookUp(delivery.mark, at, since, clock.now())
  if (look.kind === 'absent' || (look.kind === 'cannot-tell' && look.lasting)) return send(options, delivery)
  if (look.kind === 'cannot-tell') return waitAndTryAgain(db, tried(delivery), look, clock.now())
  changeDelivery(db, delivery.key, { channelId: at.channelId, triedAt: clock.now() })
  const settled = recordSent(options, delivery, look.ts)
  refreshMessage(db, delivery.key, clock.now())
  return settled
}

/** A check-in that has to wait longer than until its summary is looked at then: it is a missed send from there on. */
async function send(options: DeliveryOptions, delivery: Sending): Promise<Settlement> {
  const { db, clock } = options
  const lateFrom = tooLateFrom(db, delivery.notice, options.defaultZone)
  if (lateFrom && lateFrom <= clock.now()) return supersedeTooLate(options, delivery)
  const settled = await sendInTime(options, delivery)
  const waitsTooLong = settled.kind === 'snooze' && settled.state !== 'unknown' && lateFrom && settled.until > lateFrom
  return waitsTooLong ? { ...settled, until: lateFrom } : settled
}

async function sendInTime(options: DeliveryOptions, delivery: Sending): Promise<Settlement> {
  const { db, clock, messenger } = options
  const unwanted = whyNotWanted(db, delivery.notice, clock.now())
  if (unwanted) return supersede(options, delivery, unwanted)
  const welcomeAt = delivery.isAwaited ? clock.now() : whenWelcome(db, delivery, clock.now(), options.defaultZone)
  if (welcomeAt > clock.now()) return { kind: 'snooze', until: welcomeAt }

  // What stands in one thread is read from top to bottom, so it is posted in the order in which it was owed.
  if (isBehind(db, delivery)) return { kind: 'snooze', until: later(clock.now(), 1_000) }
  const found = await findAddress(db, messenger, delivery)
  if ('kind' in found) return notPosted(options, tried(delivery), found, [])
  const budget = budgetKeys(found)
  const goAt = whenToGo(options, delivery, budget)
  if (goAt > clock.now()) return { kind: 'snooze', until: goAt }

  const triedAt = clock.now()
  const { notice } = delivery
  transact(db, (tx) => {
    if (notice.kind === 'check-in-request') dropWhatIsTooLate(tx, notice.requestId, triedAt, options.defaultZone)
    changeDelivery(tx, delivery.key, {
      state: 'sending',
      triedAt,
      lookedUpAt: null,
      channelId: found.channelId,
      attempts: tried(delivery).attempts,
    })
  })
  const outcome = await messenger.post(delivery.mark, delivery.notice, found, triedAt)
  return outcome.kind === 'posted'
    ? recordSent(options, delivery, outcome.ts)
    : notPosted(options, tried(delivery), outcome, budget)
}

/** True while the message it answers, or an earlier answer to that, is still on its way. */
function isBehind(db: Db, { key, threadOf }: Sending): boolean {
  if (threadOf === null) return false
  const parent = getDelivery(db, threadOf)
  return (parent !== undefined && isUnderWay(parent)) || listThread(db, threadOf, key).some(isUnderWay)
}

function isUnderWay({ state }: Pick<Delivery, 'state'>): boolean {
  return state === 'waiting' || state === 'sending' || state === 'unknown'
}

/** Counted whether or not it came as far as posting: the next try waits longer. */
function tried(delivery: Sending): Sending {
  return { ...delivery, attempts: delivery.attempts + 1 }
}

function budgetKeys(at: Address): string[] {
  return [`slack-channel:${at.channelId}`, 'slack-workspace']
}

/** A place in the line, taken once: a job that slept until its turn does not queue up again. */
function whenToGo({ db, clock, pace }: DeliveryOptions, delivery: Sending, [channel, workspace]: string[]): Date {
  const now = clock.now()
  const held = heldUntil(db, [channel as string, workspace as string])
  // A place taken before a Retry-After is void until that is over: queue up again, behind it.
  const isVoid = held !== null && delivery.goAt !== null && delivery.goAt < held
  if (delivery.goAt && !isVoid) return delivery.goAt
  const goAt = reserve(
    db,
    [
      { key: channel as string, everyMs: pace.channelMs },
      // What somebody waits for does not queue behind a fan-out; it still counts towards the workspace's pace.
      { key: workspace as string, everyMs: pace.workspaceMs, overtakes: delivery.isAwaited },
    ],
    now,
  )
  if (goAt > now) changeDelivery(db, delivery.key, { goAt })
  return goAt
}

function recordSent({ db, clock }: DeliveryOptions, delivery: Sending, ts: string): Settlement {
  const now = clock.now()
  return transact(db, (tx) => {
    changeDelivery(tx, delivery.key, { state: 'sent', ts, settledAt: now, problem: null })
    // What somebody is asked for stands in their Home too, with the way to the message.
    if (delivery.personId !== null) homesChanged(tx, [delivery.personId], now)
    if (mayStandTwice(tx, delivery, now)) auditLater(tx, delivery.key, now)
    return { kind: 'done' } as const
  })
}

/** It was tried before this attempt, is taken over after a doubt, or was perhaps sent before a restore. */
function mayStandTwice(tx: Db, { triedAt, attempts }: Sending, now: Date): boolean {
  return triedAt !== null || attempts > 0 || unknownSince(tx, now) !== null
}

function auditLater(tx: Db, key: string, now: Date): void {
  const runAt = later(now, auditAfterMs)
  enqueue(tx, { kind: 'audit-delivery', args: { key }, key: `audit:${key}`, runAt, priority: 20 }, now)
}

function supersede({ db, clock }: DeliveryOptions, delivery: Sending, problem: string): Settlement {
  changeDelivery(db, delivery.key, { state: 'superseded', settledAt: clock.now(), problem })
  return { kind: 'done' }
}

function supersedeTooLate({ db, clock }: DeliveryOptions, delivery: Sending): Settlement {
  const now = clock.now()
  const { key, notice } = delivery
  return transact(db, (tx) => {
    changeDelivery(tx, key, { state: 'superseded', settledAt: now, problem: 'the week’s summary came first' })
    if (notice.kind === 'check-in-request') missRequest(tx, notice.requestId, now)
    return { kind: 'done' } as const
  })
}

function notPosted(
  { db, clock }: DeliveryOptions,
  delivery: Sending,
  outcome: Exclude<PostOutcome, { kind: 'posted' }>,
  budget: string[],
): Settlement {
  const now = clock.now()
  switch (outcome.kind) {
    case 'unclear':
      changeDelivery(db, delivery.key, { state: 'unknown', problem: outcome.problem })
      return { kind: 'snooze', until: now, state: 'unknown', problem: outcome.problem }
    case 'rate-limited':
      return transact(db, (tx) => {
        for (const key of budget) hold(tx, key, outcome.until)
        changeDelivery(tx, delivery.key, { state: 'waiting', goAt: null, problem: 'Slack asked us to slow down' })
        return { kind: 'snooze', until: outcome.until } as const
      })
    case 'unavailable':
      return waitAndTryAgain(db, delivery, outcome, now)
    case 'refused':
      // A token is mended by an admin for everything at once: what is owed keeps waiting for that.
      if (outcome.fault === 'token') return waitAndTryAgain(db, delivery, outcome, now)
      return giveUp(db, delivery, outcome.problem, now)
  }
}

function waitAndTryAgain(
  db: Db,
  delivery: Sending,
  { problem, until }: { problem: string; until?: Date },
  now: Date,
): Settlement {
  changeDelivery(db, delivery.key, { state: 'waiting', problem, attempts: delivery.attempts })
  const seconds = Math.min(300, 2 ** Math.min(delivery.attempts, 9))
  return { kind: 'snooze', until: until ?? later(now, seconds * 1000), problem }
}

function giveUp(db: Db, delivery: Sending, problem: string, now: Date): Settlement {
  return transact(db, (tx) => {
    changeDelivery(tx, delivery.key, { state: 'failed', settledAt: now, problem })
    alertAdmins(tx, { about: delivery, problem }, now)
    return { kind: 'dead', problem } as const
  })
}

async function resolveDoubt(options: DeliveryOptions, delivery: Sending): Promise<Settlement> {
  const { db, clock, messenger, settleMs } = options
  const triedAt = delivery.triedAt ?? delivery.createdAt
  const at = await addressTried(options, delivery)
  if (!at) return { kind: 'snooze', until: later(clock.now(), 5_000), state: 'unknown' }
  const look = await messenger.lookUp(delivery.mark, at, triedAt, clock.now())
  const now = clock.now()
  if (look.kind === 'found') return recordSent(options, delivery, look.ts)

  const windowEnds = later(triedAt, settleMs)
  if (look.kind === 'cannot-tell' && !look.lasting) {
    // The longer it has not answered, the longer it is left alone.
    const waitMs = Math.max(settleMs / 4, (now.getTime() - triedAt.getTime()) / 2)
    const until = look.until ?? later(now, Math.min(300_000, Math.max(1_000, waitMs)))
    return { kind: 'snooze', until, state: 'unknown', problem: look.problem }
  }
  // Given up before, and an admin says that it is to be tried again.
  if (delivery.state === 'failed') return send(options, { ...delivery, goAt: null })
  const firstLook = delivery.lookedUpAt
  const secondLookAt = new Date(Math.max(windowEnds.getTime(), (firstLook ?? now).getTime() + settleMs / 2))
  if (!firstLook || now < secondLookAt) {
    if (!firstLook) changeDelivery(db, delivery.key, { state: 'unknown', lookedUpAt: now })
    return {
      kind: 'snooze',
      until: secondLookAt,
      state: 'unknown',
      problem: delivery.problem ?? 'no answer from Slack',
    }
  }
  return notThere(options, delivery, now)
}

/** A check-in lost is worse than one asked twice; a channel would see the second post, so there a person decides. */
function notThere({ db }: DeliveryOptions, delivery: Sending, now: Date): Settlement {
  if (delivery.personId !== null) {
    changeDelivery(db, delivery.key, { state: 'waiting', goAt: null, lookedUpAt: null })
    return { kind: 'snooze', until: now }
  }
  return giveUp(db, delivery, 'it is unclear whether Slack posted it, so it was not posted again', now)
}

async function addressTried({ db, messenger }: DeliveryOptions, delivery: Sending): Promise<Address | null> {
  const found = await findAddress(db, messenger, delivery)
  if ('kind' in found) return delivery.channelId ? { channelId: delivery.channelId, threadTs: null } : null
  return { ...found, channelId: delivery.channelId ?? found.channelId }
}

function later(from: Date, ms: number): Date {
  return new Date(from.getTime() + ms)
}
