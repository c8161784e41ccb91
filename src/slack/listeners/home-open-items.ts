import { closeOpenItem } from '../../usecases/check-ins/close-open-item.ts'
import { showOpenItem } from '../../usecases/home/show-open-item.ts'
import type { Edge } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { onSubmit } from '../on-submit.ts'
import { parseNumber } from '../payloads/home.ts'
import { closeItemForm } from '../views/close-item-form.ts'

/** An investigation, plan, risk or next action is closed with what came of it. */
export function homeOpenItems(edge: Edge): void {
  const { db, clock, defaultZone } = edge

  onPress(edge, 'open-item:close', ({ value }, by) => {
    const shown = showOpenItem(db, { itemId: parseNumber(value), by }, clock.now(), defaultZone)
    return shown.kind === 'item' ? { kind: 'form', view: closeItemForm(shown.item) } : shown
  })

  onSubmit(edge, {
    callbackId: 'close-item-form',
    what: 'What came of it',
    words: ['result'],
    mainField: 'result',
    save: ({ fields, privateMetadata }, { id: by }, { inboxKey }) =>
      closeOpenItem(
        db,
        { itemId: parseNumber(privateMetadata), by, result: fields['result'] ?? '', inboxKey },
        clock.now(),
      ),
  })
}
