import type { ConfirmationDialog } from '@slack/types'
import { useId } from 'react'
import { Text } from '../blocks/text.tsx'
import { Dialog } from '../ui/dialog.tsx'

interface ConfirmDialogProps {
  confirm: ConfirmationDialog
  onAnswer: (yes: boolean) => void
}

/** Slack's "are you sure", with the sender's own words. Esc means no. */
export function ConfirmDialog({ confirm, onAnswer }: ConfirmDialogProps) {
  const titleId = useId()
  const textId = useId()
  return (
    <Dialog
      labelledBy={titleId}
      describedBy={textId}
      className="confirm"
      role="alertdialog"
      onCancel={() => onAnswer(false)}
    >
      <h2 id={titleId}>{confirm.title?.text ?? 'Are you sure?'}</h2>
      <div id={textId} className="confirm-text">
        <Text of={confirm.text} />
      </div>
      <div className="dialog-buttons">
        <button type="button" className="button" onClick={() => onAnswer(false)}>
          {confirm.deny?.text ?? 'Cancel'}
        </button>
        <button
          type="button"
          className={`button ${confirm.style === 'danger' ? 'danger' : 'primary'}`}
          onClick={() => onAnswer(true)}
        >
          {confirm.confirm?.text ?? 'Yes'}
        </button>
      </div>
    </Dialog>
  )
}
