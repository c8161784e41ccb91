import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import type { Db } from '../../platform/db.ts'
import { getCycle } from '../../storage/cycles.ts'
import { cycleIdOf, findKeyResult } from '../../storage/key-results.ts'
import { getPerson } from '../../storage/people.ts'
import { getRequest, listRequestItems, type Request } from '../../storage/requests.ts'
import type { Refused } from './outcomes.ts'

export type MayAnswer = { kind: 'allowed'; request: Request; keyResult: KeyResult } | Refused

/**
 * Who may answer is read at the click, not when the message was sent: the owner, or the delegate who was asked in
 * their place, while the request still covers that key result and its cycle is open.
 */
export function mayAnswer(
  db: Db,
  { requestId, keyResultId, by }: { requestId: number; keyResultId: KeyResultId; by: PersonId },
  _now: Date,
): MayAnswer {
  const request = getRequest(db, requestId)
  const keyResult = findKeyResult(db, keyResultId)
  const item = request && listRequestItems(db, requestId).find((candidate) => candidate.keyResultId === keyResultId)
  if (!request || !keyResult || !item) {
    return refused(`${keyResultId} is not part of this check-in any more. Nothing was changed.`)
  }
  if (item.droppedBecause) return refused(`${keyResultId} left this check-in: ${item.droppedBecause}`)
  const person = getPerson(db, by)
  if (person.deactivatedAt) return refused('Your account is deactivated, so nothing was changed.')
  const isAsked = request.personId === by
  const isTheirs =
    item.onBehalfOf === null ? keyResult.ownerId === by : isAsked && keyResult.ownerId === item.onBehalfOf
  if (!isTheirs) return refused(notTheirs(db, keyResult))
  if (getCycle(db, cycleIdOf(db, keyResultId)).closedAt) {
    return refused(`The cycle of ${keyResultId} is closed, so its answers stay as they are.`)
  }
  return { kind: 'allowed', request, keyResult }
}

function notTheirs(db: Db, keyResult: KeyResult): string {
  if (keyResult.ownerId === null) return `${keyResult.id} has no owner right now. Its lead can name one.`
  const owner = getPerson(db, keyResult.ownerId)
  return `${keyResult.id} belongs to ${owner.name} now, so only ${owner.name} can answer for it. Nothing was changed.`
}

function refused(why: string): Refused {
  return { kind: 'refused', why }
}
