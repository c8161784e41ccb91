import type { Decision } from '../../domain/approvals.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { changeApproval, closeApproval, getApproval } from '../../storage/approvals/approvals.ts'
import { logDecision } from '../../storage/approvals/decision-log.ts'
import { findDecision } from '../../storage/approvals/decisions.ts'
import { cycleIdOf } from '../../storage/key-results.ts'
import { approvalChanged, tell } from './approval-messages.ts'
import { keyResultsConcerned } from './deciders/concerned.ts'
import { whoDecides } from './deciders/who-decides.ts'

/**
 * A decision stands in chant, verified or made there: the approval ends with it, the decision log has it with the key
 * results it concerns, the thread is told, and whatever shows the approval shows it anew.
 */
export function settled(tx: Db, decisionId: number, now: Date, defaultZone: Zone): void {
  const decision = findDecision(tx, decisionId)
  if (!decision) throw new Error(`no decision ${decisionId}`)
  const approval = getApproval(tx, decision.approvalId)
  closeApproval(tx, approval.id, { outcome: decision.verdict }, now)
  changeApproval(tx, approval.id, { settledVersion: decision.version })
  const keyResults = keyResultsConcerned(tx, approval.repository, approval.specId)
  const [first] = keyResults
  logDecision(
    tx,
    {
      cycleId: first ? cycleIdOf(tx, first.id) : null,
      at: decision.decidedAt,
      what: whatWasDecided(decision, approval.kind, approval.title),
      reason: decision.reason,
      personId: decision.personId,
      byName: decision.byName,
      decisionId,
    },
    keyResults.map(({ id }) => id),
  )
  tell(tx, approval, { kind: 'decided', decisionId }, now, decision.personId)
  const { approvers } = whoDecides(tx, approval, now, defaultZone)
  const owners = keyResults.flatMap(({ ownerId }) => ownerId ?? [])
  approvalChanged(tx, approval.id, [...approvers, ...owners, ...(decision.personId ? [decision.personId] : [])], now)
}

/** `Approved the finding “Analyze Q1 churn drivers”`. */
function whatWasDecided({ verdict, kind }: Decision, about: 'finding' | 'release', title: string): string {
  const what = `${about === 'finding' ? 'the finding' : 'the work'} “${title}”`
  if (kind === 'withdrawal')
    return verdict === 'rejected' ? `Took back the approval of ${what}` : `Took back the rejection of ${what}`
  if (kind === 'second-thought') return `Rejected ${what}, which changed after it was approved`
  return `${verdict === 'approved' ? 'Approved' : 'Rejected'} ${what}`
}
