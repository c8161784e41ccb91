import type { PersonId } from '../../domain/ids.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { getDelivery } from '../../storage/deliveries.ts'
import { getPerson } from '../../storage/people.ts'
import { checkInOf, getQuestion, type Question, saveReply } from '../../storage/questions.ts'
import { type Invalid, type Refused, refused } from '../check-ins/outcomes.ts'
import { oweMessage, priorities, refreshMessage } from '../owe-message.ts'
import { questionAnsweredKey, questionKey, questionMark, summaryKey } from './summary-key.ts'

export interface Reply {
  questionId: number
  by: PersonId
  text: string
  inboxKey?: string
}

/** What somebody says to a lead's question; it comes back to the summary's thread, and the first reply stands. */
export function replyToQuestion(db: Db, reply: Reply, now: Date): { kind: 'replied' } | Invalid | Refused {
  return transact(db, (tx) => {
    const { questionId, by, inboxKey } = reply
    const question = getQuestion(tx, questionId)
    const why = question ? whyNotReply(tx, question, by) : 'This question is gone.'
    if (!question || why) return refused(why as string)
    const text = reply.text.trim()
    if (text === '') return { kind: 'invalid', errors: { reply: 'Write a sentence, or close this form.' } } as const
    if (inboxKey) finishReceived(tx, inboxKey, now)
    saveReply(tx, questionId, text, by, now)
    refreshMessage(tx, questionKey(questionId), now)
    oweReply(tx, question, now)
    return { kind: 'replied' } as const
  })
}

/** Why somebody may not reply, by how things are now; null when they may. */
export function whyNotReply(db: Db, { askedOf, reply }: Question, by: PersonId): string | null {
  if (by !== askedOf) return `This question is for ${getPerson(db, askedOf).name}. Nothing was changed.`
  if (reply !== null) return 'You have replied to this already. Write more in the thread, if you like.'
  return null
}

/** To the summary's thread; without one, to whoever asked. */
function oweReply(tx: Db, { id, summaryId, askedBy, checkInId, askedAt }: Question, now: Date): void {
  const notice = { kind: 'question-answered', questionId: id } as const
  const summary = summaryId === null ? undefined : getDelivery(tx, summaryKey(summaryId))
  const mark = `${questionMark(checkInOf(tx, checkInId).keyResultId, askedAt)}:answered`
  const owed = { key: questionAnsweredKey(id), mark, notice, priority: priorities.answer }
  if (summary?.state !== 'sent') {
    oweMessage(tx, { ...owed, to: { person: askedBy } }, now)
    return
  }
  const to = summary.channel === null ? { person: summary.personId ?? askedBy } : { channel: summary.channel }
  oweMessage(tx, { ...owed, to, threadOf: summary.key }, now)
  refreshMessage(tx, summary.key, now)
}
