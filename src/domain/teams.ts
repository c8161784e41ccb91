import type { KpiId, PersonId, TeamId } from './ids.ts'
import type { LocalDate, LocalTime, Weekday, Zone } from './local-time.ts'

export const teamLevels = ['company', 'team', 'individual'] as const
export type TeamLevel = (typeof teamLevels)[number]

export const defaultWorkingDays: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday']

/** When a team's owners are asked, each in their own zone. */
export interface CheckInTime {
  weekday: Weekday
  time: LocalTime
  /** Nobody is asked before this date. Null: not within 24 hours of the team's first import. */
  starts: LocalDate | null
}

export const defaultCheckIn: CheckInTime = { weekday: 'monday', time: '09:00', starts: null }

export const reportSections = ['activity', 'kpis', 'approvals', 'confidence'] as const
export type ReportSection = (typeof reportSections)[number]

/** The daily report of one team, in one channel. */
export interface ReportSettings {
  /** As written: `#kpi-churn` or `C…`. */
  channel: string
  time: LocalTime
  /** Null: the team's zone, else the workspace's default. */
  zone: Zone | null
  /** chant labels it covers. */
  labels: readonly string[]
  kpis: readonly KpiId[]
  sections: readonly ReportSection[]
  /** `new`: no post on a day on which nothing is new. */
  when: 'new' | 'always'
}

export const defaultReportTime: LocalTime = '08:30'

export interface Team {
  id: TeamId
  name: string
  level: TeamLevel
  /** Null: the workspace's default zone. */
  zone: Zone | null
  workingDays: readonly Weekday[]
  leadId: PersonId | null
  /** As written, `#retention` or `C…`; `channelId` once Slack was asked. */
  channel: string | null
  channelId: string | null
  checkIn: CheckInTime
  importedAt: Date
  report: ReportSettings | null
  reportChannelId: string | null
}

/** A channel as people write it: `#name`, or Slack's id `C…` / `G…`. */
export function isChannelReference(text: string): boolean {
  return /^#[^\s#]{1,80}$/.test(text) || /^[CG][A-Z0-9]{2,20}$/.test(text)
}
