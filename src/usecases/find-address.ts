import type { Db } from '../platform/db.ts'
import { type Delivery, getDelivery } from '../storage/deliveries.ts'
import { getPerson, setDmChannel } from '../storage/people.ts'
import type { Address, Messenger, PostOutcome } from './ports.ts'

type NoAddress = Exclude<PostOutcome, { kind: 'posted' }>

/**
 * Where a delivery goes. The direct-message channel is opened and kept before anything is sent to it, so that a send
 * in doubt can be looked up. Says why when there is no such place.
 */
export async function findAddress(db: Db, messenger: Messenger, delivery: Delivery): Promise<Address | NoAddress> {
  const threadTs = delivery.threadOf === null ? null : (getDelivery(db, delivery.threadOf)?.ts ?? null)
  if (delivery.threadOf !== null && threadTs === null) {
    return { kind: 'unavailable', problem: 'the message it answers has not been posted yet' }
  }
  if (delivery.personId === null) return { channelId: delivery.channel as string, threadTs }
  const person = getPerson(db, delivery.personId)
  if (person.deactivatedAt)
    return { kind: 'refused', fault: 'person', problem: `${person.name} is deactivated in Slack` }
  if (person.dmChannel) return { channelId: person.dmChannel, threadTs }
  if (!person.slackId) return { kind: 'refused', fault: 'person', problem: `Slack does not know ${person.name}` }
  const opened = await messenger.openDirectMessage(person.slackId)
  if (!('channelId' in opened)) return opened
  setDmChannel(db, person.id, opened.channelId)
  return { channelId: opened.channelId, threadTs }
}
