import { addDays, instantAt, type LocalDate, type LocalTime, type Weekday, weekdayOf, weekdays } from '../local-time.ts'
import { addWeeks, type Week } from '../weeks.ts'
import { teamWorksOn, workingDayAfter } from '../working-days.ts'
import type { OwnerCalendar, TeamCalendar } from './calendar.ts'
import { type TeamWeek, teamWeek } from './team-week.ts'

/** When an owner is to be asked for one team's key results in one ISO week, before days off are looked at. */
export interface OwnersAsk {
  team: TeamCalendar
  /** The team's ask day in that week: due dates and cycles are judged by it. */
  teamAskOn: LocalDate
  askOn: LocalDate
  time: LocalTime
  /** That date and time on the owner's own wall. */
  at: Date
  /** Answers from here on count for this week: the beginning of the second working day before the ask. */
  coveredFrom: Date
  summaryAt: Date
  /** No request goes out from here on: the summary, or the next week's ask where long holidays put that first. */
  deadline: Date
  because: AskReason
}

export type AskReason =
  | 'preferred'
  | 'team'
  /** The team's ask day moved, because its weekday is a holiday or no working day. */
  | 'team-moved'
  /** The owner prefers a weekday and time that do not fit this week. */
  | 'preferred-does-not-fit'

/**
 * The asks an owner could be given for a team's key results in an ISO week: the preferred one first, when there is one
 * and it fits, then the team's. None when the week is not due.
 *
 * A preferred weekday stands at the same distance from the team's weekday in every week (Friday before a team's Monday
 * is always the Friday before), so there is exactly one in each. It fits between two working days before the ask and
 * the summary; where it does not, because holidays or the team's own time moved, the team's ask counts.
 */
export function ownersAsks(
  owner: OwnerCalendar,
  team: TeamCalendar,
  week: Week,
  holidays: ReadonlySet<LocalDate>,
): OwnersAsk[] {
  const asks = possibleAsks(owner, team, week, holidays)
  const summary = teamWeek(team, week, holidays)
  if (asks.length === 0 || summary === null) return []
  const deadline = earliest(summary.summaryAt, nextAskBefore(summary, owner, team, week, holidays))
  const works = teamWorksOn(team.workingDays, holidays)
  return asks.map((ask) => {
    const opensOn = workingDayAfter(ask.askOn, -2, works) ?? ask.askOn
    const coveredFrom = instantAt(opensOn, '00:00', owner.zone)
    return { ...ask, team, teamAskOn: summary.askOn, coveredFrom, summaryAt: summary.summaryAt, deadline }
  })
}

type PossibleAsk = Pick<OwnersAsk, 'askOn' | 'time' | 'at' | 'because'>

function possibleAsks(
  owner: OwnerCalendar,
  team: TeamCalendar,
  week: Week,
  holidays: ReadonlySet<LocalDate>,
): PossibleAsk[] {
  const actual = teamWeek(team, week, holidays)
  if (actual === null) return []
  const { weekday, time } = owner.preferred
  const ask = (askOn: LocalDate, at: LocalTime, because: AskReason): PossibleAsk => ({
    askOn,
    time: at,
    at: instantAt(askOn, at, owner.zone),
    because,
  })
  const asPlanned = weekdayOf(actual.askOn) === team.weekday ? 'team' : 'team-moved'
  if (weekday === null) return [ask(actual.askOn, time ?? team.time, time === null ? asPlanned : 'preferred')]
  const preferredTime = time ?? team.time
  const preferredOn = usualDate(owner, team, weekday, preferredTime, week)
  if (preferredOn === null || !fits(actual, preferredOn, preferredTime, owner))
    return [ask(actual.askOn, team.time, 'preferred-does-not-fit')]
  return [ask(preferredOn, preferredTime, 'preferred'), ask(actual.askOn, team.time, asPlanned)]
}

/** Where the preferred weekday stands beside the team's in a week without holidays; the nearer one, if two fit. */
export function usualDate(
  owner: Pick<OwnerCalendar, 'zone'>,
  team: TeamCalendar,
  weekday: Weekday,
  time: LocalTime,
  week: Week,
): LocalDate | null {
  const usual = teamWeek(team, week, new Set())
  if (usual === null) return null
  const after = (weekdays.indexOf(weekday) - weekdays.indexOf(weekdayOf(usual.askOn)) + 7) % 7
  const nearestFirst = after <= 3 ? [after, after - 7] : [after - 7, after]
  return nearestFirst.map((days) => addDays(usual.askOn, days)).find((date) => fits(usual, date, time, owner)) ?? null
}

function fits(week: TeamWeek, date: LocalDate, time: LocalTime, owner: Pick<OwnerCalendar, 'zone'>): boolean {
  return date >= week.opensOn && instantAt(date, time, owner.zone) < week.summaryAt
}

/** The owner's next ask, if it could come before this week's summary: after long holidays it can. */
function nextAskBefore(
  { summaryOn }: TeamWeek,
  owner: OwnerCalendar,
  team: TeamCalendar,
  week: Week,
  holidays: ReadonlySet<LocalDate>,
): Date | null {
  // Two dates apart is later in every pair of zones.
  const tooLate = addDays(summaryOn, 2)
  for (let ahead = 1; ; ahead++) {
    const next = teamWeek(team, addWeeks(week, ahead), holidays)
    if (next === null && ahead < 5) continue
    if (next === null || (owner.preferred.weekday === null ? next.askOn : next.opensOn) >= tooLate) return null
    return possibleAsks(owner, team, addWeeks(week, ahead), holidays)[0]?.at ?? null
  }
}

function earliest(a: Date, b: Date | null): Date {
  return b !== null && b < a ? b : a
}
