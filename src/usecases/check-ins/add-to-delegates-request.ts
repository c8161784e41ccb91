import type { CheckInCalendar } from '../../domain/cadence/calendar.ts'
import type { WeekPlan } from '../../domain/cadence/plan-week.ts'
import { ownWeek } from '../../domain/cadence/turns.ts'
import { nextWorkingTimeOf } from '../../domain/cadence/working-time.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'
import { addRequestItem, findRequest, listRequestItems } from '../../storage/requests.ts'
import { oweMessage, refreshMessage } from '../owe-message.ts'

import { requestKey } from './request-key.ts'

/** The occasion of telling a delegate that something was added to their message. */
export function addedKey(requestId: number, onBehalfOf: number): string {
  return `check-in-added:${requestId}:${onBehalfOf}`
}

/**
 * An owner is away and their delegate has this week's message already: the owner's key results are added to it, and
 * since an edited message notifies nobody, one line in its thread says so, in the delegate's working time.
 * Where the delegate's message goes out with them, there is nothing to add.
 */
export function addToDelegatesRequest(tx: Db, calendar: CheckInCalendar, plan: WeekPlan, now: Date): void {
  const request = plan.delegateId === null ? null : findRequest(tx, plan.delegateId, plan.week)
  if (request?.outcome !== 'asked') return
  const there = new Set(listRequestItems(tx, request.id).map(({ keyResultId }) => keyResultId))
  const due = ownWeek(calendar, plan.personId, plan.week, now).turn?.keyResults ?? []
  const added = due.filter(({ keyResultId, notBefore }) => notBefore.at <= now && !there.has(keyResultId))
  if (added.length === 0) return
  for (const { keyResultId } of added) {
    addRequestItem(tx, { requestId: request.id, keyResultId, onBehalfOf: plan.personId })
  }
  refreshMessage(tx, requestKey(request.id), now)
  oweMessage(
    tx,
    {
      key: addedKey(request.id, plan.personId),
      mark: `check-in-added:${slackIdOf(tx, request.personId)}:${plan.week}:${slackIdOf(tx, plan.personId)}`,
      notice: { kind: 'check-in-added', requestId: request.id, onBehalfOf: plan.personId },
      to: { person: request.personId },
      threadOf: requestKey(request.id),
      notBefore: nextWorkingTimeOf(calendar, request.personId, now),
    },
    now,
  )
}

function slackIdOf(tx: Db, personId: PersonId): string | null {
  return getPerson(tx, personId).slackId
}
