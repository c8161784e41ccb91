import type { PersonId } from '../../domain/ids.ts'
import { addDays, localDateAt, type Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { findReport } from '../../storage/reports.ts'
import type { Refused } from '../check-ins/outcomes.ts'
import { buildReport } from './build-report.ts'
import { windowFor } from './report-window.ts'
import type { ShownReport } from './show-daily-report.ts'
import { whoseReport } from './whose-report.ts'

/** What the channel's next report would say if it were posted now; nothing is posted. */
export function previewReport(
  db: Db,
  asked: { by: PersonId; channelId: string },
  now: Date,
  defaultZone: Zone,
): { kind: 'preview'; report: ShownReport } | Refused {
  const channel = whoseReport(db, asked, defaultZone)
  if ('why' in channel) return channel
  const today = localDateAt(now, channel.zone)
  const isDone = findReport(db, channel.channelId, today)?.outcome === 'posted'
  const window = windowFor(db, channel, isDone ? addDays(today, 1) : today, now)
  return { kind: 'preview', report: { ...buildReport(db, channel, { ...window, date: today }), reportId: null } }
}
