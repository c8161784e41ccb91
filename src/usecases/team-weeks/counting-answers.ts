import { answersCountFrom } from '../../domain/cadence/answer-window.ts'
import type { CheckInCalendar, StandingAnswer, TeamCalendar } from '../../domain/cadence/calendar.ts'
import type { TeamWeek } from '../../domain/cadence/team-week.ts'
import type { Answer } from '../../domain/check-ins.ts'
import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import { instantAt } from '../../domain/local-time.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import { addWeeks, mondayOf, type Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { listAnswerInstants, listAnswers, type StandingAnswer as Said } from '../../storage/check-ins.ts'
import { listAcceptedHandOvers } from '../../storage/hand-overs.ts'

/** The answer that counts for a week. `late`: first given after the week's summary. */
export interface WeeksAnswer {
  checkInId: number
  /** The week it was given for; an earlier one when it covers this. */
  week: Week
  answer: Answer
  by: PersonId
  at: Date
  late: boolean
}

export interface CountingAnswers {
  for(keyResult: KeyResult, week: Week): WeeksAnswer | null
  /** Whenever somebody said something that stands, for any week. */
  instantsOf(id: KeyResultId): readonly Date[]
}

/**
 * Which answer counts for which week: the week's own, else one that was given in its window, from two working days
 * before the ask until the next week's window opens. So a late answer can do both.
 */
export function countingAnswers(
  db: Db,
  calendar: CheckInCalendar,
  team: TeamCalendar,
  ids: readonly KeyResultId[],
  datesOf: (week: Week) => TeamWeek | null,
): CountingAnswers {
  const said = listAnswers(db, ids)
  const instants = Map.groupBy(listAnswerInstants(db, ids), ({ keyResultId }) => keyResultId)
  const changes = Map.groupBy(listAcceptedHandOvers(db, ids), ({ keyResultId }) => keyResultId)
  const windows = new Map<string, number>()

  /** By whoever owned it when that week was asked for: what it said then does not change with a hand-over. */
  function opensAt({ id, ownerId: now }: KeyResult, week: Week, dates: TeamWeek): number {
    const askAt = instantAt(dates.askOn, team.time, team.zone)
    const next = changes.get(id)?.find(({ answeredAt }) => answeredAt !== null && answeredAt > askAt)
    const ownerId = next ? next.fromId : now
    const key = `${ownerId}:${week}`
    const at = windows.get(key) ?? answersCountFrom(calendar, team, ownerId, week, dates).getTime()
    windows.set(key, at)
    return at
  }

  /** What was said for another week, in this week's window. */
  function covering(keyResult: KeyResult, given: readonly StandingAnswer[], week: Week): StandingAnswer[] {
    const near = given.filter((one) => one.week !== week && isNear(one.at, week))
    const dates = near.length === 0 ? null : datesOf(week)
    if (dates === null) return []
    const from = opensAt(keyResult, week, dates)
    const next = nextDue(week, datesOf)
    const until = next === null ? Number.POSITIVE_INFINITY : opensAt(keyResult, next.week, next.dates)
    return near.filter(({ at }) => at.getTime() >= from && at.getTime() < until)
  }

  return {
    for(keyResult, week) {
      const given = instants.get(keyResult.id) ?? []
      const own = given.filter((one) => one.week === week)
      const summaryAt = datesOf(week)?.summaryAt.getTime() ?? Number.POSITIVE_INFINITY
      const inTime = own[0] !== undefined && own[0].at.getTime() <= summaryAt
      // Windows take zones to compute, so they are looked at only where they can matter.
      const others = inTime ? [] : covering(keyResult, given, week)
      const counts = own.at(-1) ?? others.at(-1)
      const answer = counts && said.get(keyResult.id)?.find((one) => one.week === counts.week)
      const first = Math.min(...[...own, ...others].map(({ at }) => at.getTime()))
      return answer ? toAnswer(answer, first > summaryAt) : null
    },
    instantsOf: (id) => (instants.get(id) ?? []).map(({ at }) => at),
  }
}

function toAnswer({ checkInId, week, answer, by, at }: Said, late: boolean): WeeksAnswer {
  return { checkInId, week, answer, by, at, late }
}

/** A window never lies further from its week than long holidays can push it. */
function isNear(at: Date, week: Week): boolean {
  const days = (at.getTime() - Date.parse(mondayOf(week))) / 86_400_000
  return days > -21 && days < 28
}

function nextDue(week: Week, datesOf: (week: Week) => TeamWeek | null): { week: Week; dates: TeamWeek } | null {
  for (let ahead = 1; ahead <= 5; ahead++) {
    const dates = datesOf(addWeeks(week, ahead))
    if (dates) return { week: addWeeks(week, ahead), dates }
  }
  return null
}
