import type { Notice } from '../domain/notices.ts'
import type { Db } from '../platform/db.ts'
import { findHandOver } from '../storage/hand-overs.ts'
import { getRequest, listRequestItems } from '../storage/requests.ts'

/** Why a message that is still owed need not be sent any more; null when it is as wanted as ever. */
export function whyNotWanted(db: Db, notice: Notice, _now: Date): string | null {
  switch (notice.kind) {
    case 'check-in-request': {
      if (!getRequest(db, notice.requestId)) return 'the request is gone'
      const items = listRequestItems(db, notice.requestId)
      return items.some((item) => item.droppedAt === null) ? null : 'every key result left this request'
    }
    case 'hand-over-offer':
      return findHandOver(db, notice.handOverId)?.answer === null ? null : 'the offer does not stand any more'
    default:
      return null
  }
}
