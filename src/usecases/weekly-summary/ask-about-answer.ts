import { nextWorkingTimeOf } from '../../domain/cadence/working-time.ts'
import type { PersonId } from '../../domain/ids.ts'
import { localTimeAt, type Zone } from '../../domain/local-time.ts'
import { zoneOf } from '../../domain/people.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { findCheckIn } from '../../storage/check-ins.ts'
import { getDelivery } from '../../storage/deliveries.ts'
import { getKeyResult } from '../../storage/key-results.ts'
import { getObjective } from '../../storage/objectives.ts'
import { getPerson } from '../../storage/people.ts'
import { addQuestion, checkInOf } from '../../storage/questions.ts'
import { listRequestsFor } from '../../storage/requests.ts'
import { getSummary } from '../../storage/summaries.ts'
import { loadCheckInCalendar } from '../check-ins/load-calendar.ts'
import { type Invalid, type Refused, refused } from '../check-ins/outcomes.ts'
import { requestKey } from '../check-ins/request-key.ts'
import { whyNotLead } from '../may-lead.ts'
import { oweMessage, refreshMessage } from '../owe-message.ts'
import { questionKey, questionMark, summaryKey } from './summary-key.ts'

export interface Asking {
  summaryId: number
  checkInId: number
  text: string
  by: PersonId
  inboxKey?: string
}

/** `at`: when they get it; `atText` on their own wall. */
export type AskingOutcome = { kind: 'asked'; name: string; at: Date; atText: string } | Invalid | Refused

/**
 * A lead's question about one answer of a summary. Whoever gave the answer gets it in the thread of their own check-in
 * message, in their working time; the reply comes back to the summary's thread.
 */
export function askAboutAnswer(db: Db, asking: Asking, now: Date, defaultZone: Zone): AskingOutcome {
  return transact(db, (tx) => {
    const { summaryId, checkInId, by, inboxKey } = asking
    const text = asking.text.trim()
    const summary = getSummary(tx, summaryId)
    const { keyResultId, week } = checkInOf(tx, checkInId)
    const keyResult = getKeyResult(tx, keyResultId)
    const { teamId } = getObjective(tx, keyResult.objectiveId)
    if (summary?.teamId !== teamId) return refused('This answer is not part of this summary any more.')
    const why = whyNotLead(tx, by, teamId)
    if (why) return refused(why)
    if (text === '') return { kind: 'invalid', errors: { question: 'Write what you would like to know.' } } as const
    const giver = findCheckIn(tx, keyResultId, week)?.versions.at(-1)?.by
    const askedOf = [giver, keyResult.ownerId].find((id) => id && getPerson(tx, id).deactivatedAt === null)
    if (!askedOf) return refused(`Nobody can answer for ${keyResultId} now: it has no owner.`)
    if (askedOf === by) return refused('You gave this answer yourself. Choose another one.')
    if (inboxKey) finishReceived(tx, inboxKey, now)
    const questionId = addQuestion(tx, { checkInId, summaryId, askedBy: by, askedOf, text, askedAt: now })
    const at = nextWorkingTimeOf(loadCheckInCalendar(tx, defaultZone), askedOf, now)
    const threadOf = threadOfAnswer(tx, keyResultId, week, askedOf)
    const notice = { kind: 'question', questionId } as const
    const mark = questionMark(keyResultId, now)
    const owed = { key: questionKey(questionId), mark, notice, to: { person: askedOf }, notBefore: at }
    oweMessage(tx, { ...owed, ...(threadOf && { threadOf }) }, now)
    refreshMessage(tx, summaryKey(summaryId), now)
    const person = getPerson(tx, askedOf)
    return { kind: 'asked', name: person.name, at, atText: localTimeAt(at, zoneOf(person, defaultZone)) } as const
  })
}

/** The message in which they were asked, if it stands. */
function threadOfAnswer(tx: Db, keyResultId: string, week: string, personId: PersonId): string | null {
  const keys = listRequestsFor(tx, keyResultId, week)
    .filter((request) => request.personId === personId)
    .map(({ id }) => requestKey(id))
  return keys.find((key) => getDelivery(tx, key)?.state === 'sent') ?? null
}
