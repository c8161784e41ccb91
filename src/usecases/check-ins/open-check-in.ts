import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import { type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import { dueOf, type KeyResult } from '../../domain/objectives.ts'
import { zoneOf } from '../../domain/people.ts'
import { type Week, weekOf } from '../../domain/weeks.ts'
import { type Db, transact } from '../../platform/db.ts'
import { getCycle } from '../../storage/cycles.ts'
import { getDelivery } from '../../storage/deliveries.ts'
import { cycleIdOf, findKeyResult, listKeyResultsOwnedBy } from '../../storage/key-results.ts'
import { getPerson } from '../../storage/people.ts'
import {
  addRequest,
  addRequestItem,
  changeRequest,
  findRequest,
  listRequestItems,
  type Request,
  takeBackRequestItem,
} from '../../storage/requests.ts'
import { oweAgain, priorities, refreshMessage } from '../owe-message.ts'
import { type Refused, refused } from './outcomes.ts'
import { oweRequest } from './owe-request.ts'
import { requestKey } from './request-key.ts'

/** Where this week's check-in is, for whoever wants to answer now. */
export interface OpenedCheckIn {
  sentence: string
  /** The message that stands already. */
  message: { channelId: string; ts: string } | null
}

/**
 * Somebody wants to check in now. This week's message is the one place for it: it is sent at once if it has not been
 * (and then not again at its usual time), and found again if it has, with what is running and was not in it yet.
 */
export function openCheckIn(db: Db, by: PersonId, now: Date, defaultZone: Zone): OpenedCheckIn {
  return transact(db, (tx) => {
    const { today, week } = dateFor(tx, by, now, defaultZone)
    const running = listKeyResultsOwnedBy(tx, by).filter((keyResult) => isRunning(tx, keyResult, today))
    const request = findRequest(tx, by, week)
    const sent = request && getDelivery(tx, requestKey(request.id))
    if (running.length === 0 && !sent) {
      return { sentence: 'You own no key result that is running now, so there is nothing to check in.', message: null }
    }
    const requestId = ensureRequest(tx, by, { request, week, today, running }, now)
    if (sent?.ts && sent.channelId) {
      refreshMessage(tx, requestKey(requestId), now)
      const message = { channelId: sent.channelId, ts: sent.ts }
      return { sentence: 'This week’s check-in is in our direct message.', message }
    }
    return { sentence: 'I am sending this week’s check-in to our direct message now.', message: null }
  })
}

/** The request in which somebody answers for one key result this week, made when there is none yet. */
export function requestForKeyResult(
  db: Db,
  { by, keyResultId }: { by: PersonId; keyResultId: KeyResultId },
  now: Date,
  defaultZone: Zone,
): { kind: 'found'; requestId: number } | Refused {
  return transact(db, (tx) => {
    const keyResult = findKeyResult(tx, keyResultId)
    if (!keyResult) return refused(`There is no key result ${keyResultId}.`)
    const { today, week } = dateFor(tx, by, now, defaultZone)
    const request = findRequest(tx, by, week)
    if (keyResult.ownerId === by) {
      if (!isRunning(tx, keyResult, today))
        return refused(`${keyResultId} is not running now, so there is nothing to answer.`)
      openCheckIn(tx, by, now, defaultZone)
      return { kind: 'found', requestId: (findRequest(tx, by, week) as Request).id } as const
    }
    const isAsked = request && listRequestItems(tx, request.id).some((item) => item.keyResultId === keyResultId)
    if (isAsked) return { kind: 'found', requestId: request.id } as const
    const owner = keyResult.ownerId === null ? 'nobody yet' : getPerson(tx, keyResult.ownerId).name
    return refused(`${keyResultId} belongs to ${owner}, so you cannot answer for it.`)
  })
}

function dateFor(tx: Db, by: PersonId, now: Date, defaultZone: Zone): { today: LocalDate; week: Week } {
  const today = localDateAt(now, zoneOf(getPerson(tx, by), defaultZone))
  return { today, week: weekOf(today) }
}

function isRunning(tx: Db, keyResult: KeyResult, today: LocalDate): boolean {
  const cycle = getCycle(tx, cycleIdOf(tx, keyResult.id))
  return cycle.starts <= today && today <= dueOf(keyResult, cycle)
}

interface Wanted {
  request: Request | null
  week: Week
  today: LocalDate
  running: readonly KeyResult[]
}

function ensureRequest(tx: Db, by: PersonId, { request, week, today, running }: Wanted, now: Date): number {
  const requestId = request?.id ?? addAskedRequest(tx, by, week, today, now)
  if (request && request.outcome !== 'asked') {
    changeRequest(tx, requestId, { outcome: 'asked', reason: 'wanted', decidedAt: now })
  } else if (request && getDelivery(tx, requestKey(requestId))?.state !== 'sent') {
    // Whoever asks for it gets it, also after the summary.
    changeRequest(tx, requestId, { reason: 'wanted' })
  }
  const dropped = new Set(listRequestItems(tx, requestId).flatMap((item) => (item.droppedAt ? item.keyResultId : [])))
  for (const { id } of running) {
    if (dropped.has(id)) takeBackRequestItem(tx, requestId, id)
    else addRequestItem(tx, { requestId, keyResultId: id })
  }
  oweRequest(tx, { id: requestId, personId: by, week }, priorities.answer, now)
  oweAgain(tx, requestKey(requestId), now)
  return requestId
}

function addAskedRequest(tx: Db, personId: PersonId, week: Week, askOn: LocalDate, now: Date): number {
  const row = { personId, week, outcome: 'asked', askOn, plannedAt: now, decidedAt: now, reason: 'wanted' } as const
  const id = addRequest(tx, row)
  if (id === null) throw new Error('a request appeared inside our own transaction')
  return id
}
