import type { ApprovalId } from '../../domain/approvals.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { getApproval } from '../../storage/approvals/approvals.ts'
import { latestDecision } from '../../storage/approvals/decisions.ts'
import { findResult } from '../../storage/approvals/results.ts'
import { whoDecides } from './deciders/who-decides.ts'

/** In whose Homes an approval may stand: who may decide on it or did, who leads its team, who is asked what came of it. */
export function inWhoseHomes(db: Db, approvalId: ApprovalId, now: Date): PersonId[] {
  const approval = getApproval(db, approvalId)
  // Who is away changes nothing here, so it does not matter in which zone that is looked at.
  const { approvers, fallback, team } = whoDecides(db, approval, now, 'UTC')
  const others = [team?.leadId, latestDecision(db, approvalId)?.personId, findResult(db, approvalId)?.askedId]
  return [...new Set([...approvers, ...fallback, ...others.flatMap((id) => id ?? [])])]
}
