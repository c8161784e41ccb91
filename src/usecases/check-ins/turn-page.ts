import type { PersonId } from '../../domain/ids.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { changeRequest, getRequest } from '../../storage/requests.ts'
import { refreshMessage } from '../owe-message.ts'
import { type Refused, refused } from './outcomes.ts'
import { requestKey } from './request-key.ts'

/** Shows another page of a message with many key results; one that is not there shows the nearest. */
export function turnPage(
  db: Db,
  { requestId, page, by, inboxKey }: { requestId: number; page: number; by: PersonId; inboxKey?: string },
  now: Date,
): { kind: 'turned' } | Refused {
  return transact(db, (tx) => {
    const request = getRequest(tx, requestId)
    if (request?.personId !== by) return refused('This check-in is not yours any more. Nothing was changed.')
    changeRequest(tx, requestId, { page: Math.max(1, page) })
    if (inboxKey) finishReceived(tx, inboxKey, now)
    refreshMessage(tx, requestKey(requestId), now)
    return { kind: 'turned' } as const
  })
}
