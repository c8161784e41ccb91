import type { CheckInCalendar } from '../../domain/cadence/calendar.ts'
import type { PersonId, TeamId } from '../../domain/ids.ts'
import { type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import type { Team } from '../../domain/teams.ts'
import { addWeeks, type Week, weekOf } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { listTeams } from '../../storage/teams.ts'
import { mayLead } from '../may-lead.ts'
import { type TeamWeeks, teamWeeks } from '../team-weeks/team-weeks.ts'
import { type Unanswered, unansweredOf } from '../team-weeks/unanswered.ts'
import { loadCheckInCalendar } from './load-calendar.ts'

/** Who has not answered, team by team, and what became of asking them. */
export interface Missing {
  /** False: the reader leads no team, and sees those in which they own something. */
  isLead: boolean
  teams: {
    teamId: TeamId
    name: string
    week: Week
    askOn: LocalDate
    total: number
    unanswered: Unanswered[]
    /** Whether the reader may ask again. */
    mayAsk: boolean
  }[]
}

/**
 * Who is missing now, for somebody who leads teams (an admin: all of them); anybody else sees their own teams and may
 * not ask. The week is the newest whose ask day has come.
 */
export function listMissing(db: Db, by: PersonId, now: Date, defaultZone: Zone): Missing {
  const calendar = loadCheckInCalendar(db, defaultZone)
  const all = listTeams(db)
  const led = all.filter((team) => mayLead(db, by, team))
  const own = new Set((calendar.owned.get(by) ?? []).map(({ teamId }) => teamId))
  const shown = led.length > 0 ? led : all.filter(({ id }) => own.has(id))
  return {
    isLead: led.length > 0,
    teams: shown.flatMap((team) => missingIn(db, calendar, team, led.includes(team), now)),
  }
}

function missingIn(db: Db, calendar: CheckInCalendar, team: Team, mayAsk: boolean, now: Date): Missing['teams'] {
  const zone = calendar.teams.get(team.id)?.zone ?? 'UTC'
  const today = localDateAt(now, zone)
  const weeks = teamWeeks(db, calendar, team.id, today)
  const week = newestAsked(weeks, today)
  const picture = week === null ? [] : weeks.of(week, now)
  const askOn = week === null ? undefined : weeks.datesOf(week)?.askOn
  if (week === null || askOn === undefined || picture.length === 0) return []
  const unanswered = unansweredOf(db, calendar, picture)
  return [{ teamId: team.id, name: team.name, week, askOn, total: picture.length, unanswered, mayAsk }]
}

/** Owners further east, or who like to be asked early, may have the next week's already; its day has not come. */
function newestAsked(weeks: TeamWeeks, today: LocalDate): Week | null {
  for (let back = 0; back <= 6; back++) {
    const week = addWeeks(weekOf(today), -back)
    const askOn = weeks.datesOf(week)?.askOn
    if (askOn !== undefined && askOn <= today) return week
  }
  return null
}
