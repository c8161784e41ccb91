import type { Zone } from '../../domain/local-time.ts'
import type { Notice } from '../../domain/notices.ts'
import type { Db } from '../../platform/db.ts'
import { getKeyResult } from '../../storage/key-results.ts'
import { changeRequest, dropRequestItem, getRequest, listRequestItems, type Request } from '../../storage/requests.ts'
import { answerChanged } from './answer-changed.ts'
import { askOfWeek } from './ask-of-week.ts'

/** What leaves a request because its team's summary came before it could be sent, with the note that says so. */
export const summaryCameFirst = 'the week’s summary came before this could be sent'

/**
 * From when on a message about a check-in must not go out any more: a request at the last of the summaries of what it
 * asks for, a reminder at the first. Null when it has no such instant: another message, or one its reader asked for.
 */
export function tooLateFrom(db: Db, notice: Notice, defaultZone: Zone): Date | null {
  if (notice.kind !== 'check-in-request' && notice.kind !== 'check-in-reminder') return null
  const request = getRequest(db, notice.requestId)
  if (!request) return null
  const instants = [...deadlines(db, request, defaultZone).values()].flatMap((at) => at?.getTime() ?? [])
  if (instants.length === 0) return null
  if (notice.kind === 'check-in-reminder') return new Date(Math.min(...instants))
  return request.reason === 'wanted' ? null : new Date(Math.max(...instants))
}

/** A request that could not be sent in time counts as a missed send, and every summary and Home that shows it says so. */
export function missRequest(tx: Db, requestId: number, now: Date): void {
  const request = getRequest(tx, requestId)
  if (!request) return
  changeRequest(tx, requestId, { outcome: 'missed', reason: 'too-late', decidedAt: now })
  for (const { keyResultId } of listRequestItems(tx, requestId)) answerChanged(tx, keyResultId, now, request.week)
}

/** A request of several teams asks only for what still has its summary before it. */
export function dropWhatIsTooLate(tx: Db, requestId: number, now: Date, defaultZone: Zone): void {
  const request = getRequest(tx, requestId)
  if (!request || request.reason === 'wanted') return
  for (const [keyResultId, at] of deadlines(tx, request, defaultZone)) {
    if (at === null || at > now) continue
    dropRequestItem(tx, requestId, keyResultId, summaryCameFirst, now)
    answerChanged(tx, keyResultId, now, request.week)
  }
}

function deadlines(db: Db, { id, week }: Request, defaultZone: Zone): Map<string, Date | null> {
  const open = listRequestItems(db, id).filter(({ droppedAt }) => droppedAt === null)
  return new Map(
    open.map(({ keyResultId }) => [
      keyResultId,
      askOfWeek(db, getKeyResult(db, keyResultId), week, defaultZone)?.deadline ?? null,
    ]),
  )
}
