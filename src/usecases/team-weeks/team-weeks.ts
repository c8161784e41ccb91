import type { CheckInCalendar, TeamCalendar } from '../../domain/cadence/calendar.ts'
import { runsIn } from '../../domain/cadence/running.ts'
import { type TeamWeek, teamWeek } from '../../domain/cadence/team-week.ts'
import type { KeyResultId, TeamId } from '../../domain/ids.ts'
import { instantAt, type LocalDate } from '../../domain/local-time.ts'
import type { Cycle, KeyResult } from '../../domain/objectives.ts'
import { staleSince } from '../../domain/staleness.ts'
import { type Week, weekOf, weeksFrom } from '../../domain/weeks.ts'
import { ownerWorksOn, teamWorksOn } from '../../domain/working-days.ts'
import type { Db } from '../../platform/db.ts'
import { listCycles } from '../../storage/cycles.ts'
import { listKeyResults } from '../../storage/key-results.ts'
import { listObjectives } from '../../storage/objectives.ts'
import { countingAnswers, type WeeksAnswer } from './counting-answers.ts'
import { type Asked, howAsked } from './how-asked.ts'

/** One key result of a team in one ISO week: what was said, and how it was asked for. */
export interface KeyResultWeek {
  keyResult: KeyResult
  /** Null: nobody has answered. */
  said: WeeksAnswer | null
  asked: Asked
  /** Since when its request waits, when nobody has answered for three of its owner's working days or more. */
  staleSince: Date | null
}

export interface TeamWeeks {
  /** The team's dates of a week; null when it has none. */
  datesOf(week: Week): TeamWeek | null
  /** Every key result of the team that is checked in that week, O1-KR1 before O1-KR2; *stale* as of an instant. */
  of(week: Week, asOf: Date): KeyResultWeek[]
  /** Only the answers to what was due: null for nobody's. */
  answersOf(week: Week): Map<KeyResultId, WeeksAnswer | null>
  /** The weeks of the present cycles up to this one in which something was checked in, oldest first. */
  until(week: Week): Week[]
}

interface Running {
  keyResult: KeyResult
  cycle: Cycle
}

/** A team's weeks as they are known now, for the cycles that hold a date; loaded in a fixed number of queries. */
export function teamWeeks(db: Db, calendar: CheckInCalendar, teamId: TeamId, around: LocalDate): TeamWeeks {
  const team = calendar.teams.get(teamId) as TeamCalendar
  const all = keyResultsOf(db, teamId, around)
  const keyResults = all.map(({ keyResult }) => keyResult)
  const datesOf = remembered((week: Week) => teamWeek(team, week, calendar.holidays))
  const answers = countingAnswers(
    db,
    calendar,
    team,
    keyResults.map(({ id }) => id),
    datesOf,
  )
  const asked = howAsked(db, calendar, keyResults)

  const running = remembered((week: Week): Running[] => {
    const dates = datesOf(week)
    if (dates === null) return []
    const ask = { askOn: dates.askOn, askAt: instantAt(dates.askOn, team.time, team.zone) }
    return all.filter((one) => runsIn(one, team, ask))
  })

  function pictureOf(keyResult: KeyResult, week: Week, asOf: Date): KeyResultWeek {
    const said = answers.for(keyResult, week)
    const given = answers.instantsOf(keyResult.id).filter((at) => at <= asOf)
    const asks = said === null ? asked.asksUntil(keyResult, week) : []
    const stale = staleIn(calendar, team, keyResult, asks, given, asOf)
    return { keyResult, said, asked: asked.in(keyResult, week), staleSince: stale }
  }

  return {
    datesOf,
    of: (week, asOf) => running(week).map(({ keyResult }) => pictureOf(keyResult, week, asOf)),
    answersOf: (week) =>
      new Map(
        running(week).flatMap(({ keyResult }) => {
          const said = answers.for(keyResult, week)
          const isDue = said !== null || asked.in(keyResult, week).kind !== 'skipped'
          return isDue ? [[keyResult.id, said]] : []
        }),
      ),
    until(week) {
      const starts = running(week).map(({ cycle }) => cycle.starts)
      const first = starts.reduce((earliest, one) => (one < earliest ? one : earliest), around)
      return weeksFrom(weekOf(first), week).filter((one) => running(one).length > 0)
    },
  }
}

/** Of the cycles that hold that date, and of those past their end that nobody has closed. */
function keyResultsOf(db: Db, teamId: TeamId, on: LocalDate): Running[] {
  const cycles = listCycles(db).filter(
    ({ starts, ends, closedAt }) => starts <= on && (on <= ends || closedAt === null),
  )
  return cycles.flatMap((cycle) => {
    const objectives = new Set(listObjectives(db, cycle.id).flatMap((one) => (one.teamId === teamId ? [one.id] : [])))
    const theirs = objectives.size === 0 ? [] : listKeyResults(db, cycle.id)
    return theirs.filter(({ objectiveId }) => objectives.has(objectiveId)).map((keyResult) => ({ keyResult, cycle }))
  })
}

function remembered<T>(compute: (week: Week) => T): (week: Week) => T {
  const known = new Map<Week, T>()
  return (week) => {
    if (!known.has(week)) known.set(week, compute(week))
    return known.get(week) as T
  }
}

function staleIn(
  calendar: CheckInCalendar,
  team: TeamCalendar,
  { ownerId }: KeyResult,
  asks: readonly Date[],
  answers: readonly Date[],
  asOf: Date,
): Date | null {
  const lastAnswer = Math.max(...answers.map(Number))
  const waiting = asks.filter((ask) => ask.getTime() > lastAnswer)
  const [oldest] = waiting
  const owner = ownerId === null ? undefined : calendar.people.get(ownerId)
  if (oldest === undefined) return null
  const teamWorks = teamWorksOn(team.workingDays, calendar.holidays)
  const works = owner === undefined ? teamWorks : ownerWorksOn(teamWorks, owner)
  return staleSince(waiting, answers, owner?.zone ?? team.zone, works, asOf) === null ? null : oldest
}
