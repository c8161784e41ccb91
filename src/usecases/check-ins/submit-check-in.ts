import type { Answer, CheckInVersion } from '../../domain/check-ins.ts'
import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { addCheckInVersion, findCheckIn, standingAnswer } from '../../storage/check-ins.ts'
import { refreshMessage } from '../owe-message.ts'
import { evidenceFor } from './evidence.ts'
import { mayAnswer } from './may-answer.ts'
import type { Refused } from './outcomes.ts'
import { requestKey } from './request-key.ts'

export interface Submission {
  requestId: number
  keyResultId: KeyResultId
  by: PersonId
  via: CheckInVersion['via']
  /** Null evidence: what the app had filled in stands. */
  answer: Omit<Answer, 'evidence'> & { evidence: Answer['evidence'] | null }
  /** The delivery from Slack that is done with this. */
  inboxKey?: string
}

export type SubmitOutcome = { kind: 'saved'; version: number } | Refused

/**
 * Saves what an owner says about one key result for the week of the request; a later answer is a new version. A click
 * never writes a reading. The message it came from is rendered again.
 */
export function submitCheckIn(db: Db, submission: Submission, now: Date): SubmitOutcome {
  return transact(db, (tx) => {
    if (submission.inboxKey) finishReceived(tx, submission.inboxKey, now)
    const allowed = mayAnswer(tx, submission, now)
    if (allowed.kind === 'refused') return allowed
    const { keyResultId, by, via } = submission
    const { week } = allowed.request
    const evidence = submission.answer.evidence ?? evidenceFor(tx, keyResultId, week, now)
    const answer: Answer = { ...submission.answer, evidence }
    const standing = standingAnswer(findCheckIn(tx, keyResultId, week))
    // The same click delivered late, or pressed twice, says nothing new.
    if (standing && standing.by === by && isSame(standing.answer, answer))
      return { kind: 'saved', version: standing.version }
    const version = addCheckInVersion(tx, { keyResultId, week, answer, by, at: now, via })
    refreshMessage(tx, requestKey(submission.requestId), now)
    return { kind: 'saved', version }
  })
}

function isSame(a: Answer, b: Answer): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b))
}

function inOrder({ confidence, evidence, note, risk, nextAction }: Answer) {
  return [
    confidence,
    evidence.map(({ text, source }) => [text, source]),
    note,
    risk?.kind,
    risk?.text,
    nextAction?.text,
    nextAction?.person,
    nextAction?.due,
  ]
}
