import type { CheckInCalendar } from '../../domain/cadence/calendar.ts'
import type { Request } from '../../domain/cadence/reminders.ts'
import type { KeyResultId, PersonId, TeamId } from '../../domain/ids.ts'
import { localDateAt } from '../../domain/local-time.ts'
import { addWeeks, type Week, weekOf } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { deliveriesByKey } from '../../storage/deliveries.ts'
import { listItemsOf, listRequestsSince, type RequestItem } from '../../storage/requests.ts'
import { requestKey } from './request-key.ts'

/** A request whose message stands before somebody, with what it still covers. */
export interface SentRequest extends Request {
  id: number
}

/** After long holidays a summary comes weeks after its ask; later than that nobody is reminded. */
const weeksBack = 6

/**
 * The requests of the last weeks whose message was sent, each with the key results it still covers: not skipped, not
 * dropped, still the same owner's, in a cycle that is open.
 */
export function sentRequests(db: Db, calendar: CheckInCalendar, now: Date): SentRequest[] {
  const since = addWeeks(weekOf(localDateAt(now, 'UTC')), -weeksBack)
  const asked = listRequestsSince(db, since).filter(({ outcome }) => outcome === 'asked')
  const items = listItemsOf(
    db,
    asked.map(({ id }) => id),
  )
  const deliveries = deliveriesByKey(
    db,
    asked.map(({ id }) => requestKey(id)),
  )
  const owned = ownerships(calendar)
  return asked.flatMap(({ id, personId, week, plannedAt }) => {
    const delivery = deliveries.get(requestKey(id))
    if (delivery?.state !== 'sent' || calendar.people.get(personId)?.hasLeft) return []
    const covered = (items.get(id) ?? []).flatMap((item) => stillCovered(owned, item, personId, week))
    const askedAt = delivery.settledAt ?? delivery.createdAt
    return [{ id, personId, week, plannedAt, askedAt, keyResults: covered }]
  })
}

interface Ownership {
  ownerId: PersonId
  teamId: TeamId
  skippedWeeks: ReadonlySet<Week>
}

function ownerships(calendar: CheckInCalendar): Map<KeyResultId, Ownership> {
  return new Map(
    [...calendar.owned].flatMap(([ownerId, keyResults]) =>
      keyResults.map(({ keyResultId, teamId, skippedWeeks }) => [keyResultId, { ownerId, teamId, skippedWeeks }]),
    ),
  )
}

function stillCovered(
  owned: ReadonlyMap<KeyResultId, Ownership>,
  { keyResultId, onBehalfOf, droppedAt }: RequestItem,
  personId: PersonId,
  week: Week,
): Request['keyResults'][number][] {
  const ownership = owned.get(keyResultId)
  const isTheirs = ownership?.ownerId === (onBehalfOf ?? personId)
  if (!ownership || !isTheirs || droppedAt !== null || ownership.skippedWeeks.has(week)) return []
  return [{ keyResultId, teamId: ownership.teamId }]
}
