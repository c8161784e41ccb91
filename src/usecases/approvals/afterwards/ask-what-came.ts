import type { Approval, ApprovalId } from '../../../domain/approvals.ts'
import { nextWorkingTimeOf } from '../../../domain/cadence/working-time.ts'
import type { KeyResultId } from '../../../domain/ids.ts'
import { instantAt, type Zone } from '../../../domain/local-time.ts'
import { type Person, zoneOf } from '../../../domain/people.ts'
import { type Db, transact } from '../../../platform/db.ts'
import { getApproval } from '../../../storage/approvals/approvals.ts'
import { type LoggedDecision, listLoggedCycles, listLoggedDecisions } from '../../../storage/approvals/decision-log.ts'
import { findDecision, latestDecision } from '../../../storage/approvals/decisions.ts'
import { addResultAsked, listResults } from '../../../storage/approvals/results.ts'
import { getCycle } from '../../../storage/cycles.ts'
import { getKeyResult } from '../../../storage/key-results.ts'
import { getObjective } from '../../../storage/objectives.ts'
import { getPerson } from '../../../storage/people.ts'
import { getTeam } from '../../../storage/teams.ts'
import { loadCheckInCalendar } from '../../check-ins/load-calendar.ts'
import { homesChanged } from '../../home/homes-changed.ts'
import { whoLeads } from '../../may-lead.ts'
import { oweMessage, priorities } from '../../owe-message.ts'

const askTime = '09:00'
/** A cycle that ended while nobody could send anything is asked about so long afterwards; so long somebody may be away. */
const patienceMs = 7 * 86_400_000

/** Nine on the last day, wherever somebody is, comes no earlier than so long before that day begins in UTC. */
const aheadMs = 36 * 3_600_000

/** An approved finding of a cycle, who is asked what came of it, and when. */
interface Wanted {
  approval: Approval
  keyResultIds: readonly KeyResultId[]
  person: Person
  at: Date
}

/** When somebody is to be asked next what came of approved findings; null when nobody is. */
export function nextResultsAskAt(db: Db, now: Date, defaultZone: Zone): Date | null {
  const soon = listLoggedCycles(db).map((id) => instantAt(getCycle(db, id).ends, '00:00', 'UTC').getTime() - aheadMs)
  const later = soon.filter((at) => at > now.getTime())
  // Who is asked at which hour is only worked out when a cycle's end is near: that reads everything that was decided.
  const isNear = soon.some((at) => at <= now.getTime() && at + aheadMs + 3 * patienceMs > now.getTime())
  const instants = [...later, ...(isNear ? wantedResults(db, now, defaultZone).map(({ at }) => at.getTime()) : [])]
  return instants.length === 0 ? null : new Date(Math.max(now.getTime(), Math.min(...instants)))
}

/**
 * Asks what came of the findings that were approved for key results of a cycle: on its last day, at nine where the
 * decider is, in their working time; one message for each person, once. Whoever has left, is unknown to Slack, or is
 * away for a week is stood in for by the team's lead. Returns about how many findings was asked.
 */
export function askWhatCame(db: Db, now: Date, defaultZone: Zone): number {
  return transact(db, (tx) => {
    const due = wantedResults(tx, now, defaultZone)
      .filter(({ at }) => at <= now)
      .map((wanted) => ({ ...wanted, person: whoIsHere(tx, wanted, now, defaultZone) }))
    for (const some of Map.groupBy(due, ({ person }) => person.id).values()) askOne(tx, some, now, defaultZone)
    return due.length
  })
}

/** The occasion of the message that asked about these findings. */
export function resultsWantedKey(approvalIds: readonly ApprovalId[]): string {
  return `results-wanted:${Math.min(...approvalIds)}`
}

function askOne(tx: Db, some: readonly Wanted[], now: Date, defaultZone: Zone): void {
  const [first] = some
  if (!first) return
  const { person } = first
  const ids = some.map(({ approval }) => approval.id).sort((a, b) => a - b)
  for (const id of ids) addResultAsked(tx, id, person.id, now)
  const { repository, specId, round } = getApproval(tx, ids[0] as ApprovalId)
  oweMessage(
    tx,
    {
      key: resultsWantedKey(ids),
      mark: `results-wanted:${person.slackId}:${repository}/${specId}:${round}`,
      notice: { kind: 'results-wanted', personId: person.id, approvalIds: ids },
      to: { person: person.id },
      priority: priorities.fanOut,
      notBefore: nextWorkingTimeOf(loadCheckInCalendar(tx, defaultZone, person.id), person.id, now),
    },
    now,
  )
  homesChanged(tx, [person.id], now)
}

function wantedResults(db: Db, now: Date, defaultZone: Zone): Wanted[] {
  const asked = new Set(listResults(db).map(({ approvalId }) => approvalId))
  return listLoggedDecisions(db).flatMap((entry): Wanted[] => {
    if (entry.cycleId === null || entry.decisionId === null) return []
    const { ends } = getCycle(db, entry.cycleId)
    // Looked at first: most of what was ever decided is of cycles that are long over.
    if (instantAt(ends, '23:59', 'UTC').getTime() + 2 * patienceMs < now.getTime()) return []
    const approval = approvedBy(db, entry.decisionId)
    if (approval === null || asked.has(approval.id)) return []
    const person = whoIsAsked(db, entry)
    if (person === null) return []
    const at = instantAt(ends, askTime, zoneOf(person, defaultZone))
    const isTooLate = now.getTime() - at.getTime() > patienceMs
    // What is decided after the question has had no time to come to anything.
    return isTooLate || entry.at >= at ? [] : [{ approval, keyResultIds: entry.keyResultIds, person, at }]
  })
}

/** The finding that this decision approved, if it is the decision that counts. */
function approvedBy(db: Db, decisionId: number): Approval | null {
  const decision = findDecision(db, decisionId)
  const approval = decision && getApproval(db, decision.approvalId)
  if (approval?.kind !== 'finding' || approval.outcome !== 'approved') return null
  return latestDecision(db, approval.id)?.id === decisionId ? approval : null
}

/** Whoever decided; of those who cannot be asked any more the team's lead. */
function whoIsAsked(db: Db, { personId, keyResultIds }: LoggedDecision): Person | null {
  const decider = personId === null ? null : getPerson(db, personId)
  if (decider && decider.slackId !== null && decider.deactivatedAt === null) return decider
  return leadOf(db, keyResultIds)
}

/** The lead stands in for whoever is away for a week. */
function whoIsHere(db: Db, { person, keyResultIds }: Wanted, now: Date, defaultZone: Zone): Person {
  const free = nextWorkingTimeOf(loadCheckInCalendar(db, defaultZone, person.id), person.id, now)
  return free.getTime() - now.getTime() > patienceMs ? (leadOf(db, keyResultIds) ?? person) : person
}

function leadOf(db: Db, [keyResultId]: readonly KeyResultId[]): Person | null {
  if (keyResultId === undefined) return null
  const { teamId } = getObjective(db, getKeyResult(db, keyResultId).objectiveId)
  return whoLeads(db, getTeam(db, teamId))[0] ?? null
}
