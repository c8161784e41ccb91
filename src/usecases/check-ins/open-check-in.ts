import type { PersonId } from '../../domain/ids.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import { dueOf } from '../../domain/objectives.ts'
import { zoneOf } from '../../domain/people.ts'
import { weekOf } from '../../domain/weeks.ts'
import { type Db, transact } from '../../platform/db.ts'
import { getCycle } from '../../storage/cycles.ts'
import { getDelivery } from '../../storage/deliveries.ts'
import { cycleIdOf, listKeyResultsOwnedBy } from '../../storage/key-results.ts'
import { getPerson } from '../../storage/people.ts'
import { addRequest, addRequestItem, changeRequest, findRequest } from '../../storage/requests.ts'
import { oweMessage, priorities } from '../owe-message.ts'
import { requestKey } from './request-key.ts'

/** Where this week's check-in is, for whoever wants to answer now. */
export interface OpenedCheckIn {
  sentence: string
  /** The message that stands already. */
  message: { channelId: string; ts: string } | null
}

/**
 * Somebody wants to check in now. This week's message is the one place for it: it is sent at once if it has not been
 * (and then not again at its usual time), and found again if it has.
 */
export function openCheckIn(db: Db, by: PersonId, now: Date, defaultZone: Zone): OpenedCheckIn {
  return transact(db, (tx) => {
    const person = getPerson(tx, by)
    const today = localDateAt(now, zoneOf(person, defaultZone))
    const week = weekOf(today)
    const owned = listKeyResultsOwnedBy(tx, by).filter((keyResult) => {
      const cycle = getCycle(tx, cycleIdOf(tx, keyResult.id))
      return cycle.starts <= today && today <= dueOf(keyResult, cycle)
    })
    if (owned.length === 0) {
      return { sentence: 'You own no key result that is running now, so there is nothing to check in.', message: null }
    }
    const request = findRequest(tx, by, week)
    const sent = request && getDelivery(tx, requestKey(request.id))
    if (sent?.ts && sent.channelId) {
      return {
        sentence: 'This week’s check-in is in our direct message.',
        message: { channelId: sent.channelId, ts: sent.ts },
      }
    }
    const requestId = request?.id ?? addAskedRequest(tx, by, week, today, now)
    if (request) changeRequest(tx, requestId, { outcome: 'asked', reason: 'wanted', decidedAt: now })
    for (const { id } of owned) addRequestItem(tx, { requestId, keyResultId: id })
    const notice = { kind: 'check-in-request', requestId } as const
    oweMessage(tx, { key: requestKey(requestId), notice, to: { person: by }, priority: priorities.answer }, now)
    return { sentence: 'I am sending this week’s check-in to our direct message now.', message: null }
  })
}

function addAskedRequest(tx: Db, personId: PersonId, week: string, askOn: string, now: Date): number {
  const row = { personId, week, outcome: 'asked', askOn, plannedAt: now, decidedAt: now, reason: 'wanted' } as const
  const id = addRequest(tx, row)
  if (id === null) throw new Error('a request appeared inside our own transaction')
  return id
}
