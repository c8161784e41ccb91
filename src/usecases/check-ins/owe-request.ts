import type { PersonId } from '../../domain/ids.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'
import { oweMessage } from '../owe-message.ts'
import { requestKey } from './request-key.ts'

/**
 * Owes somebody their weekly message. It is marked by person and week, so that even a database put back from a copy
 * recognises the one it sent in its former life.
 */
export function oweRequest(
  tx: Db,
  { id, personId, week }: { id: number; personId: PersonId; week: Week },
  priority: number,
  now: Date,
): void {
  const mark = `check-in-request:${getPerson(tx, personId).slackId}:${week}`
  const notice = { kind: 'check-in-request', requestId: id } as const
  oweMessage(tx, { key: requestKey(id), mark, notice, to: { person: personId }, priority }, now)
}
