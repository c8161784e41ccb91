import type { KeyResultId } from '../../domain/ids.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { listRequestsFor, newestRequestWeek } from '../../storage/requests.ts'
import { leaversChanged } from '../hand-over-leavers.ts'
import { homesShowingChanged } from '../home/homes-changed.ts'
import { refreshMessage } from '../owe-message.ts'
import { summariesChanged } from '../weekly-summary/summaries-changed.ts'
import { askedAgainKey, reminderKey, requestKey } from './request-key.ts'

/**
 * Has every message rendered again in which a key result stands, after something about it has changed: those of the
 * week's check-in (by default the newest that asked for it), the request itself what reminded of it, and the summaries that show
 * it. And the Homes in which it stands.
 */
export function answerChanged(tx: Db, keyResultId: KeyResultId, now: Date, week?: Week): void {
  homesShowingChanged(tx, keyResultId, now)
  leaversChanged(tx, keyResultId, now)
  const changed = week ?? newestRequestWeek(tx, keyResultId)
  if (changed === null) return
  for (const { id } of listRequestsFor(tx, keyResultId, changed)) {
    for (const key of [requestKey(id), reminderKey(id, 1), reminderKey(id, 2), askedAgainKey(id)]) {
      refreshMessage(tx, key, now)
    }
  }
  summariesChanged(tx, keyResultId, changed, now)
}
