import type { SkipForm } from '../../usecases/check-ins/show-skip-form.ts'
import { context, section } from '../blocks/blocks.ts'
import { textField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain } from '../blocks/text.ts'
import { restoredNote } from './restored-note.ts'

/** Asks why a key result is skipped this week. */
export function checkInSkipForm({ requestId, keyResultId, title, fields, restoredFrom }: SkipForm): Modal {
  return {
    type: 'modal',
    callback_id: 'check-in-skip',
    private_metadata: JSON.stringify({ requestId, keyResultId }),
    title: plain('Skip this week'),
    submit: plain('Skip'),
    close: plain('Cancel'),
    blocks: [
      section(`*${keyResultId}*  ${escape(clip(title, 600))}`),
      ...restoredNote(restoredFrom),
      textField(
        { id: 'reason', label: 'Why is there nothing to say this week?' },
        { initial: fields.reason, maxLength: 300, placeholder: 'The new numbers come on the 20th' },
      ),
      context('Your lead sees the reason in the weekly summary. You are asked again next week.'),
    ],
  }
}
