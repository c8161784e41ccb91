import { shortDate } from '../../domain/dates.ts'
import type { PersonId } from '../../domain/ids.ts'
import { type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import { enqueue } from '../../durable/enqueue.ts'
import { type Db, transact } from '../../platform/db.ts'
import { findReport } from '../../storage/reports.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { priorities } from '../owe-message.ts'
import { whoseReport } from './whose-report.ts'

export interface Rerun {
  by: PersonId
  /** Where they wrote it. */
  channelId: string
  /** Null: today's. */
  date: LocalDate | null
}

/** What becomes of it: today's report is posted or edited, an earlier day's is edited. */
export type RerunAsked = { kind: 'posting' | 'editing'; channelId: string; date: LocalDate } | Refused

/**
 * Somebody wants a report anew. Today's is edited where it stands, and made when it is not there yet; an earlier day's
 * is edited, and there has to be one. It is done right after, with a last look at chant (see `rerunReport`).
 */
export function askForRerun(db: Db, rerun: Rerun, now: Date, defaultZone: Zone): RerunAsked {
  return transact(db, (tx) => {
    const channel = whoseReport(tx, rerun, defaultZone)
    if ('why' in channel) return channel
    const { channelId, zone } = channel
    const today = localDateAt(now, zone)
    const date = rerun.date ?? today
    const report = findReport(tx, channelId, date)
    const why = date === today || report?.outcome === 'posted' ? null : whyNone(date, today, report?.outcome)
    if (why !== null) return refused(why)
    const job = { kind: 'rerun-report', args: { channelId, date }, runAt: now, priority: priorities.answer }
    enqueue(tx, job, now)
    return { kind: report?.outcome === 'posted' ? 'editing' : 'posting', channelId, date } as const
  })
}

function whyNone(date: LocalDate, today: LocalDate, outcome: 'nothing-new' | 'missed' | undefined): string {
  const day = shortDate(date)
  if (date > today) return `${day} is still to come.`
  if (outcome === 'nothing-new') return `There is no report of ${day}: nothing was new.`
  if (outcome === 'missed') return `There is no report of ${day}: I was not running. The next one told it all.`
  return `There is no report of ${day}.`
}
