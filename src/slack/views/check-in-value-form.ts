import type { ValueForm } from '../../usecases/check-ins/show-value-form.ts'
import type { Modal } from '../blocks/message.ts'
import { plain } from '../blocks/text.ts'
import { readingFields } from './reading-fields.ts'

/** Asks for a new value of a key result's KPI. */
export function checkInValueForm(form: ValueForm): Modal {
  const { requestId, keyResultId, fields, kpiName, unit, newest, restoredFrom } = form
  return {
    type: 'modal',
    callback_id: 'check-in-value',
    private_metadata: JSON.stringify({ requestId, keyResultId }),
    title: plain('Enter a new value'),
    submit: plain('Record'),
    close: plain('Cancel'),
    blocks: readingFields({ kpiName, unit, newest, restoredFrom, ...fields }),
  }
}
