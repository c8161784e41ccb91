import { sayWhatCame, showResultForm } from '../../usecases/approvals/afterwards/say-what-came.ts'
import type { Edge } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { onSubmit } from '../on-submit.ts'
import { parseNumber } from '../payloads/home.ts'
import { findingResultForm } from '../views/finding-result-form.ts'

/** *What came of it* on an approved finding at its cycle's end, and the form it opens. */
export function findingResult(edge: Edge): void {
  const { db, clock, defaultZone } = edge

  onPress(edge, 'finding-result:open', ({ value }, by) => {
    const shown = showResultForm(db, { approvalId: parseNumber(value), by }, clock.now(), defaultZone)
    return shown.kind === 'form' ? { kind: 'form', view: findingResultForm(shown.form) } : shown
  })

  onSubmit(edge, {
    callbackId: 'finding-result',
    form: 'finding-result',
    mainField: 'result',
    about: ({ privateMetadata }) => String(parseNumber(privateMetadata)),
    save: ({ fields, privateMetadata }, { id: by }, { inboxKey }) =>
      sayWhatCame(
        db,
        { approvalId: parseNumber(privateMetadata), by, text: fields['result'] ?? '', inboxKey },
        clock.now(),
      ),
  })
}
