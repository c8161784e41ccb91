import { longDate } from '../../domain/dates.ts'
import type { KeyResultId } from '../../domain/ids.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import type { Merged } from '../../domain/okr-file/merge.ts'
import { zoneOf } from '../../domain/people.ts'
import type { Db } from '../../platform/db.ts'
import { findCheckIn, standingAnswer } from '../../storage/check-ins.ts'
import { getKeyResult } from '../../storage/key-results.ts'
import { getPerson } from '../../storage/people.ts'
import { dropRequestItem, listRequestsAbout } from '../../storage/requests.ts'
import { answerChanged } from '../check-ins/answer-changed.ts'

/** Has what Slack shows follow what a file changed; a request to somebody who owns a key result no more drops it. */
export function showChanges(tx: Db, things: readonly Merged[], now: Date, defaultZone: Zone): void {
  for (const { kind, key, state, changes } of things) {
    if (kind !== 'key-result' || state !== 'changed') continue
    if (changes.some(({ field }) => field === 'owner')) dropFromOpenRequests(tx, key, now, defaultZone)
    answerChanged(tx, key, now)
  }
}

function dropFromOpenRequests(tx: Db, id: KeyResultId, now: Date, defaultZone: Zone): void {
  const { ownerId } = getKeyResult(tx, id)
  for (const { request, item } of listRequestsAbout(tx, [id])) {
    const isAnswered = standingAnswer(findCheckIn(tx, id, request.week)) !== null
    const isTheirs = (item.onBehalfOf ?? request.personId) === ownerId
    if (item.droppedAt !== null || isAnswered || isTheirs) continue
    const since = longDate(localDateAt(now, zoneOf(getPerson(tx, request.personId), defaultZone)))
    const because =
      ownerId === null ? `Nobody owns it since ${since}.` : `${getPerson(tx, ownerId).name} owns it since ${since}.`
    dropRequestItem(tx, request.id, id, because, now)
  }
}
