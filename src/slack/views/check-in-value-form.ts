import type { ValueForm } from '../../usecases/check-ins/show-value-form.ts'
import { context, section } from '../blocks/blocks.ts'
import { dateField, textField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain } from '../blocks/text.ts'
import { restoredNote } from './restored-note.ts'

/** Asks for a new value of a key result's KPI. */
export function checkInValueForm(form: ValueForm): Modal {
  const { requestId, keyResultId, fields } = form
  return {
    type: 'modal',
    callback_id: 'check-in-value',
    private_metadata: JSON.stringify({ requestId, keyResultId }),
    title: plain('Enter a new value'),
    submit: plain('Record'),
    close: plain('Cancel'),
    blocks: [
      section(`*${escape(clip(form.kpiName, 300))}*`),
      context(form.newest === null ? 'There is no reading yet.' : `Newest: ${escape(clip(form.newest, 300))}`),
      ...restoredNote(form.restoredFrom),
      textField(
        {
          id: 'value',
          label: form.unit ? `Value, in ${clip(form.unit, 60)}` : 'Value',
          hint: exampleFor(form.unit),
        },
        { initial: fields.value, maxLength: 60 },
      ),
      dateField({ id: 'on', label: 'On which day was it so?' }, { initial: fields.on }),
      textField(
        { id: 'note', label: 'Anything to know about it?', optional: true },
        { initial: fields.note, maxLength: 500, placeholder: 'Without the trial accounts' },
      ),
    ],
  }
}

function exampleFor(unit: string | null): string {
  if (unit === '%') return 'As you would write it: 6.2 or 6,2 %.'
  return unit && /^([$€£]|USD|EUR|GBP)$/i.test(unit)
    ? 'As you would write it: 2,500,000 or 2.5M.'
    : 'As you would write it: 1,240 or 1.24k.'
}
