import type { PersonId } from '../ids.ts'
import { localDateAt } from '../local-time.ts'
import { addWeeks, type Week, weekOf, weeksFrom } from '../weeks.ts'
import type { CheckInCalendar } from './calendar.ts'
import { planWeek, type WeekPlan } from './plan-week.ts'

/**
 * Everything that is to be decided at `now`: one plan for each (person, week) that is final and not recorded yet,
 * oldest week first. Record them all in one transaction, send what is `asked`; call it as often as you like.
 *
 * After a long stop the weeks gone by are here too, each counted by its name: nothing is silent.
 */
export function decisionsDue(calendar: CheckInCalendar, now: Date): WeekPlan[] {
  return openPlans(calendar, now).filter(({ at }) => at <= now)
}

/** The next instant, `now` or later, at which something is to be decided: time can be played from one to the next. */
export function nextDecisionAt(calendar: CheckInCalendar, now: Date): Date | null {
  const instants = openPlans(calendar, now).map(({ at }) => at.getTime())
  return instants.length === 0 ? null : new Date(Math.max(now.getTime(), Math.min(...instants)))
}

/**
 * The plans of all weeks nobody has decided yet, oldest first, up to the week after next: whoever owns a key result
 * has one for each week since they own one, whoever only stands in for others has one where they are asked.
 */
export function openPlans(calendar: CheckInCalendar, now: Date): WeekPlan[] {
  const owners = new Set([...calendar.owned].flatMap(([id, keyResults]) => (keyResults.length > 0 ? [id] : [])))
  const standIns = [...owners].flatMap((personId) => calendar.people.get(personId)?.delegateId ?? [])
  return [...new Set([...owners, ...standIns])]
    .filter((personId) => calendar.people.has(personId))
    .flatMap((personId) => openWeeks(calendar, personId, now).map((week) => planWeek(calendar, personId, week, now)))
    .filter(({ personId, outcome }) => owners.has(personId) || outcome !== 'not-due')
    .sort((a, b) => a.week.localeCompare(b.week) || a.personId - b.personId)
}

/** From the first week somebody owned anything in. A week is asked for in the week before it, if its owner likes. */
function openWeeks(calendar: CheckInCalendar, personId: PersonId, now: Date): Week[] {
  const zone = calendar.people.get(personId)?.zone ?? 'UTC'
  const present = weekOf(localDateAt(now, zone))
  const since = (calendar.owned.get(personId) ?? []).map(({ ownedSince, teamId }) =>
    Math.max(ownedSince?.getTime() ?? 0, calendar.teams.get(teamId)?.importedAt.getTime() ?? 0),
  )
  // For somebody who only stands in, older weeks have no request to join.
  const first = since.length === 0 ? addWeeks(present, -4) : weekOf(localDateAt(new Date(Math.min(...since)), zone))
  const recorded = calendar.recorded.get(personId)
  return weeksFrom(first, addWeeks(present, 2)).filter((week) => !recorded?.has(week))
}
