import { type Approval, standingOf } from '../../domain/approvals.ts'
import { afterWorkingDays } from '../../domain/cadence/working-time.ts'
import type { PersonId } from '../../domain/ids.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { listApprovals } from '../../storage/approvals/approvals.ts'
import { latestDecision } from '../../storage/approvals/decisions.ts'
import { getCycle } from '../../storage/cycles.ts'
import { cycleIdOf } from '../../storage/key-results.ts'
import { loadCheckInCalendar } from '../check-ins/load-calendar.ts'
import { whoLeads } from '../may-lead.ts'
import { keyResultsConcerned, teamConcerned } from './concerned.ts'
import { wantsDriver } from './show-approval.ts'
import { lineOf } from './show-findings.ts'
import type { FindingLine } from './shown.ts'

/** So many of the decider's working days pass before Home says that no work was made of it. */
const patience = 2

/**
 * Approved findings of which nobody has made a driver spec for two of the decider's working days, for whoever decided
 * and whoever leads the team; the oldest decision first. When their cycle is over, what came of it is asked instead.
 */
export function withoutDriver(db: Db, by: PersonId, now: Date, defaultZone: Zone): FindingLine[] {
  return listApprovals(db)
    .filter(({ kind, outcome }) => kind === 'finding' && outcome === 'approved')
    .filter((approval) => isMissed(db, approval, by, now, defaultZone))
    .map((approval) => lineOf(db, approval, by, now, defaultZone))
    .sort((a, b) => (a.decidedAt?.getTime() ?? 0) - (b.decidedAt?.getTime() ?? 0))
}

function isMissed(db: Db, approval: Approval, by: PersonId, now: Date, defaultZone: Zone): boolean {
  const latest = latestDecision(db, approval.id)
  if (latest === null || !wantsDriver(db, approval, standingOf(approval, latest))) return false
  const keyResults = keyResultsConcerned(db, approval.repository, approval.specId)
  const today = localDateAt(now, defaultZone)
  if (keyResults.length > 0 && keyResults.every(({ id }) => getCycle(db, cycleIdOf(db, id)).ends < today)) return false
  const team = teamConcerned(db, keyResults)
  const leads = team === null ? [] : whoLeads(db, team).map(({ id }) => id)
  if (latest.personId !== by && !leads.includes(by)) return false
  const decider = latest.personId ?? by
  const calendar = loadCheckInCalendar(db, defaultZone, decider)
  const at = afterWorkingDays(calendar, decider, { since: latest.decidedAt, days: patience })
  return at !== null && at <= now
}
