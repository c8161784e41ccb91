import type { PersonId } from '../../domain/ids.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'
import { getSummary, saveAcknowledgement } from '../../storage/summaries.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { whyNotLead } from '../may-lead.ts'
import { refreshMessage } from '../owe-message.ts'
import { summaryKey } from './summary-key.ts'

export interface Acknowledgement {
  summaryId: number
  by: PersonId
  inboxKey?: string
}

/** The lead has read the summary: it says so, by name. The first one stands. */
export function acknowledgeSummary(
  db: Db,
  { summaryId, by, inboxKey }: Acknowledgement,
  now: Date,
): { kind: 'acknowledged' } | Refused {
  return transact(db, (tx) => {
    if (inboxKey) finishReceived(tx, inboxKey, now)
    const summary = getSummary(tx, summaryId)
    if (!summary) return refused('This summary is gone. Nothing was changed.')
    const why = whyNotLead(tx, by, summary.teamId)
    if (why) return refused(why)
    if (saveAcknowledgement(tx, summaryId, by, now)) {
      refreshMessage(tx, summaryKey(summaryId), now)
      return { kind: 'acknowledged' } as const
    }
    const first = getSummary(tx, summaryId)?.acknowledgedBy ?? by
    return refused(`${first === by ? 'You have' : `${getPerson(tx, first).name} has`} acknowledged this already.`)
  })
}
