import { localDateAt, localTimeAt, weekdayInWords, weekdayOf } from '../local-time.ts'
import type { Week } from '../weeks.ts'
import type { OwnerCalendar, TeamCalendar } from './calendar.ts'
import { usualDate } from './owners-ask.ts'
import { teamWeek } from './team-week.ts'

/**
 * What is wrong with a weekday and time somebody prefers: null when they can have it, else the sentence for the form.
 *
 * It must be a working day and lie between two working days before the ask and the summary, of the team that asks them
 * first; judged in `week` as it would be without holidays.
 */
export function preferredProblem(
  owner: Pick<OwnerCalendar, 'zone' | 'preferred'>,
  teams: readonly TeamCalendar[],
  week: Week,
): string | null {
  const { weekday, time } = owner.preferred
  const [first] = teams
    .flatMap((team) => {
      const usual = teamWeek(team, week, new Set())
      return usual === null ? [] : [{ team, usual }]
    })
    .sort((a, b) => a.usual.askOn.localeCompare(b.usual.askOn) || a.team.time.localeCompare(b.team.time))
  if (weekday === null || first === undefined) return null
  const { team, usual } = first
  if (!team.workingDays.includes(weekday)) {
    return `${weekdayInWords(weekday)} is no working day of ${team.name}. Choose one of ${team.workingDays.map(weekdayInWords).join(', ')}.`
  }
  if (usualDate(owner, team, weekday, time ?? team.time, week) !== null) return null
  const summaryOn = weekdayInWords(weekdayOf(localDateAt(usual.summaryAt, owner.zone)))
  return (
    `${team.name} asks on ${weekdayInWords(weekdayOf(usual.askOn))} at ${team.time}, and its summary goes out on ` +
    `${summaryOn} at ${localTimeAt(usual.summaryAt, owner.zone)} your time. ` +
    `Choose a time from ${weekdayInWords(weekdayOf(usual.opensOn))} until then.`
  )
}
