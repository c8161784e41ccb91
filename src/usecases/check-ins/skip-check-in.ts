import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { findCheckIn, standingAnswer } from '../../storage/check-ins.ts'
import { deleteDraft } from '../../storage/drafts.ts'
import { saveSkip, withdrawSkip } from '../../storage/skips.ts'
import { answerChanged } from './answer-changed.ts'
import { type Asked, mayAnswer } from './may-answer.ts'
import { type Invalid, type Refused, refused } from './outcomes.ts'

export interface Skipping extends Asked {
  reason: string
  inboxKey?: string
  draft?: string
}

/** One key result is not due this week, and why; the others are. An answer takes it back. */
export function skipCheckIn(db: Db, skipping: Skipping, now: Date): { kind: 'skipped' } | Invalid | Refused {
  return transact(db, (tx) => {
    const allowed = mayAnswer(tx, skipping)
    if (allowed.kind === 'refused') return allowed
    const { keyResultId, by, inboxKey, draft } = skipping
    const { week } = allowed.request
    if (standingAnswer(findCheckIn(tx, keyResultId, week))) {
      return refused(`${keyResultId} is answered for this week already. Undo that first, if it should be skipped.`)
    }
    const reason = skipping.reason.trim()
    if (reason === '') {
      return { kind: 'invalid', errors: { reason: 'Say why, so that your lead does not have to ask.' } } as const
    }
    saveSkip(tx, { keyResultId, week, reason, skippedBy: by, skippedAt: now })
    if (inboxKey) finishReceived(tx, inboxKey, now)
    if (draft) deleteDraft(tx, by, draft)
    answerChanged(tx, keyResultId, now, week)
    return { kind: 'skipped' } as const
  })
}

/** Takes a skip back: the key result is open again. */
export function answerAfterAll(
  db: Db,
  asked: Asked & { inboxKey?: string },
  now: Date,
): { kind: 'open-again' } | Refused {
  return transact(db, (tx) => {
    const allowed = mayAnswer(tx, asked)
    if (allowed.kind === 'refused') return allowed
    withdrawSkip(tx, asked.keyResultId, allowed.request.week, now)
    if (asked.inboxKey) finishReceived(tx, asked.inboxKey, now)
    answerChanged(tx, asked.keyResultId, now, allowed.request.week)
    return { kind: 'open-again' } as const
  })
}
