import { longDate } from '../../domain/dates.ts'
import type { PersonId } from '../../domain/ids.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import { zoneOf } from '../../domain/people.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { findCheckIn, standingAnswer } from '../../storage/check-ins.ts'
import { getCycle } from '../../storage/cycles.ts'
import { findHandOver, type HandOver, answerHandOver as keepAnswer } from '../../storage/hand-overs.ts'
import { cycleIdOf, getKeyResult, saveKeyResult } from '../../storage/key-results.ts'
import { changeOpenItem, listOpenItems } from '../../storage/open-items.ts'
import { getPerson } from '../../storage/people.ts'
import { dropRequestItem, listRequestsAbout } from '../../storage/requests.ts'
import { answerChanged } from '../check-ins/answer-changed.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { requestKey } from '../check-ins/request-key.ts'
import { oweMessage, priorities, refreshMessage } from '../owe-message.ts'
import { answerKey, offerKey } from './hand-over-keys.ts'

export interface AnswerToOffer {
  handOverId: number
  by: PersonId
  accepts: boolean
  inboxKey?: string
}

/**
 * The successor says yes or no. With a yes the key result is theirs from now on: they are asked from the next ask on,
 * the old owner's open requests drop it with a note, and what only an owner can see to goes with it. Whoever offered it,
 * and the old owner, are told.
 */
export function answerOffer(
  db: Db,
  { handOverId, by, accepts, inboxKey }: AnswerToOffer,
  now: Date,
  defaultZone: Zone,
): { kind: 'accepted' | 'declined' } | Refused {
  return transact(db, (tx) => {
    const offer = findHandOver(tx, handOverId)
    const why = offer ? whyNot(tx, offer, by) : 'This offer is gone. Nothing was changed.'
    if (!offer || why) return refused(why as string)
    const keyResult = getKeyResult(tx, offer.keyResultId)
    keepAnswer(tx, offer.id, accepts ? 'accepted' : 'declined', now)
    if (accepts) changeHands(tx, offer, keyResult, now, defaultZone)
    for (const personId of toTell(tx, offer, accepts)) {
      const notice = { kind: 'hand-over-answer', handOverId, personId } as const
      const key = answerKey(handOverId, personId)
      const mark = `hand-over-answer:${keyResult.id}:${offer.offeredAt.toISOString()}`
      oweMessage(tx, { key, mark, notice, to: { person: personId }, priority: priorities.answer }, now)
    }
    refreshMessage(tx, offerKey(handOverId), now)
    answerChanged(tx, keyResult.id, now)
    if (inboxKey) finishReceived(tx, inboxKey, now)
    return { kind: accepts ? 'accepted' : 'declined' } as const
  })
}

/** Why an offer cannot be answered, by how things are now; null when it can. */
function whyNot(tx: Db, { keyResultId, fromId, toId, offeredBy, answer }: HandOver, by: PersonId): string | null {
  if (by !== toId) return `This offer is for ${getPerson(tx, toId).name}. Nothing was changed.`
  if (answer === 'withdrawn') return `${getPerson(tx, offeredBy).name} has taken this offer back. Nothing was changed.`
  if (answer !== null) return `You have ${answer} this already. Nothing was changed.`
  if (getPerson(tx, by).deactivatedAt) return 'Your account is deactivated, so nothing was changed.'
  if (getKeyResult(tx, keyResultId).ownerId !== fromId) {
    return `${keyResultId} has another owner by now, so this offer no longer holds. Nothing was changed.`
  }
  const isClosed = getCycle(tx, cycleIdOf(tx, keyResultId)).closedAt !== null
  return isClosed ? `The cycle of ${keyResultId} is closed, so its owner stays who it was.` : null
}

function changeHands(tx: Db, { fromId, toId }: HandOver, keyResult: KeyResult, now: Date, defaultZone: Zone): void {
  saveKeyResult(tx, { ...keyResult, ownerId: toId }, now)
  const successor = getPerson(tx, toId)
  for (const { request, item } of listRequestsAbout(tx, [keyResult.id])) {
    const isAnswered = standingAnswer(findCheckIn(tx, keyResult.id, request.week)) !== null
    if (item.droppedAt !== null || isAnswered) continue
    const today = localDateAt(now, zoneOf(getPerson(tx, request.personId), defaultZone))
    dropRequestItem(tx, request.id, keyResult.id, `${successor.name} owns it since ${longDate(today)}.`, now)
    refreshMessage(tx, requestKey(request.id), now)
  }
  for (const item of listOpenItems(tx, [keyResult.id])) {
    const isOwners = item.kind === 'investigation' || item.kind === 'adjustment-plan' || item.kind === 'risk'
    if (isOwners && item.personId === fromId) changeOpenItem(tx, item.id, { personId: toId })
  }
}

/** Whoever offered it; and the old owner, when it was handed over for them. */
function toTell(tx: Db, { offeredBy, fromId, toId }: HandOver, accepts: boolean): PersonId[] {
  const told = new Set([offeredBy, ...(accepts && fromId !== null ? [fromId] : [])])
  return [...told].filter((id) => id !== toId && getPerson(tx, id).deactivatedAt === null)
}
