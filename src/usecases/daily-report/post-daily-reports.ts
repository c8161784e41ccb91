import { addDays, localDateAt, type Zone } from '../../domain/local-time.ts'
import { openReportPlans, type ReportChannel, type ReportPlan } from '../../domain/reports.ts'
import { type Db, transact } from '../../platform/db.ts'
import { addReport, findReportChannel, listReportDates, planReportsFrom } from '../../storage/reports.ts'
import { buildReport, isNews } from './build-report.ts'
import { oweReport } from './owe-report.ts'
import { listReportChannels } from './report-channels.ts'
import { recordOf, windowFor } from './report-window.ts'

/** When a daily report is to be decided next; null when no channel wants one. */
export function nextReportAt(db: Db, now: Date, defaultZone: Zone): Date | null {
  const channels = listReportChannels(db, defaultZone)
  if (channels.some((channel) => isUnplanned(db, channel))) return now
  const instants = channels.flatMap((channel) => openPlans(db, channel, now).map(({ at }) => at.getTime()))
  return instants.length === 0 ? null : new Date(Math.max(now.getTime(), Math.min(...instants)))
}

/**
 * Posts the report of every channel whose hour has come: one for each channel and working day, whatever happens. It
 * begins where the channel's last report ended that is known to stand in Slack, so what could not be posted is in the
 * next one. Nothing new: no post, unless the channel wants it always. Returns how many messages are owed now.
 *
 * `until`: up to when everything is known that a report tells of, which is where the next one begins.
 */
export function postDailyReports(db: Db, now: Date, defaultZone: Zone, until = now): number {
  return transact(db, (tx) => {
    let posted = 0
    for (const channel of listReportChannels(tx, defaultZone)) {
      if (isUnplanned(tx, channel)) planReportsFrom(tx, channel.channelId, channel, now)
      for (const plan of openPlans(tx, channel, now)) {
        if (plan.at <= now && decide(tx, channel, plan, until, now)) posted++
      }
    }
    return posted
  })
}

/** A channel we have not planned for, or at another time. */
function isUnplanned(db: Db, { channelId, time, zone }: ReportChannel): boolean {
  const known = findReportChannel(db, channelId)
  return known?.time !== time || known.zone !== zone
}

function openPlans(db: Db, channel: ReportChannel, now: Date): ReportPlan[] {
  const known = findReportChannel(db, channel.channelId)
  if (known === null) return []
  const since = addDays(localDateAt(now, channel.zone), -40)
  const decided = listReportDates(db, channel.channelId, since)
  return openReportPlans(channel, { plannedFrom: known.plannedFrom, decided }, now)
}

function decide(tx: Db, channel: ReportChannel, plan: ReportPlan, until: Date, now: Date): boolean {
  const { date, plannedAt } = plan
  const window = windowFor(tx, channel, date, until)
  const content = plan.outcome === 'missed' ? null : buildReport(tx, channel, window)
  const isPosted = content !== null && (channel.when === 'always' || isNews(content))
  const outcome = content === null ? 'missed' : isPosted ? 'posted' : 'nothing-new'
  const shown = content?.shown ?? window.before
  const record = { plannedAt, decidedAt: now, outcome, cut: until, shown } as const
  const id = addReport(tx, { channelId: channel.channelId, ...recordOf(window), ...record })
  if (id === null || !isPosted) return false
  oweReport(tx, { id, post: 1, channelId: channel.channelId, date }, now)
  return true
}
