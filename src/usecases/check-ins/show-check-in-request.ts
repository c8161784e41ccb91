import { compareIds } from '../../domain/ids.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import { zoneOf } from '../../domain/people.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'
import { getRequest, listRequestItems, type RequestItem } from '../../storage/requests.ts'
import { type CheckInItem, showCheckInItem } from './show-check-in-item.ts'
import { whyAsked } from './why-asked.ts'

export type { CheckInItem } from './show-check-in-item.ts'

/** All that the weekly message to one owner says. */
export interface CheckInRequest {
  requestId: number
  week: Week
  firstName: string
  items: CheckInItem[]
  /** From 1; as the reader last chose. */
  page: number
  /** Why the person got it, and what happens if nothing is answered. */
  why: string
  next: string | null
}

/** The weekly message as it stands now. Throws when there is no such request: a bug. */
export function showCheckInRequest(db: Db, requestId: number, now: Date, defaultZone: Zone): CheckInRequest {
  const request = getRequest(db, requestId)
  if (!request) throw new Error(`no check-in request ${requestId}`)
  const reader = getPerson(db, request.personId)
  const zone = zoneOf(reader, defaultZone)
  const today = localDateAt(now, zone)
  const items = listRequestItems(db, requestId).sort(ownFirst)
  return {
    requestId,
    week: request.week,
    firstName: reader.name.split(' ')[0] as string,
    items: items.map((item) => showCheckInItem(db, item, { request, zone, today, now, defaultZone })),
    page: request.page,
    ...whyAsked(db, request, items, now, defaultZone),
  }
}

/** The reader's own, then those of each person they stand in for; `O1-KR2` before `O1-KR10`. */
function ownFirst(a: RequestItem, b: RequestItem): number {
  return (a.onBehalfOf ?? 0) - (b.onBehalfOf ?? 0) || compareIds(a.keyResultId, b.keyResultId)
}
