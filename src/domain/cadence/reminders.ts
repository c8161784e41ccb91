import type { KeyResultId, PersonId, TeamId } from '../ids.ts'
import { addDays, instantAt, localDateAt } from '../local-time.ts'
import type { Week } from '../weeks.ts'
import { ownerWorksOn, teamWorksOn, workingDayAfter } from '../working-days.ts'
import type { CheckInCalendar } from './calendar.ts'
import { type OwnersAsk, ownersAsks } from './owners-ask.ts'
import { sendingTime } from './sending-time.ts'

/** A request that stands: its message was sent, or is about to be. */
export interface Request {
  /** Who has the message: the owner, or their delegate. */
  personId: PersonId
  week: Week
  /** The instant first planned, and the one it went out at. */
  plannedAt: Date
  askedAt: Date
  /** What it still covers: dropped and skipped key results are left out. */
  keyResults: readonly { keyResultId: KeyResultId; teamId: TeamId }[]
}

export interface Reminder {
  number: 1 | 2
  at: Date
}

/**
 * When a request is still to be reminded of, as seen at `now`: the same hour on each of the owner's next two working
 * days, none after the summary. Send one once `at <= now`, if its number was not sent and something is still missing.
 *
 * The hour is the one the owner is asked at, also when the request itself went out late. A reminder belongs to its
 * day: missed, it goes out later that day in working time (09:00–17:00), or never.
 */
export function reminders(calendar: CheckInCalendar, request: Request, now: Date): Reminder[] {
  const owner = calendar.people.get(request.personId)
  if (owner === undefined) return []
  const asksOf = (keyResults: readonly { teamId: TeamId }[]) =>
    [...new Set(keyResults.map(({ teamId }) => teamId))].flatMap((teamId) => {
      const team = calendar.teams.get(teamId)
      return team === undefined ? [] : ownersAsks(owner, team, request.week, calendar.holidays)
    })
  const asks = asksOf(request.keyResults)
  // A message can go out at the ask of a team of theirs whose own key results were answered already.
  const planned = [...asks, ...asksOf(calendar.owned.get(owner.personId) ?? [])].find(
    ({ at }) => at.getTime() === request.plannedAt.getTime(),
  )
  const ask = planned ?? firstOf(asks)
  if (ask === undefined || asks.length === 0) return []
  const { zone } = owner
  const works = ownerWorksOn(teamWorksOn(ask.team.workingDays, calendar.holidays), owner)
  const sentOn = localDateAt(request.askedAt, zone)
  return ([1, 2] as const).flatMap((number) => {
    const on = workingDayAfter(sentOn, number, works)
    if (on === null) return []
    const dayEnds = instantAt(addDays(on, 1), '00:00', zone)
    const deadline = new Date(Math.min(dayEnds.getTime(), ...asks.map((each) => each.deadline.getTime())))
    const sending = sendingTime({ askOn: on, time: ask.time, deadline, zone, works }, now)
    return sending.kind === 'at' ? [{ number, at: sending.at }] : []
  })
}

/** Calendar or zone have changed since: the ask that would come first now. */
function firstOf(asks: readonly OwnersAsk[]): OwnersAsk | undefined {
  const byTime = [...asks].sort((a, b) => a.at.getTime() - b.at.getTime())
  return byTime.find(({ because }) => because === 'preferred') ?? byTime[0]
}

/** The key results of a request that nobody has answered: neither since it was sent, nor for its week. */
export function stillMissing(
  calendar: Pick<CheckInCalendar, 'answers'>,
  request: Omit<Request, 'personId' | 'plannedAt'>,
  now: Date,
): KeyResultId[] {
  return request.keyResults
    .map(({ keyResultId }) => keyResultId)
    .filter((keyResultId) => {
      const answers = calendar.answers.get(keyResultId) ?? []
      return !answers.some(({ at, week }) => at <= now && (week === request.week || at >= request.askedAt))
    })
}

/** May the lead ask again? Once per person and week, while something is missing. Null: yes; else the sentence why not. */
export function askAgainProblem(missing: readonly KeyResultId[], askedAgainAt: Date | null): string | null {
  if (missing.length === 0) return 'Everything of this week is answered.'
  if (askedAgainAt !== null) return 'They were asked again this week already; once a week is the limit.'
  return null
}
