import { enterValue } from '../../usecases/check-ins/enter-value.ts'
import { draftAbout } from '../../usecases/check-ins/keep-typed.ts'
import type { Edge } from '../edge.ts'
import { onSubmit } from '../on-submit.ts'
import { parseItemForm } from '../payloads/check-in.ts'

/** A new value of a key result's KPI. */
export function checkInValueSent(edge: Edge): void {
  onSubmit(edge, {
    callbackId: 'check-in-value',
    form: 'value',
    mainField: 'value',
    about: ({ privateMetadata }) => parseItemForm(privateMetadata).keyResultId,
    save({ fields, privateMetadata }, { id: by }, { inboxKey }) {
      const item = parseItemForm(privateMetadata)
      const value = fields['value'] ?? ''
      const reading = { value, on: fields['on'] ?? null, note: fields['note'] ?? null }
      const draft = draftAbout('value', item.keyResultId)
      return enterValue(edge.db, { ...item, ...reading, by, inboxKey, draft }, edge.clock.now(), edge.defaultZone)
    },
  })
}
