import type { PersonId } from '../ids.ts'
import { defaultWorkingDays } from '../teams.ts'
import { ownerWorksOn, teamWorksOn } from '../working-days.ts'
import type { CheckInCalendar } from './calendar.ts'
import { nextWorkingTime } from './sending-time.ts'

/** Whoever is away for longer is written to all the same. */
const patienceMs = 35 * 86_400_000

/**
 * The next instant, `now` or later, in somebody's working time: 09:00–17:00 on their own wall, on their working days
 * (those of the first team they own something in, else Monday–Friday). For messages that are not asked for by hour:
 * a lead's question, a hand-over, a preview.
 */
export function nextWorkingTimeOf(calendar: CheckInCalendar, personId: PersonId, now: Date): Date {
  const person = calendar.people.get(personId)
  if (person === undefined) return now
  const [first] = calendar.owned.get(personId) ?? []
  const team = first && calendar.teams.get(first.teamId)
  const works = ownerWorksOn(teamWorksOn(team?.workingDays ?? defaultWorkingDays, calendar.holidays), person)
  const deadline = new Date(now.getTime() + patienceMs)
  return nextWorkingTime(now, { deadline, zone: person.zone, works }) ?? now
}
