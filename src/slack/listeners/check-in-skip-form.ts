import { draftAbout } from '../../usecases/check-ins/keep-typed.ts'
import { skipCheckIn } from '../../usecases/check-ins/skip-check-in.ts'
import type { Edge } from '../edge.ts'
import { onSubmit } from '../on-submit.ts'
import { parseItemForm } from '../payloads/check-in.ts'

/** Why a key result is skipped this week. */
export function checkInSkipSent(edge: Edge): void {
  onSubmit(edge, {
    callbackId: 'check-in-skip',
    form: 'skip',
    mainField: 'reason',
    about: ({ privateMetadata }) => parseItemForm(privateMetadata).keyResultId,
    save({ fields, privateMetadata }, { id: by }, { inboxKey }) {
      const item = parseItemForm(privateMetadata)
      const draft = draftAbout('skip', item.keyResultId)
      const reason = fields['reason'] ?? ''
      return skipCheckIn(edge.db, { ...item, by, reason, inboxKey, draft }, edge.clock.now())
    },
  })
}
