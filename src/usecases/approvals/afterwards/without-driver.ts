import { standingOf } from '../../../domain/approvals.ts'
import type { CheckInCalendar } from '../../../domain/cadence/calendar.ts'
import { afterWorkingDays } from '../../../domain/cadence/working-time.ts'
import type { PersonId } from '../../../domain/ids.ts'
import { localDateAt, type Zone } from '../../../domain/local-time.ts'
import type { KeyResult } from '../../../domain/objectives.ts'
import type { Db } from '../../../platform/db.ts'
import { listApprovedSince } from '../../../storage/approvals/approvals.ts'
import { latestDecision } from '../../../storage/approvals/decisions.ts'
import { getCycle } from '../../../storage/cycles.ts'
import { cycleIdOf } from '../../../storage/key-results.ts'
import { listTeams } from '../../../storage/teams.ts'
import { loadCheckInCalendar } from '../../check-ins/load-calendar.ts'
import { whoLeads } from '../../may-lead.ts'
import { keyResultsConcerned, teamConcerned } from '../deciders/concerned.ts'
import { wantsDriver } from '../show-approval.ts'
import { lineOf } from '../show-findings.ts'
import type { FindingLine } from '../shown.ts'

/** So many of the decider's working days pass before Home says that no work was made of it. */
const patience = 2
/** Longer ago than any cycle lasts: what nobody made work of by then is no task for Home any more. */
const longestMs = 200 * 86_400_000

/**
 * Approved findings of which nobody has made a driver spec for two of the decider's working days, for whoever decided
 * and whoever leads the team; the oldest decision first. When their cycle is over, what came of it is asked instead.
 */
export function withoutDriver(db: Db, by: PersonId, now: Date, defaultZone: Zone): FindingLine[] {
  const led = listTeams(db).flatMap((team) => (whoLeads(db, team).some(({ id }) => id === by) ? [team.id] : []))
  const over = whenPatienceIsOver(db, defaultZone)
  return listApprovedSince(db, new Date(now.getTime() - longestMs))
    .filter(({ kind }) => kind === 'finding')
    .filter((approval) => {
      const latest = latestDecision(db, approval.id)
      // Most people neither decided anything nor lead a team, and for them this is all there is to look at.
      if (latest === null || (latest.personId !== by && led.length === 0)) return false
      const at = over(latest.personId ?? by, latest.decidedAt)
      if (at === null || at > now || !wantsDriver(db, approval, standingOf(approval, latest))) return false
      const keyResults = keyResultsConcerned(db, approval.repository, approval.specId)
      const today = localDateAt(now, defaultZone)
      const isOver = ({ id }: KeyResult) => getCycle(db, cycleIdOf(db, id)).ends < today
      if (keyResults.length > 0 && keyResults.every(isOver)) return false
      const team = teamConcerned(db, keyResults)
      return latest.personId === by || (team !== null && led.includes(team.id))
    })
    .map((approval) => lineOf(db, approval, by, now, defaultZone))
    .sort((a, b) => (a.decidedAt?.getTime() ?? 0) - (b.decidedAt?.getTime() ?? 0))
}

/** When two working days of somebody are over since an instant; everybody's calendar is looked at once. */
function whenPatienceIsOver(db: Db, defaultZone: Zone): (decider: PersonId, since: Date) => Date | null {
  const calendars = new Map<PersonId, CheckInCalendar>()
  return (decider, since) => {
    const calendar = calendars.get(decider) ?? loadCheckInCalendar(db, defaultZone, decider)
    calendars.set(decider, calendar)
    return afterWorkingDays(calendar, decider, { since, days: patience })
  }
}
