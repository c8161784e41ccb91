import type { ActionsBlock, ActionsBlockElement, ConfirmationDialog } from '@slack/types'
import type { ApprovalShown } from '../../usecases/approvals/shown.ts'
import { actions, button } from '../blocks/blocks.ts'
import { clip, plain } from '../blocks/text.ts'
import { whatOf } from './approval-words.ts'

/** What the buttons of an approval carry: what it is, and which content was seen. */
export function valueOf({ id, version }: Pick<ApprovalShown, 'id' | 'version'>): string {
  return `${id}:${version}`
}

/** What can be done with an approval as it stands. `reads: false` where it is being read already. */
export function approvalButtons(shown: ApprovalShown, { reads = true } = {}): ActionsBlock[] {
  const elements = [...choices(shown), ...(reads ? [readButton(shown)] : [])]
  return elements.length > 0 ? [actions(`approval:${shown.id}`, ...elements)] : []
}

/** Opens everything that was found and said. `id` and `version` are those of an approval. */
export function readButton(of: Pick<ApprovalShown, 'id' | 'version' | 'title' | 'kind'>) {
  const text = of.kind === 'finding' ? 'Read findings' : 'Read the spec'
  return button('approval:read', text, valueOf(of), { label: `${text}: ${clip(of.title, 60)}` })
}

function choices(shown: ApprovalShown): ActionsBlockElement[] {
  const does = (what: string, text: string, style?: 'primary') =>
    button(`approval:${what}`, text, valueOf(shown), {
      label: `${text}: ${clip(shown.title, 50)}`,
      ...(style && { style }),
    })
  switch (shown.standing) {
    case 'open':
      return [approveButton(shown), does('reject', 'Reject'), does('needs-work', 'Needs work')]
    case 'deciding':
      // It is tried again by itself; whoever has mended what was in the way need not wait for that.
      if (!shown.decision?.problem) return []
      return [does('retry', 'Try again'), does('take-back', 'Take back')]
    case 'stuck':
      return [does('retry', 'Try again', 'primary'), does('take-back', 'Take back')]
    case 'approved':
      if (shown.hasChangedSince) return [does('still-fine', 'Still fine', 'primary'), does('reject-now', 'Reject')]
      return [
        ...(shown.wantsDriver ? [does('driver', 'Create driver spec', 'primary')] : []),
        ...(shown.canBeWithdrawn ? [does('withdraw', 'Withdraw decision')] : []),
      ]
    case 'rejected':
      // What is decided there counts now.
      if (shown.next !== null) return []
      return [
        ...(shown.kind === 'finding' ? [does('research-again', 'Research again')] : []),
        ...(shown.canBeWithdrawn ? [does('withdraw', 'Withdraw decision')] : []),
      ]
    case 'expired':
    case 'gone':
      return []
  }
}

function approveButton(shown: ApprovalShown) {
  return button('approval:approve', 'Approve', valueOf(shown), {
    style: 'primary',
    label: `Approve: ${clip(shown.title, 50)}`,
    confirm: confirmApproval(shown),
  })
}

function confirmApproval({ kind, title, who: { quorum } }: ApprovalShown): ConfirmationDialog {
  const counts =
    quorum > 1
      ? `It counts as one of ${quorum} approvals. With the last one, chant records them as your decision, in git.`
      : 'chant records it as your decision, in git.'
  return {
    title: plain(`Approve ${whatOf(kind)}?`),
    text: plain(`“${clip(title, 120)}”\n${counts}`),
    confirm: plain('Approve'),
    deny: plain('Cancel'),
  }
}
