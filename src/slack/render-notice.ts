import type { Notice } from '../domain/notices.ts'
import type { Db } from '../platform/db.ts'
import { showCheckInRequest } from '../usecases/check-ins/show-check-in-request.ts'
import type { Message } from './blocks/message.ts'
import { adminAlertMessage } from './views/admin-alert.ts'
import { checkInRequestMessage } from './views/check-in-request.ts'

/** A notice as the message it is right now; without `charts` what they would show stands there in words. */
export function renderNotice(db: Db, notice: Notice, now: Date, defaultZone: string, _charts = true): Message {
  switch (notice.kind) {
    case 'check-in-request':
      return checkInRequestMessage(showCheckInRequest(db, notice.requestId, now, defaultZone))
    case 'admin-alert':
      return adminAlertMessage(notice)
  }
}
