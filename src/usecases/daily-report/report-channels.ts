import type { Zone } from '../../domain/local-time.ts'
import { type ReportChannel, reportChannelsOf } from '../../domain/reports.ts'
import type { Db } from '../../platform/db.ts'
import { holidays } from '../../storage/holidays.ts'
import { listTeams } from '../../storage/teams.ts'

/** Every channel that gets a daily report, as its teams want it now. */
export function listReportChannels(db: Db, defaultZone: Zone): ReportChannel[] {
  return reportChannelsOf(listTeams(db), new Set(holidays(db)), defaultZone)
}

/** The report of one channel; null when it gets none (any more). */
export function findReportChannelNow(db: Db, channelId: string, defaultZone: Zone): ReportChannel | null {
  return listReportChannels(db, defaultZone).find((channel) => channel.channelId === channelId) ?? null
}
