import type { Confidence } from './check-ins.ts'
import type { KeyResultId, KpiId, TeamId } from './ids.ts'
import {
  addDays,
  daysBetween,
  instantAt,
  type LocalDate,
  type LocalTime,
  localDateAt,
  type Zone,
} from './local-time.ts'
import { type ReportSection, type ReportSettings, reportSections, type Team } from './teams.ts'
import { teamWorksOn, type WorksOn } from './working-days.ts'

/** The daily report of one channel, as the teams that share it want it together. */
export interface ReportChannel {
  channelId: string
  teams: readonly TeamId[]
  time: LocalTime
  zone: Zone
  /** chant labels it covers; empty: every spec. */
  labels: readonly string[]
  kpis: readonly KpiId[]
  sections: readonly ReportSection[]
  when: ReportSettings['when']
  /** A day on which one of the teams works. */
  works: WorksOn
}

/** What a report showed, for the next one to tell what changed. */
export interface Shown {
  /** The last reading that was recorded by then. */
  readingId: number
  /** The status of every KPI that was in it. */
  statuses: Readonly<Record<KpiId, string>>
  confidences: Readonly<Record<KeyResultId, Confidence>>
}

export const nothingShown: Shown = { readingId: 0, statuses: {}, confidences: {} }

/**
 * Every channel that gets a daily report. Teams that share one share the post: it covers what any of them wants, on
 * days on which any of them works, and comes at the time and in the zone of the first (by team number).
 */
export function reportChannelsOf(
  teams: readonly Team[],
  holidays: ReadonlySet<LocalDate>,
  defaultZone: Zone,
): ReportChannel[] {
  const reporting = teams
    .flatMap((team) =>
      team.report && team.reportChannelId ? [{ team, report: team.report, channelId: team.reportChannelId }] : [],
    )
    .sort((a, b) => a.team.id - b.team.id)
  return [...Map.groupBy(reporting, ({ channelId }) => channelId)].flatMap(([channelId, sharing]) => {
    const [first] = sharing
    if (!first) return []
    const settings = sharing.map(({ report }) => report)
    const works = sharing.map(({ team }) => teamWorksOn(team.workingDays, holidays))
    return {
      channelId,
      teams: sharing.map(({ team }) => team.id),
      time: first.report.time,
      zone: first.report.zone ?? first.team.zone ?? defaultZone,
      labels: settings.some(({ labels }) => labels.length === 0) ? [] : union(settings.map(({ labels }) => labels)),
      kpis: union(settings.map(({ kpis }) => kpis)),
      sections: reportSections.filter((section) => settings.some(({ sections }) => sections.includes(section))),
      when: settings.some(({ when }) => when === 'always') ? 'always' : 'new',
      works: (date: LocalDate) => works.some((one) => one(date)),
    }
  })
}

/** A report's own day, and when it is decided: posted at its hour, or counted as missed when that is long over. */
export interface ReportPlan {
  date: LocalDate
  plannedAt: Date
  at: Date
  outcome: 'to-post' | 'missed'
}

/** So long after its hour a report is still posted, while its day lasts; later the next one says it all. */
const patienceMs = 8 * 3_600_000
/** Days further back are not counted any more. */
const mostDaysBack = 31
const longestBreak = 366

/**
 * A channel's reports that are still to be decided at `now`: those of working days that are over, today's, and the
 * next one. Nothing that was planned before `plannedFrom` is due: whoever turns reports on at noon gets the first one
 * tomorrow.
 */
export function openReportPlans(
  { time, zone, works }: Pick<ReportChannel, 'time' | 'zone' | 'works'>,
  { plannedFrom, decided }: { plannedFrom: Date; decided: ReadonlySet<LocalDate> },
  now: Date,
): ReportPlan[] {
  const today = localDateAt(now, zone)
  const first = [localDateAt(plannedFrom, zone), addDays(today, -mostDaysBack)].reduce((a, b) => (a > b ? a : b))
  const plans: ReportPlan[] = []
  for (let date = first; daysBetween(today, date) <= longestBreak; date = addDays(date, 1)) {
    const plannedAt = instantAt(date, time, zone)
    if (!works(date) || decided.has(date) || plannedAt < plannedFrom) continue
    plans.push(planOf(date, plannedAt, zone, now))
    if (plannedAt > now) break
  }
  return plans
}

/** When the report of the working day before `date` was due: where a channel's first report begins. */
export function plannedBefore({ time, zone, works }: ReportChannel, date: LocalDate): Date {
  for (let day = addDays(date, -1), left = longestBreak; left > 0; day = addDays(day, -1), left--) {
    if (works(day)) return instantAt(day, time, zone)
  }
  return instantAt(addDays(date, -1), time, zone)
}

function planOf(date: LocalDate, plannedAt: Date, zone: Zone, now: Date): ReportPlan {
  const midnight = instantAt(addDays(date, 1), '00:00', zone)
  const deadline = new Date(Math.min(plannedAt.getTime() + patienceMs, midnight.getTime() - 1))
  return now <= deadline
    ? { date, plannedAt, at: plannedAt, outcome: 'to-post' }
    : { date, plannedAt, at: deadline, outcome: 'missed' }
}

function union<T>(lists: readonly (readonly T[])[]): T[] {
  return [...new Set(lists.flat())]
}
