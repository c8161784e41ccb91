import type { Answer, Confidence } from '../../domain/check-ins.ts'
import type { Zone } from '../../domain/local-time.ts'
import { type Db, transact } from '../../platform/db.ts'
import { lastAnswerBefore } from '../../storage/check-ins.ts'
import { type Asked, mayAnswer } from './may-answer.ts'
import { refused } from './outcomes.ts'
import { stillOpenOf } from './still-open.ts'
import { type SubmitOutcome, submitCheckIn } from './submit-check-in.ts'

/** `needs-form`: the risk or the next action of last time is closed, so there is something new to say. */
export type SameOutcome = SubmitOutcome | { kind: 'needs-form'; confidence: Confidence }

/**
 * Saves the last answer's confidence with today's evidence; at risk and off track keep their risk and their next action.
 */
export function sameAsLastTime(
  db: Db,
  asked: Asked & { saidAt?: Date; inboxKey?: string },
  now: Date,
  defaultZone: Zone,
): SameOutcome {
  return transact(db, (tx) => {
    const allowed = mayAnswer(tx, asked)
    if (allowed.kind === 'refused') return allowed
    const last = lastAnswerBefore(tx, asked.keyResultId, allowed.request.week)?.answer
    if (!last) return refused(`There is no earlier answer for ${asked.keyResultId}. Please choose one of the three.`)
    const { risk, nextAction } = stillOpenOf(tx, allowed.keyResult.id, last)
    if (last.confidence !== 2 && !(risk && nextAction))
      return { kind: 'needs-form', confidence: last.confidence } as const
    const answer = { confidence: last.confidence, evidence: null, note: null, ...unlessOnTrack(last), test: noTest }
    return submitCheckIn(tx, { ...asked, via: 'button', answer }, now, defaultZone)
  })
}

const noTest = { next: null, result: null, verdict: null }

function unlessOnTrack({ confidence, risk, nextAction }: Answer): Pick<Answer, 'risk' | 'nextAction'> {
  return confidence === 2 ? { risk: null, nextAction: null } : { risk, nextAction }
}
