import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { addCheckInVersion, findCheckIn, standingAnswer } from '../../storage/check-ins.ts'
import { refreshMessage } from '../owe-message.ts'
import { mayAnswer } from './may-answer.ts'
import type { Refused } from './outcomes.ts'
import { requestKey } from './request-key.ts'

export interface Undo {
  requestId: number
  keyResultId: KeyResultId
  by: PersonId
  inboxKey?: string
}

/** Takes a week's answer back: a new version without one. What was said stays in the history. */
export function undoCheckIn(db: Db, undo: Undo, now: Date): { kind: 'undone' } | Refused {
  return transact(db, (tx) => {
    if (undo.inboxKey) finishReceived(tx, undo.inboxKey, now)
    const allowed = mayAnswer(tx, undo, now)
    if (allowed.kind === 'refused') return allowed
    const { week } = allowed.request
    if (standingAnswer(findCheckIn(tx, undo.keyResultId, week))) {
      addCheckInVersion(tx, { keyResultId: undo.keyResultId, week, answer: null, by: undo.by, at: now, via: 'button' })
      refreshMessage(tx, requestKey(undo.requestId), now)
    }
    return { kind: 'undone' }
  })
}
