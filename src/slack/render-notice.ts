import type { Notice } from '../domain/notices.ts'
import type { Db } from '../platform/db.ts'
import { showCheckInRequest } from '../usecases/check-ins/show-check-in-request.ts'
import { showHandOver } from '../usecases/hand-overs/show-hand-over.ts'
import type { Message } from './blocks/message.ts'
import { adminAlertMessage } from './views/admin-alert.ts'
import { checkInRequestMessage } from './views/check-in-request.ts'
import { handOverAnswerMessage } from './views/hand-over-answer.ts'
import { handOverOfferMessage } from './views/hand-over-offer.ts'
import { notSavedMessage } from './views/not-saved.ts'

/** A notice as the message it is right now; without `charts` what they would show stands there in words. */
export function renderNotice(db: Db, notice: Notice, now: Date, defaultZone: string, _charts = true): Message {
  switch (notice.kind) {
    case 'check-in-request':
      return checkInRequestMessage(showCheckInRequest(db, notice.requestId, now, defaultZone))
    case 'hand-over-offer':
      return handOverOfferMessage(showHandOver(db, notice.handOverId, now, defaultZone))
    case 'hand-over-answer':
      return handOverAnswerMessage(showHandOver(db, notice.handOverId, now, defaultZone))
    case 'not-saved':
      return notSavedMessage(notice)
    case 'admin-alert':
      return adminAlertMessage(notice)
  }
}
