import type { KpiId, PersonId, TeamId } from '../../domain/ids.ts'
import { isLocalTime, isZone, type LocalTime, type Zone } from '../../domain/local-time.ts'
import { openReportPlans, type ReportChannel } from '../../domain/reports.ts'
import {
  defaultReportTime,
  type ReportSection,
  type ReportSettings,
  reportSections,
  type Team,
} from '../../domain/teams.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { listLabels } from '../../storage/chant-search.ts'
import { listKpis } from '../../storage/kpis.ts'
import { listPeople } from '../../storage/people.ts'
import { findReportChannel, listReportDates, planReportsFrom } from '../../storage/reports.ts'
import { listTeams, saveTeam } from '../../storage/teams.ts'
import { type Invalid, type Refused, refused } from '../check-ins/outcomes.ts'
import { mayLead } from '../may-lead.ts'
import { findReportChannelNow } from './report-channels.ts'

/** What a lead can say about the daily report of one channel. */
export interface ReportSettingsForm {
  channelId: string
  /** True: the channel gets one already. */
  isOn: boolean
  /** Whose report it is, or can be; several only when it is still to be chosen. */
  teams: { id: TeamId; name: string }[]
  settings: Omit<ReportSettings, 'channel' | 'zone'> & { zone: Zone }
  zones: Zone[]
  knownLabels: string[]
  kpis: { id: KpiId; name: string }[]
}

/**
 * The settings of the report in the channel somebody writes in. Teams that share a channel share them; a channel
 * without a report can get one for a team that the person leads.
 */
export function showReportSettings(
  db: Db,
  { by, channelId }: { by: PersonId; channelId: string },
  defaultZone: Zone,
): { kind: 'form'; form: ReportSettingsForm } | Refused {
  const whose = teamsFor(db, by, channelId)
  if ('why' in whose) return whose
  const { teams, isOn } = whose
  const settings = settingsNow(db, channelId, teams, defaultZone)
  const people = listPeople(db).flatMap(({ zone }) => zone ?? [])
  return {
    kind: 'form',
    form: {
      channelId,
      isOn,
      teams: teams.map(({ id, name }) => ({ id, name })),
      settings,
      zones: [...new Set([settings.zone, defaultZone, ...people, ...usualZones])],
      knownLabels: listLabels(db).slice(0, 12),
      kpis: listKpis(db).map(({ id, name }) => ({ id, name })),
    },
  }
}

export interface WantedReport {
  by: PersonId
  channelId: string
  /** For a channel that gets none yet. */
  teamId: TeamId | null
  time: LocalTime
  zone: Zone
  /** As typed, separated by commas or lines. */
  labels: string
  kpis: readonly KpiId[]
  sections: readonly ReportSection[]
  /** `off`: no report in this channel any more. */
  when: ReportSettings['when'] | 'off'
  inboxKey?: string
}

/** `next`: when the next report is planned; null when there is none, or the channel is still to be entered. */
export type ReportSettingsSaved = { kind: 'saved'; isOff: boolean; next: Date | null; zone: Zone } | Invalid | Refused

/** Changes the report of a channel for every team that shares it. What is set here stays when the file comes again. */
export function changeReportSettings(db: Db, wanted: WantedReport, now: Date, defaultZone: Zone): ReportSettingsSaved {
  return transact(db, (tx) => {
    const { by, channelId, teamId, when, zone, inboxKey } = wanted
    const whose = teamsFor(tx, by, channelId)
    if ('why' in whose) return whose
    const errors = problemsOf(wanted)
    const teams = whose.isOn ? whose.teams : whose.teams.filter(({ id }) => id === teamId)
    if (teams.length === 0) errors['team'] = 'Choose whose report it is.'
    if (Object.keys(errors).length > 0 && when !== 'off') return { kind: 'invalid', errors } as const
    if (inboxKey) finishReceived(tx, inboxKey, now)
    for (const team of teams) {
      // As it was written stays: the file may say it by name.
      const channel = whose.isOn && team.report ? team.report.channel : channelId
      saveTeam(tx, { ...team, report: when === 'off' ? null : { ...reportOf(wanted, when), channel } }, now)
    }
    return { kind: 'saved', isOff: when === 'off', next: planNext(tx, channelId, now, defaultZone), zone } as const
  })
}

function reportOf({ time, zone, labels, kpis, sections }: WantedReport, when: ReportSettings['when']) {
  return {
    time,
    zone,
    labels: labelsIn(labels),
    kpis,
    sections: reportSections.filter((one) => sections.includes(one)),
    when,
  }
}

/** The teams whose report stands in this channel; without one, those that the person could turn one on for. */
function teamsFor(db: Db, by: PersonId, channelId: string): { teams: Team[]; isOn: boolean } | Refused {
  if (channelId.startsWith('D')) return refused('Type this in the channel whose daily report you mean.')
  const all = listTeams(db)
  // One that was turned on a moment ago is known by what was written: Slack is asked within a minute.
  const here = all.filter(({ report, reportChannelId }) => report && (reportChannelId ?? report.channel) === channelId)
  if (here.length > 0) {
    return here.some((team) => mayLead(db, by, team))
      ? { teams: here, isOn: true }
      : refused('Only a lead of its team, or an admin, can change the daily report of this channel.')
  }
  const led = all.filter((team) => mayLead(db, by, team))
  return led.length > 0
    ? { teams: led, isOn: false }
    : refused('This channel gets no daily report. The lead of a team, or an admin, can turn one on here.')
}

function settingsNow(
  db: Db,
  channelId: string,
  teams: readonly Team[],
  defaultZone: Zone,
): ReportSettingsForm['settings'] {
  const channel = findReportChannelNow(db, channelId, defaultZone)
  if (channel) return channel
  const [first] = teams
  const zone = first?.zone ?? defaultZone
  return { time: defaultReportTime, zone, labels: [], kpis: [], sections: reportSections, when: 'new' }
}

function problemsOf({ time, zone, sections, labels }: WantedReport): Record<string, string> {
  return {
    ...(!isLocalTime(time) && { time: 'Choose a time.' }),
    ...(!isZone(zone) && { zone: 'Choose a zone.' }),
    ...(sections.length === 0 && { sections: 'Choose at least one, or turn the report off below.' }),
    ...(labelsIn(labels).some((label) => label.length > 100) && { labels: 'A label has at most 100 characters.' }),
  }
}

function labelsIn(text: string): string[] {
  return [...new Set(text.split(/[,\n]/).map((label) => label.trim()))].filter(Boolean).slice(0, 50)
}

/** A new time begins with its next occurrence. */
function planNext(tx: Db, channelId: string, now: Date, defaultZone: Zone): Date | null {
  const channel: ReportChannel | null = findReportChannelNow(tx, channelId, defaultZone)
  if (channel === null) return null
  const known = findReportChannel(tx, channelId)
  const isSame = known?.time === channel.time && known.zone === channel.zone
  if (!isSame) planReportsFrom(tx, channelId, channel, now)
  const plannedFrom = isSame ? known.plannedFrom : now
  const decided = listReportDates(tx, channelId, '0000-01-01')
  return openReportPlans(channel, { plannedFrom, decided }, now).find(({ at }) => at > now)?.at ?? null
}

/** One or two for each offset, so that everybody finds theirs or one like it; people's own zones come first. */
const usualZones: readonly Zone[] = [
  ...['UTC', 'Pacific/Honolulu', 'America/Anchorage', 'America/Los_Angeles', 'America/Denver', 'America/Phoenix'],
  ...[
    'America/Chicago',
    'America/Mexico_City',
    'America/New_York',
    'America/Toronto',
    'America/Bogota',
    'America/Halifax',
  ],
  ...['America/Santiago', 'America/St_Johns', 'America/Sao_Paulo', 'America/Argentina/Buenos_Aires', 'Atlantic/Azores'],
  ...[
    'Europe/London',
    'Europe/Lisbon',
    'Africa/Lagos',
    'Europe/Berlin',
    'Europe/Paris',
    'Europe/Madrid',
    'Europe/Warsaw',
  ],
  ...['Africa/Cairo', 'Africa/Johannesburg', 'Europe/Athens', 'Europe/Helsinki', 'Europe/Kyiv', 'Asia/Jerusalem'],
  ...['Europe/Istanbul', 'Africa/Nairobi', 'Asia/Riyadh', 'Asia/Tehran', 'Asia/Dubai', 'Asia/Karachi', 'Asia/Kolkata'],
  ...['Asia/Kathmandu', 'Asia/Dhaka', 'Asia/Bangkok', 'Asia/Jakarta', 'Asia/Singapore', 'Asia/Shanghai', 'Asia/Manila'],
  ...['Australia/Perth', 'Asia/Tokyo', 'Asia/Seoul', 'Australia/Adelaide', 'Australia/Sydney', 'Pacific/Auckland'],
]
