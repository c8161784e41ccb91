import type { Notice } from '../domain/notices.ts'
import type { Db } from '../platform/db.ts'
import { getRequest, listRequestItems } from '../storage/requests.ts'

/** Why a message that is still owed need not be sent any more; null when it is as wanted as ever. */
export function whyNotWanted(db: Db, notice: Notice, _now: Date): string | null {
  switch (notice.kind) {
    case 'check-in-request': {
      if (!getRequest(db, notice.requestId)) return 'the request is gone'
      const items = listRequestItems(db, notice.requestId)
      return items.some((item) => item.droppedAt === null) ? null : 'every key result left this request'
    }
    default:
      return null
  }
}
