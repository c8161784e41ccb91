import type { Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { getReport } from '../../storage/reports.ts'
import { buildReport, type DailyReport } from './build-report.ts'
import { findReportChannelNow } from './report-channels.ts'
import { windowOf } from './report-window.ts'

/** A report as it stands, or would now. */
export interface ShownReport extends DailyReport {
  /** Null: it is only a preview. */
  reportId: number | null
}

/** What a channel's report of one day says. Throws when there is none, or the channel gets none any more: a bug. */
export function showDailyReport(db: Db, reportId: number, defaultZone: Zone): ShownReport {
  const report = getReport(db, reportId)
  if (!report) throw new Error(`no daily report ${reportId}`)
  const channel = findReportChannelNow(db, report.channelId, defaultZone)
  if (!channel) throw new Error(`the channel of daily report ${reportId} gets none`)
  return { ...buildReport(db, channel, windowOf(db, report)), reportId }
}
