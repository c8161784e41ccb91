import type { Notice } from '../domain/notices.ts'
import { enqueue } from '../durable/enqueue.ts'
import type { Db } from '../platform/db.ts'
import { addDelivery, changeDelivery, getDelivery } from '../storage/deliveries.ts'

/** What is due sooner among what is due: an answer to a click before a fan-out. Lower runs first. */
export const priorities = { answer: 0, ordinary: 5, fanOut: 10 } as const

export interface OwedMessage {
  /** Names the occasion, `check-in-request:17`: the same occasion is never sent twice. */
  key: string
  /**
   * The occasion in words that do not depend on this file's row numbers, `check-in:U123:2026-W03`: what the message is
   * marked with in Slack, so that a restored database finds it there. Default the key.
   */
  mark?: string
  notice: Notice
  to: { person: number } | { channel: string }
  /** The delivery in whose thread it stands. */
  threadOf?: string
  priority?: number
  /** Not sent earlier: whoever it goes to may be asleep. Default at once. */
  notBefore?: Date
}

/** Owes somebody a message, in the caller's transaction. Doing it again for the same occasion changes nothing. */
export function oweMessage(tx: Db, owed: OwedMessage, now: Date): void {
  const { key, mark = key, notice, to, threadOf, priority, notBefore } = owed
  const recipient = 'person' in to ? { personId: to.person } : { channel: to.channel }
  if (!addDelivery(tx, { key, mark, notice, ...recipient, ...(threadOf && { threadOf }) }, now)) return
  enqueue(
    tx,
    {
      kind: 'deliver-message',
      args: { key },
      key: `deliver:${key}`,
      runAt: notBefore && notBefore > now ? notBefore : now,
      priority: priority ?? priorities.ordinary,
    },
    now,
  )
}

/** Owes a message again that was not wanted any more when its turn came, and now is. It was never sent. */
export function oweAgain(tx: Db, key: string, now: Date): void {
  if (getDelivery(tx, key)?.state !== 'superseded') return
  changeDelivery(tx, key, { state: 'waiting', goAt: null, settledAt: null, problem: null })
  const again = `deliver:${key}:${now.getTime()}`
  enqueue(tx, { kind: 'deliver-message', args: { key }, key: again, runAt: now, priority: priorities.answer }, now)
}

/** Has the message of that occasion rendered again where it stands, if it stands. */
export function refreshMessage(tx: Db, key: string, now: Date): void {
  if (!getDelivery(tx, key)) return
  enqueue(tx, { kind: 'refresh-message', args: { key }, runAt: now, priority: priorities.answer }, now)
}
