import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'
import { getRequest, listRequestItems } from '../../storage/requests.ts'

/** What was added to a delegate's message after it had gone out. */
export interface AddedToRequest {
  reader: { name: string; slackId: string | null }
  /** Whoever is away. */
  owner: string
  keyResultIds: KeyResultId[]
}

export function showAdded(
  db: Db,
  { requestId, onBehalfOf }: { requestId: number; onBehalfOf: PersonId },
): AddedToRequest {
  const request = getRequest(db, requestId)
  if (!request) throw new Error(`no check-in request ${requestId}`)
  const items = listRequestItems(db, requestId).filter((item) => item.onBehalfOf === onBehalfOf)
  return {
    reader: getPerson(db, request.personId),
    owner: getPerson(db, onBehalfOf).name,
    keyResultIds: items.filter(({ droppedAt }) => droppedAt === null).map(({ keyResultId }) => keyResultId),
  }
}
