import { type Confidence, type RiskKind, writeEvidence } from '../../domain/check-ins.ts'
import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { findCheckIn, lastAnswerBefore, standingAnswer } from '../../storage/check-ins.ts'
import { getPerson } from '../../storage/people.ts'
import { mayAnswer } from './may-answer.ts'
import type { Refused } from './outcomes.ts'
import { showCheckInRequest } from './show-check-in-request.ts'

/** What the form shows when it opens: what was said before comes back, else what the app knows. */
export interface CheckInForm {
  requestId: number
  keyResultId: KeyResultId
  confidence: Confidence
  title: string
  progress: string | null
  /** One line each, `text (source)`. */
  evidence: string
  risk: RiskKind | null
  riskText: string
  nextAction: string
  /** Slack id. */
  nextActionPerson: string | null
  nextActionDue: string | null
  note: string
}

export function showCheckInForm(
  db: Db,
  asked: { requestId: number; keyResultId: KeyResultId; confidence: Confidence | 'as-answered'; by: PersonId },
  now: Date,
): { kind: 'form'; form: CheckInForm } | Refused {
  const allowed = mayAnswer(db, asked, now)
  if (allowed.kind === 'refused') return allowed
  const { week } = allowed.request
  const said = standingAnswer(findCheckIn(db, asked.keyResultId, week))?.answer ?? null
  if (asked.confidence === 'as-answered' && !said)
    return { kind: 'refused', why: 'There is no answer to change any more. Please answer again.' }
  const confidence = asked.confidence === 'as-answered' ? (said?.confidence ?? 2) : asked.confidence
  const item = showCheckInRequest(db, asked.requestId, now, 'UTC').items.find(({ id }) => id === asked.keyResultId)
  // A risk that was named last week is likely to be this week's: it is offered, not assumed.
  const before = said ?? lastAnswerBefore(db, asked.keyResultId, week)?.answer ?? null
  const evidence = said?.evidence ?? item?.evidence ?? []
  const person = before?.nextAction?.person ?? asked.by
  return {
    kind: 'form',
    form: {
      requestId: asked.requestId,
      keyResultId: asked.keyResultId,
      confidence,
      title: allowed.keyResult.title,
      progress: [item?.progress, item?.change].filter(Boolean).join('   ·   ') || null,
      evidence: writeEvidence(evidence, getPerson(db, asked.by).name),
      risk: before?.risk?.kind ?? null,
      riskText: before?.risk?.text ?? '',
      nextAction: before?.nextAction?.text ?? '',
      nextActionPerson: getPerson(db, person).slackId,
      nextActionDue: before?.nextAction?.due ?? null,
      note: said?.note ?? '',
    },
  }
}
