import type { Confidence } from '../../domain/check-ins.ts'
import type { KeyResultId, PersonId, TeamId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import { type Week, weekOf } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { listAnswers } from '../../storage/check-ins.ts'
import { loadCheckInCalendar } from '../check-ins/load-calendar.ts'
import { teamWeeks } from '../team-weeks/team-weeks.ts'
import type { Reader } from './reader.ts'

/** What was said of a key result in one week in which it was checked in. Null: nobody answered. */
export interface SaidInWeek {
  week: Week
  confidence: Confidence | null
}

const mostWeeks = 12

/**
 * What was said of these key results of a team, week by week, oldest first; the last three months of them. Of a cycle
 * that is over there are only the answers: in which weeks it was asked for is not looked up again. `about`: whose
 * calendar judges in which week an answer counts, when they are all one person's.
 */
export function saidInWeeks(
  db: Db,
  teamId: TeamId,
  ids: readonly KeyResultId[],
  { today }: Pick<Reader, 'today'>,
  defaultZone: Zone,
  about?: PersonId,
): Map<KeyResultId, SaidInWeek[]> {
  const weeks = teamWeeks(db, loadCheckInCalendar(db, defaultZone, about), teamId, today)
  const picture = weeks.until(weekOf(today)).map((week) => ({ week, said: weeks.answersOf(week) }))
  const given = listAnswers(db, ids)
  return new Map(
    ids.map((id) => {
      const checkedIn = picture
        .filter(({ said }) => said.has(id))
        .map(({ week, said }) => ({ week, confidence: said.get(id)?.answer.confidence ?? null }))
      const known = checkedIn.length > 0 ? checkedIn : (given.get(id) ?? []).map(inWeek)
      return [id, known.slice(-mostWeeks)]
    }),
  )
}

function inWeek({ week, answer }: { week: Week; answer: { confidence: Confidence } }): SaidInWeek {
  return { week, confidence: answer.confidence }
}
