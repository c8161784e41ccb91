import { and, desc, eq, gt, gte, lt, sql } from 'drizzle-orm'
import type { LocalDate, LocalTime, Zone } from '../domain/local-time.ts'
import type { Db } from '../platform/db.ts'
import { deliveries } from './tables/deliveries.ts'
import { reportChannels, reports } from './tables/reports.ts'

/** What became of one channel's report of one local date. */
export type Report = typeof reports.$inferSelect

/** Records what became of a channel's day. Null when it was recorded before: the first record stands. */
export function addReport(db: Db, report: Omit<Report, 'id' | 'post'>): number | null {
  const row = db.insert(reports).values(report).onConflictDoNothing().returning({ id: reports.id }).get()
  return row?.id ?? null
}

export function getReport(db: Db, id: number): Report | null {
  return db.select().from(reports).where(eq(reports.id, id)).get() ?? null
}

export function findReport(db: Db, channelId: string, date: LocalDate): Report | null {
  return (
    db
      .select()
      .from(reports)
      .where(and(eq(reports.channelId, channelId), eq(reports.date, date)))
      .get() ?? null
  )
}

export function changeReport(db: Db, id: number, change: Partial<Omit<Report, 'id' | 'channelId' | 'date'>>): void {
  db.update(reports).set(change).where(eq(reports.id, id)).run()
}

/** The days from `since` on for which a channel's report is decided. */
export function listReportDates(db: Db, channelId: string, since: LocalDate): Set<LocalDate> {
  const rows = db
    .select({ date: reports.date })
    .from(reports)
    .where(and(eq(reports.channelId, channelId), gte(reports.date, since)))
    .all()
  return new Set(rows.map(({ date }) => date))
}

/** A channel's last report before `date` that is known to stand in Slack: what it said, people have been told. */
export function lastConfirmedReport(db: Db, channelId: string, date: LocalDate): Report | null {
  return (
    db
      .select()
      .from(reports)
      .where(and(eq(reports.channelId, channelId), eq(reports.outcome, 'posted'), lt(reports.date, date), wasPosted))
      .orderBy(desc(reports.date))
      .limit(1)
      .get() ?? null
  )
}

/** True when a later day's report was posted, or will be. */
export function hasLaterReport(db: Db, { channelId, date }: Pick<Report, 'channelId' | 'date'>): boolean {
  const later = db
    .select({ id: reports.id })
    .from(reports)
    .where(and(eq(reports.channelId, channelId), eq(reports.outcome, 'posted'), gt(reports.date, date)))
    .limit(1)
    .get()
  return later !== undefined
}

/** One of its posts is known to have reached the channel. Keys are those of `reportKey`. */
const wasPosted = sql`exists (
  select 1 from ${deliveries} where ${deliveries.state} = 'sent' and (
    ${deliveries.key} = 'daily-report:' || ${reports.id} or ${deliveries.key} like 'daily-report:' || ${reports.id} || ':%'
  )
)`

/** The occasion of a report's message, as deliveries name it; a second post of it is another one. */
export function reportKey({ id, post }: Pick<Report, 'id' | 'post'>): string {
  return post === 1 ? `daily-report:${id}` : `daily-report:${id}:${post}`
}

export type KnownReportChannel = typeof reportChannels.$inferSelect

export function findReportChannel(db: Db, channelId: string): KnownReportChannel | null {
  return db.select().from(reportChannels).where(eq(reportChannels.channelId, channelId)).get() ?? null
}

/** A channel gets a report from now on, or at another time than before: what that time has missed is not made up for. */
export function planReportsFrom(
  db: Db,
  channelId: string,
  { time, zone }: { time: LocalTime; zone: Zone },
  plannedFrom: Date,
): void {
  const values = { time, zone, plannedFrom }
  db.insert(reportChannels)
    .values({ channelId, ...values })
    .onConflictDoUpdate({ target: reportChannels.channelId, set: values })
    .run()
}
