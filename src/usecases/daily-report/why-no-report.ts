import type { Db } from '../../platform/db.ts'
import { getReport, hasLaterReport } from '../../storage/reports.ts'
import { listTeams } from '../../storage/teams.ts'

/** Why a report that is still owed need not be posted any more; null when it is as wanted as ever. */
export function whyNoReport(db: Db, { reportId, post }: { reportId: number; post: number }): string | null {
  const report = getReport(db, reportId)
  if (!report) return 'the report is gone'
  if (report.post !== post) return 'it is posted anew'
  // A later one began where the last one ended that stands: it says all this one would.
  if (hasLaterReport(db, report)) return 'a newer report is out'
  const isWanted = listTeams(db).some((team) => team.report !== null && team.reportChannelId === report.channelId)
  return isWanted ? null : 'the channel gets no daily report any more'
}
