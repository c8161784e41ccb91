import type { PersonId } from '../ids.ts'
import { instantAt } from '../local-time.ts'
import type { Week } from '../weeks.ts'
import type { CheckInCalendar, TeamCalendar } from './calendar.ts'
import { ownersAsks } from './owners-ask.ts'
import { type TeamWeek, teamWeek } from './team-week.ts'

/**
 * From when on an answer counts for a week of this team, whichever week it was given for: the beginning of the second
 * working day before the owner's ask. That is the earliest ask among their teams', since one message covers them all.
 */
export function answersCountFrom(
  calendar: CheckInCalendar,
  team: TeamCalendar,
  ownerId: PersonId | null,
  week: Week,
  dates: Pick<TeamWeek, 'opensOn'>,
): Date {
  const owner = ownerId === null ? undefined : calendar.people.get(ownerId)
  if (owner === undefined) return instantAt(dates.opensOn, '00:00', team.zone)
  const teamIds = new Set([team.teamId, ...(calendar.owned.get(owner.personId) ?? []).map(({ teamId }) => teamId)])
  const opens = [...teamIds].flatMap((teamId) => {
    const theirs = calendar.teams.get(teamId)
    const asks =
      theirs && teamWeek(theirs, week, calendar.holidays) ? ownersAsks(owner, theirs, week, calendar.holidays) : []
    return asks[0] ? [asks[0].coveredFrom.getTime()] : []
  })
  return opens.length === 0 ? instantAt(dates.opensOn, '00:00', owner.zone) : new Date(Math.min(...opens))
}
