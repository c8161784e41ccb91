import type { Settlement } from '../durable/claim.ts'
import { createLanes } from '../platform/lanes.ts'
import { getDelivery } from '../storage/deliveries.ts'
import type { DeliveryOptions } from './deliver-message.ts'

const onItsWay = new Set(['sending', 'unknown'])

/**
 * Renders a message again where it stands. Refreshes of one message follow each other, so that an older rendering
 * never lands on top of a newer one. What has not been sent yet will be current when it is.
 */
export function createRefresher({ db, clock, messenger }: DeliveryOptions): (key: string) => Promise<Settlement> {
  const inTurn = createLanes<string>()

  async function refresh(key: string): Promise<Settlement> {
    const delivery = getDelivery(db, key)
    // On its way with what was true a moment ago: it is rendered again as soon as it stands.
    if (delivery && onItsWay.has(delivery.state))
      return { kind: 'snooze', until: new Date(clock.now().getTime() + 1000) }
    if (!delivery?.ts || !delivery.channelId) return { kind: 'done' }
    const threadTs = delivery.threadOf === null ? null : (getDelivery(db, delivery.threadOf)?.ts ?? null)
    const at = { channelId: delivery.channelId, threadTs, ts: delivery.ts }
    const outcome = await messenger.update(delivery.mark, delivery.notice, at, clock.now())
    if (outcome.kind === 'updated') return { kind: 'done' }
    if (outcome.kind === 'rate-limited') return { kind: 'snooze', until: outcome.until }
    if (outcome.kind !== 'refused' || outcome.fault === 'token') throw new Error(outcome.problem)
    // Deleted by hand, or its channel archived since: nobody misses anything. A rendering Slack does not take is ours.
    return outcome.fault === 'message' ? { kind: 'dead', problem: outcome.problem } : { kind: 'done' }
  }

  return (key) => inTurn(key, () => refresh(key))
}
