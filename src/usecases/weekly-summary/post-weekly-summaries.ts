import type { CheckInCalendar, TeamCalendar } from '../../domain/cadence/calendar.ts'
import { sendingTime } from '../../domain/cadence/sending-time.ts'
import { type TeamWeek, teamWeek } from '../../domain/cadence/team-week.ts'
import { instantAt, type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import type { Team } from '../../domain/teams.ts'
import { addWeeks, mondayOf, type Week, weekOf, weeksFrom } from '../../domain/weeks.ts'
import { teamWorksOn } from '../../domain/working-days.ts'
import { type Db, transact } from '../../platform/db.ts'
import { addSummary, listSummarisedWeeks, type Summary } from '../../storage/summaries.ts'
import { listTeams } from '../../storage/teams.ts'
import { loadCheckInCalendar } from '../check-ins/load-calendar.ts'
import { oweMessage } from '../owe-message.ts'
import { teamWeeks } from '../team-weeks/team-weeks.ts'
import { summaryKey } from './summary-key.ts'

const day = 86_400_000

/** What is to become of one team's week: when that is final, and what. */
interface SummaryPlan {
  team: Team
  week: Week
  plannedAt: Date
  at: Date
  outcome: 'to-post' | 'not-due' | 'superseded'
}

/**
 * Posts every team's summary whose hour has come: one for each team and ISO week, two of its working days after the ask
 * day at 16:00 in its zone. Missed while nobody could send it, it goes out in the team's next working time (09:00–17:00)
 * before the next one is due, else it is recorded as superseded. Returns how many messages are owed now.
 */
export function postWeeklySummaries(db: Db, now: Date, defaultZone: Zone): number {
  return transact(db, (tx) => {
    const calendar = loadCheckInCalendar(tx, defaultZone)
    const due = openPlans(tx, calendar, now).filter(({ at }) => at <= now)
    return due.filter((plan) => decide(tx, calendar, plan, now)).length
  })
}

/** When the next summary is to be decided; null when there is no team. */
export function nextSummaryOf(db: Db, calendar: CheckInCalendar, now: Date): Date | null {
  const instants = openPlans(db, calendar, now).map(({ at }) => at.getTime())
  return instants.length === 0 ? null : new Date(Math.max(now.getTime(), Math.min(...instants)))
}

function openPlans(db: Db, calendar: CheckInCalendar, now: Date): SummaryPlan[] {
  const decided = listSummarisedWeeks(db)
  return listTeams(db).flatMap((team) => {
    const known = calendar.teams.get(team.id) as TeamCalendar
    const first = weekOf(localDateAt(known.importedAt, known.zone))
    const last = weekOf(localDateAt(now, known.zone))
    return weeksFrom(first, last)
      .filter((week) => !decided.get(team.id)?.has(week))
      .flatMap((week) => planOf(calendar, team, known, week, now) ?? [])
  })
}

function planOf(
  { holidays }: CheckInCalendar,
  team: Team,
  known: TeamCalendar,
  week: Week,
  now: Date,
): SummaryPlan | null {
  const dates = teamWeek(known, week, holidays)
  if (dates === null) {
    const end = instantAt(mondayOf(addWeeks(week, 1)), '00:00', known.zone)
    return { team, week, plannedAt: end, at: end, outcome: 'not-due' }
  }
  const plan = { team, week, plannedAt: dates.summaryAt }
  const deadline = nextSummary(known, week, holidays)
  const works = teamWorksOn(known.workingDays, holidays)
  const sending = sendingTime({ askOn: dates.summaryOn, time: '16:00', deadline, zone: known.zone, works }, now)
  if (sending.kind !== 'at') return { ...plan, at: deadline, outcome: 'superseded' }
  // Slack was not asked yet which channel is meant: a day is waited for that.
  const isUnknown = team.channel !== null && team.channelId === null
  const giveUpAt = new Date(Math.max(sending.at.getTime(), dates.summaryAt.getTime() + day))
  return { ...plan, at: isUnknown && now < giveUpAt ? giveUpAt : sending.at, outcome: 'to-post' }
}

function nextSummary(team: TeamCalendar, week: Week, holidays: ReadonlySet<LocalDate>): Date {
  for (let ahead = 1; ahead <= 5; ahead++) {
    const dates: TeamWeek | null = teamWeek(team, addWeeks(week, ahead), holidays)
    if (dates) return dates.summaryAt
  }
  return instantAt(mondayOf(addWeeks(week, 6)), '00:00', team.zone)
}

function decide(
  tx: Db,
  calendar: CheckInCalendar,
  { team, week, plannedAt, outcome }: SummaryPlan,
  now: Date,
): boolean {
  const zone = calendar.teams.get(team.id)?.zone ?? 'UTC'
  const weeks = teamWeeks(tx, calendar, team.id, localDateAt(plannedAt, zone))
  const isDue = outcome !== 'not-due' && weeks.answersOf(week).size > 0
  const became: Summary['outcome'] = !isDue
    ? 'not-due'
    : outcome === 'superseded'
      ? 'superseded'
      : team.channelId === null
        ? 'no-channel'
        : 'posted'
  const id = addSummary(tx, { teamId: team.id, week, plannedAt, decidedAt: now, outcome: became })
  const to =
    team.channelId !== null ? { channel: team.channelId } : team.leadId !== null ? { person: team.leadId } : null
  if (id === null || to === null || became === 'not-due' || became === 'superseded') return false
  const notice = { kind: 'weekly-summary', summaryId: id } as const
  oweMessage(tx, { key: summaryKey(id), mark: `weekly-summary:${team.name}:${week}`, notice, to }, now)
  return true
}
