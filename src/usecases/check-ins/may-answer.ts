import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import type { Db } from '../../platform/db.ts'
import { getCycle } from '../../storage/cycles.ts'
import { cycleIdOf, findKeyResult } from '../../storage/key-results.ts'
import { getPerson } from '../../storage/people.ts'
import { preferencesOf } from '../../storage/preferences.ts'
import { getRequest, listRequestItems, type Request, type RequestItem } from '../../storage/requests.ts'
import { type Refused, refused } from './outcomes.ts'

/** Which key result of which request somebody means, and who they are. */
export interface Asked {
  requestId: number
  keyResultId: KeyResultId
  by: PersonId
}

export type MayAnswer = { kind: 'allowed'; request: Request; keyResult: KeyResult } | Refused

/**
 * Who may answer is read at the click, not when the message was sent: the owner, or the delegate who was asked in
 * their place and still stands in, while the request covers that key result and its cycle is open.
 */
export function mayAnswer(db: Db, { requestId, keyResultId, by }: Asked): MayAnswer {
  const request = getRequest(db, requestId)
  const keyResult = findKeyResult(db, keyResultId)
  const item = request && listRequestItems(db, requestId).find((candidate) => candidate.keyResultId === keyResultId)
  if (!request || !keyResult || !item) {
    return refused(`${keyResultId} is not part of this check-in any more. Nothing was changed.`)
  }
  if (item.droppedBecause) return refused(`${keyResultId} left this check-in: ${item.droppedBecause}`)
  if (getPerson(db, by).deactivatedAt) return refused('Your account is deactivated, so nothing was changed.')
  if (!isTheirs(db, request, item, keyResult, by)) return refused(notTheirs(db, keyResult, item))
  if (getCycle(db, cycleIdOf(db, keyResultId)).closedAt) {
    return refused(`The cycle of ${keyResultId} is closed, so its answers stay as they are.`)
  }
  return { kind: 'allowed', request, keyResult }
}

function isTheirs(db: Db, request: Request, item: RequestItem, keyResult: KeyResult, by: PersonId): boolean {
  if (item.onBehalfOf === null) return keyResult.ownerId === by
  const standsIn = preferencesOf(db, item.onBehalfOf)?.delegateId === by
  return request.personId === by && keyResult.ownerId === item.onBehalfOf && standsIn
}

function notTheirs(db: Db, { id, ownerId }: KeyResult, { onBehalfOf }: RequestItem): string {
  if (ownerId === null) return `${id} has no owner right now. Its lead can name one.`
  const { name } = getPerson(db, ownerId)
  if (ownerId === onBehalfOf) return `You do not stand in for ${name} any more, so nothing was changed for ${id}.`
  return `${id} belongs to ${name} now, so only ${name} can answer for it. Nothing was changed.`
}
