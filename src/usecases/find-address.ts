import type { Db } from '../platform/db.ts'
import { type Delivery, getDelivery } from '../storage/deliveries.ts'
import { getPerson, setDmChannel } from '../storage/people.ts'
import type { Address, Messenger, PostOutcome } from './ports.ts'

const neverComes = new Set<Delivery['state']>(['failed', 'superseded'])

type NoAddress = Exclude<PostOutcome, { kind: 'posted' }>

/**
 * Where a delivery goes. The direct-message channel is opened and kept before anything is sent to it, so that a send
 * in doubt can be looked up. What answers a message that never came stands by itself. Says why when there is no such
 * place.
 */
export async function findAddress(db: Db, messenger: Messenger, delivery: Delivery): Promise<Address | NoAddress> {
  const parent = delivery.threadOf === null ? undefined : getDelivery(db, delivery.threadOf)
  const threadTs = parent?.ts ?? null
  if (parent && threadTs === null && !neverComes.has(parent.state)) {
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
