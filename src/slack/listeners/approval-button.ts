import type { PersonId } from '../../domain/ids.ts'
import {
  approve,
  askBeforeDeciding,
  reject,
  rejectChanged,
  retryDecision,
  stillFine,
  takeBackDecision,
  withdrawDecision,
} from '../../usecases/approvals/decide-approval.ts'
import { knowDecider } from '../../usecases/approvals/deciders/know-deciders.ts'
import { type DecisionFormKind, decisionDraft, showDecisionForm } from '../../usecases/approvals/show-decision-form.ts'
import { showFindingToRead } from '../../usecases/approvals/show-findings.ts'
import type { DecisionForm } from '../../usecases/approvals/shown.ts'
import type { Modal } from '../blocks/message.ts'
import type { Edge } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { onSubmit, type SubmitOutcome } from '../on-submit.ts'
import { parseBound, parseDecisionBound } from '../payloads/approvals.ts'
import type { Submitted } from '../payloads/forms.ts'
import { needsWorkForm, rejectForm, stillFineForm, withdrawForm } from '../views/approval-forms.ts'
import { findingsModal } from '../views/findings-modal.ts'

/** What people do with an approval: decide, ask, take back, try again. Who may is asked of Slack at the click. */
export function approvalButtons(edge: Edge): void {
  const { db, clock, defaultZone, directory } = edge
  const asThey = (by: PersonId, approvalId: number) => knowDecider(db, directory, { by, approvalId }, clock.now())

  onPress(edge, 'approval:approve', async ({ value, view }, by, { inboxKey }) => {
    const bound = parseBound(value)
    await asThey(by, bound.approvalId)
    const outcome = approve(db, { ...bound, by, inboxKey }, clock.now(), defaultZone)
    // Pressed while reading: what is read shows at once how it stands.
    if (view?.callbackId === 'findings') {
      const shown = findingsModal(showFindingToRead(db, bound.approvalId, clock.now(), defaultZone), 1)
      await edge.clients.calls.views.update({ view_id: view.id, view: shown }).catch((error: unknown) => {
        edge.log.warn({ err: error }, 'what is read could not be shown anew')
      })
    }
    return outcome
  })

  onPress(edge, 'approval:retry', async ({ value }, by, { inboxKey }) => {
    const bound = parseBound(value)
    await asThey(by, bound.approvalId)
    return retryDecision(db, { ...bound, by, inboxKey }, clock.now(), defaultZone)
  })

  onPress(edge, 'approval:take-back', async ({ value }, by, { inboxKey }) => {
    const bound = parseBound(value)
    await asThey(by, bound.approvalId)
    return takeBackDecision(db, { ...bound, by, inboxKey }, clock.now(), defaultZone)
  })

  const opening = (actionId: string, kind: DecisionFormKind, view: (form: DecisionForm) => Modal) =>
    onPress(edge, actionId, async ({ value }, by) => {
      const bound = parseBound(value)
      await asThey(by, bound.approvalId)
      const shown = showDecisionForm(db, kind, { ...bound, by }, clock.now(), defaultZone)
      return shown.kind === 'form' ? { kind: 'form', view: view(shown.form) } : shown
    })
  opening('approval:reject', 'approval-reject', (form) => rejectForm(form, { isSecondThought: false }))
  opening('approval:reject-now', 'approval-reject-now', (form) => rejectForm(form, { isSecondThought: true }))
  opening('approval:needs-work', 'approval-needs-work', needsWorkForm)
  opening('approval:withdraw', 'approval-withdraw', withdrawForm)
  opening('approval:still-fine', 'approval-still-fine', stillFineForm)

  const sending = (
    form: DecisionFormKind,
    mainField: string,
    save: (
      act: { approvalId: number; version: number; by: PersonId; inboxKey: string; draft: string },
      text: string | null,
      metadata: string,
    ) => SubmitOutcome,
  ) =>
    onSubmit(edge, {
      callbackId: form,
      form,
      about: ({ privateMetadata }: Submitted) => String(parseBound(privateMetadata).approvalId),
      mainField,
      async save({ fields, privateMetadata }, { id: by }, { inboxKey }) {
        const bound = parseBound(privateMetadata)
        await asThey(by, bound.approvalId)
        const draft = decisionDraft(form, bound.approvalId)
        return save({ ...bound, by, inboxKey, draft }, fields[mainField] ?? null, privateMetadata)
      },
    })
  sending('approval-reject', 'reason', (act, reason) => reject(db, { ...act, reason }, clock.now(), defaultZone))
  sending('approval-reject-now', 'reason', (act, reason) =>
    rejectChanged(db, { ...act, reason }, clock.now(), defaultZone),
  )
  sending('approval-needs-work', 'question', (act, question) =>
    askBeforeDeciding(db, { ...act, question }, clock.now(), defaultZone),
  )
  sending('approval-withdraw', 'reason', (act, reason, metadata) =>
    withdrawDecision(db, { ...act, decisionId: parseDecisionBound(metadata), reason }, clock.now(), defaultZone),
  )
  sending('approval-still-fine', 'note', (act, note) => stillFine(db, { ...act, note }, clock.now(), defaultZone))
}
