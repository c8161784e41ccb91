import { shortDate } from '../../domain/dates.ts'
import type { KeyResultId } from '../../domain/ids.ts'
import { localDateAt, localTimeAt, type Zone } from '../../domain/local-time.ts'
import { type Person, zoneOf } from '../../domain/people.ts'
import type { Db } from '../../platform/db.ts'
import { findAskedAgain } from '../../storage/asked-again.ts'
import { getPerson } from '../../storage/people.ts'
import { findReminder } from '../../storage/reminders.ts'
import { getRequest } from '../../storage/requests.ts'
import { linkToMessage } from '../link-to-message.ts'
import { askOfWeek } from './ask-of-week.ts'
import { measure } from './measured.ts'
import { type MissingItem, missingOfRequest } from './missing-of-request.ts'
import { requestKey } from './request-key.ts'

/** What is still open of a request, put before its reader once more. */
export interface Reminder {
  requestId: number
  firstName: string
  /** Why it came: by itself, on one of two days, or because somebody asked. */
  because: { kind: 'reminder'; number: 1 | 2 } | { kind: 'asked-again'; by: string }
  /** The request itself, with evidence and everything else. */
  link: string | null
  open: { id: KeyResultId; title: string; progress: string; onBehalfOf: string | null }[]
  answered: number
  /** When the summary is posted; in the reader's words where Slack shows no dates. Null when it has been. */
  summary: { at: Date; text: string } | null
  /** A newer reminder carries the buttons. */
  replaced: boolean
}

export function showReminder(db: Db, requestId: number, number: 1 | 2, now: Date, defaultZone: Zone): Reminder {
  const replaced = number === 1 && findReminder(db, requestId, 2)?.outcome === 'sent'
  return { ...show(db, requestId, now, defaultZone), because: { kind: 'reminder', number }, replaced }
}

/** The message that a lead's *Ask again* sends. */
export function showAskedAgain(db: Db, requestId: number, now: Date, defaultZone: Zone): Reminder {
  const asked = findAskedAgain(db, requestId)
  const by = asked ? getPerson(db, asked.askedBy).name : 'The lead'
  return { ...show(db, requestId, now, defaultZone), because: { kind: 'asked-again', by }, replaced: false }
}

function show(db: Db, requestId: number, now: Date, defaultZone: Zone): Omit<Reminder, 'because' | 'replaced'> {
  const request = getRequest(db, requestId)
  if (!request) throw new Error(`no check-in request ${requestId}`)
  const reader = getPerson(db, request.personId)
  const { missing, answered } = missingOfRequest(db, request, now)
  const today = localDateAt(now, zoneOf(reader, defaultZone))
  return {
    requestId,
    firstName: reader.name.split(' ')[0] as string,
    link: linkToMessage(db, requestKey(requestId)),
    open: missing.map(({ keyResult, onBehalfOf }) => ({
      id: keyResult.id,
      title: keyResult.title,
      progress: measure(db, keyResult, today).progress,
      onBehalfOf: onBehalfOf === null ? null : getPerson(db, onBehalfOf).name,
    })),
    answered,
    summary: summaryOf(db, missing, request.week, reader, now, defaultZone),
  }
}

/** The first summary that goes out without an answer. */
function summaryOf(db: Db, missing: MissingItem[], week: string, reader: Person, now: Date, defaultZone: Zone) {
  const instants = missing.flatMap(
    ({ keyResult }) => askOfWeek(db, keyResult, week, defaultZone)?.summaryAt.getTime() ?? [],
  )
  const at = new Date(Math.min(...instants))
  if (instants.length === 0 || at <= now) return null
  const zone = zoneOf(reader, defaultZone)
  return { at, text: `${shortDate(localDateAt(at, zone))}, ${localTimeAt(at, zone)}` }
}
