import type { Confidence } from '../../domain/check-ins.ts'
import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { findCheckIn, standingAnswer } from '../../storage/check-ins.ts'
import { getKeyResult } from '../../storage/key-results.ts'
import { getPerson } from '../../storage/people.ts'
import { checkInOf, getQuestion } from '../../storage/questions.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { linkToMessage } from '../link-to-message.ts'
import { whyNotReply } from './reply-to-question.ts'
import { summaryKey } from './summary-key.ts'

/** A lead's question, as its receiver and the lead see it. */
export interface QuestionShown {
  questionId: number
  keyResultId: KeyResultId
  title: string
  /** What was answered. Null: taken back since. */
  confidence: Confidence | null
  askedBy: { name: string; slackId: string | null }
  askedOf: { name: string; slackId: string | null }
  text: string
  reply: string | null
  /** The summary it was asked from. */
  summaryLink: string | null
}

/** Throws when there is no such question: a bug. */
export function showQuestion(db: Db, questionId: number): QuestionShown {
  const question = getQuestion(db, questionId)
  if (!question) throw new Error(`no question ${questionId}`)
  const { keyResultId, week } = checkInOf(db, question.checkInId)
  return {
    questionId,
    keyResultId,
    title: getKeyResult(db, keyResultId).title,
    confidence: standingAnswer(findCheckIn(db, keyResultId, week))?.answer.confidence ?? null,
    askedBy: getPerson(db, question.askedBy),
    askedOf: getPerson(db, question.askedOf),
    text: question.text,
    reply: question.reply,
    summaryLink: question.summaryId === null ? null : linkToMessage(db, summaryKey(question.summaryId)),
  }
}

/** The form that takes the reply. */
export function showReplyForm(
  db: Db,
  { questionId, by }: { questionId: number; by: PersonId },
): { kind: 'form'; form: QuestionShown } | Refused {
  const question = getQuestion(db, questionId)
  const why = question ? whyNotReply(db, question, by) : 'This question is gone.'
  return why ? refused(why) : { kind: 'form', form: showQuestion(db, questionId) }
}
