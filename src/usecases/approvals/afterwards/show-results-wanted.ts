import type { ApprovalId } from '../../../domain/approvals.ts'
import { parseSpecLink } from '../../../domain/contributions.ts'
import { type ExpectedImpact, expectedImpacts } from '../../../domain/findings/expected-impact.ts'
import type { KeyResultId, PersonId } from '../../../domain/ids.ts'
import { localDateAt, type Zone } from '../../../domain/local-time.ts'
import { formatChange, formatValue } from '../../../domain/numbers.ts'
import type { SpecId } from '../../../domain/specs.ts'
import type { Db } from '../../../platform/db.ts'
import { findApproval, getApproval } from '../../../storage/approvals/approvals.ts'
import { getContent } from '../../../storage/approvals/contents.ts'
import { listLoggedDecisions } from '../../../storage/approvals/decision-log.ts'
import { latestDecision } from '../../../storage/approvals/decisions.ts'
import { findResult } from '../../../storage/approvals/results.ts'
import { listInitiatives } from '../../../storage/initiatives.ts'
import { getKeyResult } from '../../../storage/key-results.ts'
import { getKpi, readingsOf } from '../../../storage/kpis.ts'
import { getPerson } from '../../../storage/people.ts'
import { linkToMessage } from '../../link-to-message.ts'
import { cardKey } from '../approval-messages.ts'
import { showDecision } from '../show-approval.ts'
import type { DriverShown } from '../shown.ts'
import { type DecisionEntry, resultOf } from './decisions-log.ts'
import { driversFollowing } from './follow-work.ts'

/** The message that asks somebody what came of findings. */
export interface ResultsWanted {
  firstName: string
  findings: readonly ResultWanted[]
}

/** An approved finding at its cycle's end: what it promised beside what came of it, as far as that can be measured. */
export interface ResultWanted {
  approvalId: ApprovalId
  specId: SpecId
  title: string
  link: string | null
  decidedBy: string
  decidedAt: Date
  /** True: the asked one decided it; else they lead the team of whoever did. */
  isTheirs: boolean
  /** False: the decision was taken back meanwhile. */
  stands: boolean
  impacts: readonly ExpectedImpact[]
  /** Initiatives that say this is their work, and what they expect of it. */
  initiatives: readonly { title: string; expectedImpact: string }[]
  keyResults: readonly Movement[]
  drivers: readonly DriverShown[]
  result: DecisionEntry['result']
}

/** How a key result's number has moved since a decision. */
export interface Movement {
  id: KeyResultId
  title: string
  /** `7.6 %`: the newest reading at the decision, else the baseline; null when neither is known. */
  before: string | null
  /** `5.4 %`; null: no reading since. */
  now: string | null
  /** `-2.2 pp`; null when there is nothing to compare. */
  change: string | null
  target: string | null
}

export function showResultsWanted(
  db: Db,
  { personId, approvalIds }: { personId: PersonId; approvalIds: readonly ApprovalId[] },
  defaultZone: Zone,
): ResultsWanted {
  return {
    firstName: getPerson(db, personId).name.split(' ')[0] as string,
    findings: approvalIds.map((id) => showResultWanted(db, id, personId, defaultZone)),
  }
}

/** Why nobody need be asked any more; null while something is open. */
export function whyNoResultsWanted(db: Db, approvalIds: readonly ApprovalId[]): string | null {
  return approvalIds.some((id) => isResultOpen(db, id)) ? null : 'all of it was said, or taken back, meanwhile'
}

/** True while nobody has said what came of a finding that still stands as approved. */
export function isResultOpen(db: Db, approvalId: ApprovalId): boolean {
  return findResult(db, approvalId)?.text === null && findApproval(db, approvalId)?.outcome === 'approved'
}

/** Throws when there is no such approval, or nobody decided on it: a bug. */
export function showResultWanted(db: Db, approvalId: ApprovalId, reader: PersonId, defaultZone: Zone): ResultWanted {
  const approval = getApproval(db, approvalId)
  const latest = latestDecision(db, approvalId)
  if (latest === null) throw new Error(`nobody decided on approval ${approvalId}`)
  const { repository, specId, title } = approval
  const drivers = driversFollowing(db, repository, specId)
  return {
    approvalId,
    specId,
    title,
    link: linkToMessage(db, cardKey(approvalId)),
    decidedBy: showDecision(db, latest).byName,
    decidedAt: latest.decidedAt,
    isTheirs: latest.personId === reader,
    stands: approval.outcome === 'approved',
    impacts: expectedImpacts(getContent(db, approvalId, approval.settledVersion ?? approval.version)),
    initiatives: initiativesOf(db, repository, [specId, ...drivers.map((driver) => driver.specId)]),
    keyResults: keyResultsOf(db, latest.id).map((id) => movementOf(db, id, latest.decidedAt, defaultZone)),
    drivers,
    result: resultOf(db, approvalId),
  }
}

/** As they were recorded with the decision: what a spec works for may be said differently by now. */
function keyResultsOf(db: Db, decisionId: number): readonly KeyResultId[] {
  return listLoggedDecisions(db).find((entry) => entry.decisionId === decisionId)?.keyResultIds ?? []
}

function initiativesOf(db: Db, repository: string, specs: readonly SpecId[]): ResultWanted['initiatives'] {
  return listInitiatives(db).flatMap(({ title, link, expectedImpact }) => {
    const to = parseSpecLink(link)
    const isIts = to !== null && (to.repository ?? repository) === repository && specs.includes(to.id)
    return isIts && expectedImpact ? [{ title, expectedImpact }] : []
  })
}

function movementOf(db: Db, id: KeyResultId, decidedAt: Date, zone: Zone): Movement {
  const { title, kpiId, baseline, target } = getKeyResult(db, id)
  const { unit } = getKpi(db, kpiId)
  const readings = readingsOf(db, kpiId, null)
  const decidedOn = localDateAt(decidedAt, zone)
  const before = readings.findLast(({ at }) => at <= decidedOn)?.value ?? baseline
  const newest = readings.findLast(({ at }) => at > decidedOn)?.value ?? null
  const inUnit = (value: number | null) => (value === null ? null : formatValue(value, unit))
  return {
    id,
    title,
    before: inUnit(before),
    now: inUnit(newest),
    change: before === null || newest === null ? null : formatChange(newest - before, unit),
    target: inUnit(target),
  }
}
