import type { HandOverForm } from '../../usecases/hand-overs/show-hand-over-form.ts'
import { context, section } from '../blocks/blocks.ts'
import { personField, textField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain } from '../blocks/text.ts'
import { restoredNote } from './restored-note.ts'

/** Asks to whom a key result shall be offered. */
export function checkInHandOverForm({ keyResultId, title, fields, restoredFrom }: HandOverForm): Modal {
  return {
    type: 'modal',
    callback_id: 'check-in-hand-over',
    private_metadata: JSON.stringify({ keyResultId }),
    title: plain('Hand over'),
    submit: plain('Offer'),
    close: plain('Cancel'),
    blocks: [
      section(`*${keyResultId}*  ${escape(clip(title, 600))}`),
      ...restoredNote(restoredFrom),
      personField({ id: 'to', label: 'Who takes it over?' }, fields.to ? { initial: fields.to } : {}),
      textField(
        { id: 'word', label: 'A word to them', optional: true },
        {
          multiline: true,
          initial: fields.word,
          maxLength: 1000,
          placeholder: 'You know the billing side better than I do',
        },
      ),
      context('They get a message with the last check-ins and what is open. Nothing changes before they accept.'),
    ],
  }
}
