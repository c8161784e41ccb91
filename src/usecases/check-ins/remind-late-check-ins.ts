import type { CheckInCalendar } from '../../domain/cadence/calendar.ts'
import { type Reminder, reminders, stillMissing } from '../../domain/cadence/reminders.ts'
import type { Zone } from '../../domain/local-time.ts'
import { type Db, transact } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'
import { addReminder, listReminders } from '../../storage/reminders.ts'
import { oweMessage, priorities, refreshMessage } from '../owe-message.ts'
import { loadCheckInCalendar } from './load-calendar.ts'
import { reminderKey } from './request-key.ts'
import { type SentRequest, sentRequests } from './sent-requests.ts'

/**
 * Reminds everybody whose hour has come and who still owes an answer; where nothing is missing that is noted instead,
 * so an answer taken back later reminds nobody at an odd hour. Each (request, number) is decided once. Returns how many
 * were owed a message.
 */
export function remindLateCheckIns(db: Db, now: Date, defaultZone: Zone): number {
  return transact(db, (tx) => {
    const calendar = loadCheckInCalendar(tx, defaultZone)
    const due = openReminders(tx, calendar, now).filter(({ at }) => at <= now)
    return due.filter((reminder) => decide(tx, calendar, reminder, now)).length
  })
}

/** When somebody is to be reminded next; null when nobody is. */
export function nextReminderOf(db: Db, calendar: CheckInCalendar, now: Date): Date | null {
  const instants = openReminders(db, calendar, now).map(({ at }) => at.getTime())
  return instants.length === 0 ? null : new Date(Math.min(...instants))
}

interface OpenReminder extends Reminder {
  request: SentRequest
}

function openReminders(db: Db, calendar: CheckInCalendar, now: Date): OpenReminder[] {
  const requests = sentRequests(db, calendar, now)
  const decided = listReminders(
    db,
    requests.map(({ id }) => id),
  )
  return requests.flatMap((request) => {
    const done = decided.get(request.id) ?? []
    if (done.length === 2 || request.keyResults.length === 0) return []
    return reminders(calendar, request, now)
      .filter(({ number }) => !done.some((one) => one.number === number))
      .map((reminder) => ({ ...reminder, request }))
  })
}

function decide(tx: Db, calendar: CheckInCalendar, { request, number }: OpenReminder, now: Date): boolean {
  const isMissing = stillMissing(calendar, request, now).length > 0
  const outcome = isMissing ? 'sent' : 'not-needed'
  if (!addReminder(tx, { requestId: request.id, number, decidedAt: now, outcome }) || !isMissing) return false
  const notice = { kind: 'check-in-reminder', requestId: request.id, number } as const
  const key = reminderKey(request.id, number)
  const mark = `check-in-reminder:${getPerson(tx, request.personId).slackId}:${request.week}:${number}`
  oweMessage(tx, { key, mark, notice, to: { person: request.personId }, priority: priorities.fanOut }, now)
  // The newest one carries the buttons.
  if (number === 2) refreshMessage(tx, reminderKey(request.id, 1), now)
  return true
}
