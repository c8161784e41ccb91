import type { Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { findApproval } from '../../storage/approvals/approvals.ts'
import { latestDecision } from '../../storage/approvals/decisions.ts'
import { draftAbout, typedBefore } from '../check-ins/keep-typed.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { type Act, whyNotDecideNow, whyNotJudgeChange } from './decide-approval.ts'
import type { DecisionForm } from './shown.ts'
import { whyNotWithdraw } from './why-not-withdraw.ts'

/** The forms with which somebody says why, and what they ask for. */
export type DecisionFormKind =
  | 'approval-reject'
  | 'approval-reject-now'
  | 'approval-needs-work'
  | 'approval-withdraw'
  | 'approval-still-fine'

/** Where what was typed into such a form is kept while it cannot be saved. */
export function decisionDraft(form: DecisionFormKind, approvalId: number): string {
  return draftAbout(form, String(approvalId))
}

/** A form about an approval, for whoever could send it now; what was typed before is in it. */
export function showDecisionForm(
  db: Db,
  form: DecisionFormKind,
  act: Act,
  now: Date,
  defaultZone: Zone,
): { kind: 'form'; form: DecisionForm } | Refused {
  const approval = findApproval(db, act.approvalId)
  if (!approval) return refused('This approval is gone. Nothing was changed.')
  const why = whyNot[form](db, act, now, defaultZone)
  if (why !== null) return refused(why)
  const draft = typedBefore(db, { by: act.by, form, about: String(act.approvalId) }, now)
  const typed = Object.values(draft?.fields ?? {}).find(Boolean) ?? ''
  return {
    kind: 'form',
    form: {
      approvalId: approval.id,
      version: approval.version,
      decisionId: form === 'approval-withdraw' ? (latestDecision(db, approval.id)?.id ?? null) : null,
      title: approval.title,
      specId: approval.specId,
      personId: act.by,
      typed,
      restoredFrom: draft?.savedAt ?? null,
    },
  }
}

type WhyNot = (db: Db, act: Act, now: Date, defaultZone: Zone) => string | null

const whyNot: Record<DecisionFormKind, WhyNot> = {
  'approval-reject': whyNotDecideNow,
  'approval-needs-work': whyNotDecideNow,
  'approval-reject-now': whyNotJudgeChange,
  'approval-still-fine': whyNotJudgeChange,
  'approval-withdraw': (db, { approvalId, by }, now, defaultZone) =>
    whyNotWithdraw(db, findApproval(db, approvalId), by, now, defaultZone),
}
