import type { ApprovalId, ApprovalKind } from '../../../domain/approvals.ts'
import type { KeyResultId } from '../../../domain/ids.ts'
import type { Db } from '../../../platform/db.ts'
import { getApproval } from '../../../storage/approvals/approvals.ts'
import { type LoggedDecision, listLoggedDecisions } from '../../../storage/approvals/decision-log.ts'
import { findDecision, latestDecision } from '../../../storage/approvals/decisions.ts'
import { findResult } from '../../../storage/approvals/results.ts'
import { getPerson } from '../../../storage/people.ts'
import { linkToMessage } from '../../link-to-message.ts'
import { cardKey } from '../approval-messages.ts'

/** The decision log, of one key result or of all. */
export interface DecisionsShown {
  keyResultId: KeyResultId | null
  /** Newest first. */
  decisions: readonly DecisionEntry[]
}

/** One decision for the record. */
export interface DecisionEntry {
  id: number
  at: Date
  /** `Approved the finding “Analyze Q1 churn drivers”`. */
  what: string
  who: string
  reason: string | null
  keyResults: readonly KeyResultId[]
  /** What it was decided on, and where its card stands; null for what was decided elsewhere. */
  about: { approvalId: ApprovalId; version: number; kind: ApprovalKind; title: string; link: string | null } | null
  /** What came of it, by the word of a person. */
  result: { text: string; by: string; at: Date } | null
}

/** Everything that was decided, newest first: for `/okr decisions`. */
export function showDecisions(db: Db, keyResultId: KeyResultId | null): DecisionsShown {
  return { keyResultId, decisions: decisionsOf(db, keyResultId) }
}

/** The decisions of one key result (null: all), newest first; at most so many. */
export function decisionsOf(db: Db, keyResultId: KeyResultId | null, most = Number.POSITIVE_INFINITY): DecisionEntry[] {
  return listLoggedDecisions(db, keyResultId ?? undefined)
    .slice(0, most)
    .map((entry) => entryOf(db, entry))
}

/** A decision of the log, as people read it. */
export function entryOf(db: Db, entry: LoggedDecision): DecisionEntry {
  const { id, at, what, personId, byName, reason, keyResultIds, decisionId } = entry
  const who = personId === null ? byName : getPerson(db, personId).name
  return { id, at, what, who, reason, keyResults: keyResultIds, ...whatBecame(db, decisionId) }
}

function whatBecame(db: Db, decisionId: number | null): Pick<DecisionEntry, 'about' | 'result'> {
  const decision = decisionId === null ? null : findDecision(db, decisionId)
  if (decision === null) return { about: null, result: null }
  const { id: approvalId, version, kind, title } = getApproval(db, decision.approvalId)
  const about = { approvalId, version, kind, title, link: linkToMessage(db, cardKey(approvalId)) }
  // What came of it stands with the decision that counts, not with one that was taken back.
  const isCounting = latestDecision(db, approvalId)?.id === decision.id
  return { about, result: isCounting ? resultOf(db, approvalId) : null }
}

/** What somebody said came of an approval; null while nobody has. */
export function resultOf(db: Db, approvalId: ApprovalId): DecisionEntry['result'] {
  const said = findResult(db, approvalId)
  if (!said || said.text === null || said.saidAt === null || said.saidBy === null) return null
  return { text: said.text, by: getPerson(db, said.saidBy).name, at: said.saidAt }
}
