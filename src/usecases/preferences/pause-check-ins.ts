import { shortDate } from '../../domain/dates.ts'
import type { PersonId } from '../../domain/ids.ts'
import { addDays, daysBetween, isLocalDate, type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import { zoneOf } from '../../domain/people.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'
import { addPause, endPauses } from '../../storage/preferences.ts'
import { type Invalid, type Refused, refused } from '../check-ins/outcomes.ts'
import { homesChanged } from '../home/homes-changed.ts'

export interface Pausing {
  by: PersonId
  /** So many days, today one of them; or up to and including a date. */
  until: { days: number } | { date: LocalDate | null }
  /** When it was pressed: what is driven again after a restart pauses from that day on. */
  saidAt?: Date
  inboxKey?: string
}

/** A pause longer than this is a slip of the finger, or somebody who should hand over. */
const longest = 366

/**
 * Nobody asks this person from today to the last day of the pause, both included; a pause that runs already is replaced.
 * What was asked before stays open, without reminders.
 */
export function pauseCheckIns(
  db: Db,
  { by, until, saidAt, inboxKey }: Pausing,
  now: Date,
  defaultZone: Zone,
): { kind: 'paused'; ends: LocalDate; sentence: string } | Invalid | Refused {
  return transact(db, (tx) => {
    const person = getPerson(tx, by)
    if (person.deactivatedAt) return refused('Your account is deactivated, so nothing was changed.')
    const today = localDateAt(saidAt ?? now, zoneOf(person, defaultZone))
    const ends = 'days' in until ? addDays(today, until.days - 1) : until.date
    const problem = whyNot(ends, today)
    if (ends === null || problem) return { kind: 'invalid', errors: { until: problem ?? '' } } as const
    if (inboxKey) finishReceived(tx, inboxKey, now)
    endPauses(tx, by, today, now)
    addPause(tx, by, { starts: today, ends }, now)
    homesChanged(tx, [by], now)
    return { kind: 'paused', ends, sentence: pauseInWords(ends) } as const
  })
}

/** Ends a pause: from today on the person is asked again. */
export function resumeCheckIns(
  db: Db,
  { by, inboxKey }: Pick<Pausing, 'by' | 'inboxKey'>,
  now: Date,
  defaultZone: Zone,
): { kind: 'resumed'; sentence: string } {
  return transact(db, (tx) => {
    const today = localDateAt(now, zoneOf(getPerson(tx, by), defaultZone))
    const ended = endPauses(tx, by, today, now)
    if (inboxKey) finishReceived(tx, inboxKey, now)
    homesChanged(tx, [by], now)
    return {
      kind: 'resumed',
      sentence:
        ended > 0 ? 'Welcome back. I ask you again from today on.' : 'You were not paused. Nothing was changed.',
    } as const
  })
}

/** `I do not ask you up to and including Fri 16 Jan. From Sat 17 Jan on I do again.` */
export function pauseInWords(ends: LocalDate): string {
  return `I do not ask you up to and including ${shortDate(ends)}. From ${shortDate(addDays(ends, 1))} on I do again.`
}

function whyNot(ends: LocalDate | null, today: LocalDate): string | null {
  if (ends === null || !isLocalDate(ends)) return 'Until which day? Choose the last day of the pause.'
  if (ends < today) return 'That day is over. Choose today or a later day.'
  return daysBetween(today, ends) > longest ? 'That is more than a year ahead. Choose an earlier day.' : null
}
