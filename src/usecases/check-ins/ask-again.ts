import { askAgainProblem } from '../../domain/cadence/reminders.ts'
import { nextWorkingTimeOf } from '../../domain/cadence/working-time.ts'
import type { PersonId } from '../../domain/ids.ts'
import { localTimeAt, type Zone } from '../../domain/local-time.ts'
import { zoneOf } from '../../domain/people.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { addAskedAgain, findAskedAgain } from '../../storage/asked-again.ts'
import { getObjective } from '../../storage/objectives.ts'
import { getPerson } from '../../storage/people.ts'
import { getRequest } from '../../storage/requests.ts'
import { whyNotLead } from '../may-lead.ts'
import { oweMessage } from '../owe-message.ts'
import { loadCheckInCalendar } from './load-calendar.ts'
import { missingOfRequest } from './missing-of-request.ts'
import { type Refused, refused } from './outcomes.ts'
import { askedAgainKey } from './request-key.ts'

export interface AskAgain {
  requestId: number
  by: PersonId
  inboxKey?: string
}

/** `at`: when they get it, in their working time; `atText` on their own wall. */
export type AskedAgainOutcome = { kind: 'asked'; name: string; at: Date; atText: string } | Refused

/**
 * A lead asks somebody once more for what is missing, once a week; the person sees who asked. It reaches them in their
 * working time, and not at all when they have answered by then.
 */
export function askAgain(
  db: Db,
  { requestId, by, inboxKey }: AskAgain,
  now: Date,
  defaultZone: Zone,
): AskedAgainOutcome {
  return transact(db, (tx) => {
    if (inboxKey) finishReceived(tx, inboxKey, now)
    const request = getRequest(tx, requestId)
    if (request?.outcome !== 'asked') return refused('This check-in is gone. Nothing was sent.')
    const { missing } = missingOfRequest(tx, request, now)
    const before = findAskedAgain(tx, requestId)
    const problem = askAgainProblem(
      missing.map(({ keyResult }) => keyResult.id),
      before?.askedAt ?? null,
    )
    if (problem) return refused(problem)
    const teamIds = [...new Set(missing.map(({ keyResult }) => getObjective(tx, keyResult.objectiveId).teamId))]
    const [why, ...others] = teamIds.map((teamId) => whyNotLead(tx, by, teamId))
    if (why && others.every(Boolean)) return refused(why)
    addAskedAgain(tx, { requestId, askedBy: by, askedAt: now })
    const at = nextWorkingTimeOf(loadCheckInCalendar(tx, defaultZone), request.personId, now)
    const person = getPerson(tx, request.personId)
    const notice = { kind: 'asked-again', requestId } as const
    const mark = `asked-again:${person.slackId}:${request.week}`
    oweMessage(tx, { key: askedAgainKey(requestId), mark, notice, to: { person: person.id }, notBefore: at }, now)
    return { kind: 'asked', name: person.name, at, atText: localTimeAt(at, zoneOf(person, defaultZone)) } as const
  })
}
