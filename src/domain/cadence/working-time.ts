import type { PersonId } from '../ids.ts'
import { instantAt, localDateAt, localTimeAt } from '../local-time.ts'
import { defaultWorkingDays } from '../teams.ts'
import { ownerWorksOn, teamWorksOn, type WorksOn, workingDayAfter } from '../working-days.ts'
import type { CheckInCalendar, OwnerCalendar } from './calendar.ts'
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
  const works = worksOnOf(calendar, person)
  const deadline = new Date(now.getTime() + patienceMs)
  return nextWorkingTime(now, { deadline, zone: person.zone, works }) ?? now
}

/**
 * The instant at which so many of somebody's working days are over since `since`: the same hour on that working day.
 * Null for somebody who does not work for a year, or whom the calendar does not know.
 */
export function afterWorkingDays(
  calendar: CheckInCalendar,
  personId: PersonId,
  { since, days }: { since: Date; days: number },
): Date | null {
  const person = calendar.people.get(personId)
  if (person === undefined) return null
  const day = workingDayAfter(localDateAt(since, person.zone), days, worksOnOf(calendar, person))
  return day === null ? null : instantAt(day, localTimeAt(since, person.zone), person.zone)
}

function worksOnOf({ owned, teams, holidays }: CheckInCalendar, person: OwnerCalendar): WorksOn {
  const [first] = owned.get(person.personId) ?? []
  const team = first && teams.get(first.teamId)
  return ownerWorksOn(teamWorksOn(team?.workingDays ?? defaultWorkingDays, holidays), person)
}
