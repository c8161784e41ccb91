import { punctuality } from '../domain/cadence/sending-time.ts'
import { nextWorkingTimeOf } from '../domain/cadence/working-time.ts'
import type { Zone } from '../domain/local-time.ts'
import type { Notice } from '../domain/notices.ts'
import type { Db } from '../platform/db.ts'
import type { Delivery } from '../storage/deliveries.ts'
import { loadCheckInCalendar } from './check-ins/load-calendar.ts'

/** What is asked of somebody at an hour they know: when Slack kept it waiting, it does not come in the night instead. */
const askedByTheHour = new Set<Notice['kind']>(['check-in-request', 'check-in-reminder'])

/** When a message that is owed may reach somebody: now, or, for what has missed its hour, in their next working time. */
export function whenWelcome(db: Db, delivery: Delivery, now: Date, defaultZone: Zone): Date {
  const { personId, notice, createdAt } = delivery
  const isLate = now.getTime() > createdAt.getTime() + punctuality
  if (!isLate || personId === null || !askedByTheHour.has(notice.kind)) return now
  return nextWorkingTimeOf(loadCheckInCalendar(db, defaultZone, personId), personId, now)
}
