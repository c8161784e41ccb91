import type { LocalDate } from '../../domain/local-time.ts'
import { nothingShown, plannedBefore, type ReportChannel, type Shown } from '../../domain/reports.ts'
import type { Db } from '../../platform/db.ts'
import { lastReadingId } from '../../storage/report-facts.ts'
import { getReport, lastConfirmedReport, type Report } from '../../storage/reports.ts'

/** What of time a report covers. */
export interface ReportWindow {
  /** The report's own day, in its channel's zone. */
  date: LocalDate
  since: Date
  until: Date
  /** The last reading that was known at `until`. */
  readingId: number
  /** The report it follows, and what that one showed. */
  follows: number | null
  before: Shown
}

/** From the cut of the last report that stands up to `until`. A channel's first one begins a working day earlier. */
export function windowFor(db: Db, channel: ReportChannel, date: LocalDate, until: Date): ReportWindow {
  const last = lastConfirmedReport(db, channel.channelId, date)
  const since = last?.cut ?? plannedBefore(channel, date)
  return {
    date,
    since: since < until ? since : until,
    until,
    readingId: lastReadingId(db),
    follows: last?.id ?? null,
    before: last?.shown ?? nothingShown,
  }
}

/** What a report covers that was made before. */
export function windowOf(db: Db, { date, since, shownUntil, shownReading, follows }: Report): ReportWindow {
  const before = follows === null ? nothingShown : (getReport(db, follows)?.shown ?? nothingShown)
  return { date, since, until: shownUntil, readingId: shownReading, follows, before }
}

/** A window as it is kept with its report. */
export function recordOf({ date, since, until, readingId, follows }: ReportWindow) {
  return { date, since, shownUntil: until, shownReading: readingId, follows }
}
