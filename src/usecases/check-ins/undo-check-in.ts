import type { Zone } from '../../domain/local-time.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { addCheckInVersion, findCheckIn, standingAnswer } from '../../storage/check-ins.ts'
import { answerChanged } from './answer-changed.ts'
import { followUpAnswer } from './follow-up.ts'
import { type Asked, mayAnswer } from './may-answer.ts'
import type { Overtaken, Refused } from './outcomes.ts'
import { isOvertaken, overtaken } from './submit-check-in.ts'

export interface Undo extends Asked {
  /** When it was pressed, which is earlier than now for what is driven again after a restart. */
  saidAt?: Date
  inboxKey?: string
}

/**
 * Takes a week's answer back: a new version without one. What was said stays in the history; what it opened and nobody
 * closed is withdrawn.
 */
export function undoCheckIn(
  db: Db,
  undo: Undo,
  now: Date,
  defaultZone: Zone,
): { kind: 'undone' } | Refused | Overtaken {
  return transact(db, (tx) => {
    const allowed = mayAnswer(tx, undo)
    if (allowed.kind === 'refused') return allowed
    const { keyResultId, by, saidAt = now } = undo
    const { keyResult, request } = allowed
    const { week } = request
    const checkIn = findCheckIn(tx, keyResultId, week)
    if (isOvertaken(checkIn?.versions.at(-1), saidAt)) return overtaken(keyResultId)
    if (undo.inboxKey) finishReceived(tx, undo.inboxKey, now)
    if (standingAnswer(checkIn)) {
      addCheckInVersion(tx, { keyResultId, week, answer: null, by, at: saidAt, via: 'button' })
      followUpAnswer(tx, { keyResult, week, by }, now, defaultZone)
      answerChanged(tx, keyResultId, now, week)
    }
    return { kind: 'undone' }
  })
}
