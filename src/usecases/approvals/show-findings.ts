import { type Approval, type ApprovalId, standingOf } from '../../domain/approvals.ts'
import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { listApprovals, listOpenApprovals, listUnsettledApprovals } from '../../storage/approvals/approvals.ts'
import { chantProblem } from '../../storage/approvals/chant-program.ts'
import { latestDecision, listVotes } from '../../storage/approvals/decisions.ts'
import { linkToMessage } from '../link-to-message.ts'
import { resultOf } from './afterwards/decisions-log.ts'
import { driversFollowing } from './afterwards/follow-work.ts'
import { cardKey } from './approval-messages.ts'
import { concernOf } from './deciders/concerned.ts'
import { whoDecides, whyNotNow } from './deciders/who-decides.ts'
import { discussionOf } from './keep-discussion.ts'
import { showApproval, showDecision } from './show-approval.ts'
import type { FindingLine, FindingsShown, FindingToRead } from './shown.ts'

export type FindingsFilter = FindingsShown['filter']

/** The findings of `/okr findings`: what waits first, longest first; then what was decided, newest first. */
export function showFindings(
  db: Db,
  { filter, by }: { filter: FindingsFilter; by: PersonId },
  now: Date,
  defaultZone: Zone,
): FindingsShown {
  const concern = concernOf(db)
  const candidates = filter.kind === 'pending' ? listUnsettledApprovals(db) : listApprovals(db)
  const lines = candidates
    .filter(({ repository, specId }) => isAbout(concern(repository, specId), filter))
    .map((approval) => lineOf(db, approval, by, now, defaultZone, concern))
    .filter((line) => matches(line, filter))
  const isOpen = (line: FindingLine) =>
    line.standing === 'open' || line.standing === 'deciding' || line.standing === 'stuck'
  const waiting = lines.filter(isOpen).sort((a, b) => a.openedAt.getTime() - b.openedAt.getTime())
  return { filter, findings: [...waiting, ...lines.filter((line) => !isOpen(line))], chantProblem: chantProblem(db) }
}

/** What waits for this person to decide on, longest first. */
export function waitingFor(db: Db, by: PersonId, now: Date, defaultZone: Zone): FindingLine[] {
  const concern = concernOf(db)
  return (
    listOpenApprovals(db)
      // Who has said yes has done their part, where more than one has to.
      .filter(({ id, version }) => !listVotes(db, id, version).some(({ personId }) => personId === by))
      .map((approval) => lineOf(db, approval, by, now, defaultZone, concern))
      .filter(({ standing, isMine }) => standing === 'open' && isMine)
  )
}

/** One finding with everything that was said about it. */
export function showFindingToRead(db: Db, approvalId: ApprovalId, now: Date, defaultZone: Zone): FindingToRead {
  const approval = showApproval(db, approvalId, now, defaultZone)
  const result = resultOf(db, approvalId)
  const said = result ? [{ byName: result.by, at: result.at, text: result.text, what: 'result' as const }] : []
  return { approval, discussion: [...discussionOf(db, { id: approvalId }), ...said] }
}

/** An approval as one line of a list, for whoever reads it. */
export function lineOf(
  db: Db,
  approval: Approval,
  by: PersonId,
  now: Date,
  defaultZone: Zone,
  concern = concernOf(db),
): FindingLine {
  const { id, version, kind, title, specId, repository, round, openedAt } = approval
  const latest = latestDecision(db, id)
  const decision = latest && showDecision(db, latest)
  const standing = standingOf(approval, latest)
  // Who may decide matters while somebody has to; of what is over it is not asked.
  const deciding = standing === 'open' ? whoDecides(db, approval, now, defaultZone, concern) : null
  return {
    approvalId: id,
    version,
    kind,
    title,
    specId,
    repository,
    round,
    standing,
    keyResults: concern(repository, specId).map((one) => one.id),
    openedAt,
    who: decision ? [decision.byName] : (deciding?.shown.approvers ?? []).map(({ name }) => name),
    decidedAt: decision?.at ?? null,
    reason: decision?.reason ?? approval.closedBecause,
    link: linkToMessage(db, cardKey(id)),
    drivers: standing === 'approved' ? driversFollowing(db, repository, specId) : [],
    isMine: deciding !== null && whyNotNow(db, by, deciding) === null,
  }
}

function isAbout(keyResults: readonly { id: KeyResultId }[], filter: FindingsFilter): boolean {
  return filter.kind !== 'key-result' || keyResults.some(({ id }) => id === filter.id)
}

function matches(line: FindingLine, filter: FindingsFilter): boolean {
  switch (filter.kind) {
    case 'all':
      return true
    case 'pending':
      return line.standing === 'open' || line.standing === 'deciding' || line.standing === 'stuck'
    case 'decided':
      return line.standing === 'approved' || line.standing === 'rejected'
    case 'key-result':
      return line.keyResults.includes(filter.id as KeyResultId)
  }
}
