import type { Settlement } from '../durable/claim.ts'
import { getDelivery } from '../storage/deliveries.ts'
import type { DeliveryOptions } from './deliver-message.ts'

/**
 * Some minutes after a delivery: should Slack have shown it late, so that it was sent again, all but the one we know
 * are deleted.
 */
export async function auditDelivery({ db, clock, messenger }: DeliveryOptions, key: string): Promise<Settlement> {
  const delivery = getDelivery(db, key)
  if (!delivery?.ts || !delivery.channelId || !delivery.triedAt) return { kind: 'done' }
  const threadTs = delivery.threadOf === null ? null : (getDelivery(db, delivery.threadOf)?.ts ?? null)
  const at = { channelId: delivery.channelId, threadTs }
  const look = await messenger.lookUp(delivery.mark, at, delivery.createdAt, clock.now())
  if (look.kind === 'cannot-tell' && look.until) return { kind: 'snooze', until: look.until }
  if (look.kind === 'cannot-tell' && !look.lasting) throw new Error(look.problem)
  if (look.kind !== 'found') return { kind: 'done' }
  const extras = [look.ts, ...look.extras].filter((ts) => ts !== delivery.ts)
  for (const ts of extras) await messenger.remove({ ...at, ts })
  return { kind: 'done' }
}
