import type { CheckInCalendar } from '../../domain/cadence/calendar.ts'
import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { type Delivery, deliveriesByKey } from '../../storage/deliveries.ts'
import { listRequestsAbout, listRequestsOfPeople, type Request, type RequestItem } from '../../storage/requests.ts'
import { listSkips } from '../../storage/skips.ts'
import { requestKey } from '../check-ins/request-key.ts'
import { summaryCameFirst } from '../check-ins/too-late.ts'

/** What became of asking for a key result in a week. */
export type Asked =
  /** The message stands before somebody: the owner, or whoever stands in for them. */
  | { kind: 'asked'; of: PersonId; at: Date; requestId: number; onBehalfOf: PersonId | null }
  /** Decided, and on its way. */
  | { kind: 'sending'; of: PersonId }
  | { kind: 'undelivered'; of: PersonId; problem: string }
  /** A missed send; `because` is the reason of its plan. */
  | { kind: 'missed'; because: string | null }
  | { kind: 'paused' }
  | { kind: 'skipped'; because: string }
  | { kind: 'owner-left' }
  | { kind: 'no-owner' }
  /** Its ask is still to come, or came before its present owner had it. */
  | { kind: 'not-asked' }

export interface HowAsked {
  in(keyResult: KeyResult, week: Week): Asked
  /** When it was asked for, in messages that arrived and still ask for it; up to this week. */
  asksUntil(keyResult: KeyResult, week: Week): Date[]
}

/** How each of these key results was asked for, in any week. */
export function howAsked(db: Db, calendar: CheckInCalendar, keyResults: readonly KeyResult[]): HowAsked {
  const ids = keyResults.map(({ id }) => id)
  const about = Map.groupBy(listRequestsAbout(db, ids), ({ item }) => item.keyResultId)
  const requestIds = new Set([...about.values()].flat().map(({ request }) => request.id))
  const deliveries = deliveriesByKey(db, [...requestIds].map(requestKey))
  const skips = listSkips(db, ids)
  const owners = [...new Set(keyResults.flatMap(({ ownerId }) => ownerId ?? []))]
  const rows = new Map(listRequestsOfPeople(db, owners).map((row) => [`${row.personId}:${row.week}`, row]))

  const asking = (id: KeyResultId) => (about.get(id) ?? []).filter(({ item }) => item.droppedAt === null)
  const skippedIn = (id: KeyResultId, week: Week) => skips.get(id)?.get(week)

  return {
    in(keyResult, week) {
      const { id, ownerId } = keyResult
      const skip = skippedIn(id, week)
      if (skip !== undefined) return { kind: 'skipped', because: skip }
      if (ownerId === null) return { kind: 'no-owner' }
      const mine = asking(id).filter(({ request }) => request.week === week)
      const theirs = mine.find(({ request, item }) => (item.onBehalfOf ?? request.personId) === ownerId)
      if (theirs) return arrived(theirs, deliveries.get(requestKey(theirs.request.id)))
      const isTooLate = about
        .get(id)
        ?.some(({ request, item }) => request.week === week && item.droppedBecause === summaryCameFirst)
      if (isTooLate) return { kind: 'missed', because: 'too-late' }
      if (calendar.people.get(ownerId)?.hasLeft) return { kind: 'owner-left' }
      return withoutMessage(rows.get(`${ownerId}:${week}`))
    },
    asksUntil: ({ id }, week) =>
      asking(id).flatMap(({ request }) => {
        const delivery = deliveries.get(requestKey(request.id))
        const counts = request.week <= week && skippedIn(id, request.week) === undefined
        return counts && delivery?.state === 'sent' ? [delivery.settledAt ?? request.decidedAt] : []
      }),
  }
}

function arrived({ request, item }: { request: Request; item: RequestItem }, delivery: Delivery | undefined): Asked {
  const of = request.personId
  if (request.outcome === 'missed') return { kind: 'missed', because: request.reason }
  if (delivery?.state === 'sent') {
    const at = delivery.settledAt ?? request.decidedAt
    return { kind: 'asked', of, at, requestId: request.id, onBehalfOf: item.onBehalfOf }
  }
  if (delivery?.state === 'failed') return { kind: 'undelivered', of, problem: delivery.problem ?? 'Slack refused it' }
  return { kind: 'sending', of }
}

/** No message asks for it: the owner's own week says why. */
function withoutMessage(row: Request | undefined): Asked {
  switch (row?.outcome) {
    case 'missed':
      return { kind: 'missed', because: row.reason }
    case 'paused':
      return { kind: 'paused' }
    case 'delegated':
      return { kind: 'missed', because: 'delegate-not-asked' }
    default:
      return { kind: 'not-asked' }
  }
}
