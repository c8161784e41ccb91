import { z } from 'zod'
import { draftAbout } from '../../usecases/check-ins/keep-typed.ts'
import { choosePerson } from '../../usecases/choose-person.ts'
import { answerOffer } from '../../usecases/hand-overs/answer-hand-over.ts'
import { offerHandOver } from '../../usecases/hand-overs/offer-hand-over.ts'
import { showHandOverForm } from '../../usecases/hand-overs/show-hand-over-form.ts'
import type { Edge } from '../edge.ts'
import { onPress } from '../on-press.ts'
import { onSubmit } from '../on-submit.ts'
import { parseHandOverForm } from '../payloads/check-in.ts'
import { checkInHandOverForm } from '../views/check-in-hand-over-form.ts'

/** A key result is offered to somebody, and they accept or decline. */
export function checkInHandOver(edge: Edge): void {
  const { db, clock, defaultZone } = edge

  // For any message that names a key result in the button's value.
  onPress(edge, 'hand-over:open', ({ value: keyResultId }, by) => {
    const shown = showHandOverForm(db, { keyResultId, by }, clock.now())
    return shown.kind === 'form' ? { kind: 'form', view: checkInHandOverForm(shown.form) } : shown
  })

  onSubmit(edge, {
    callbackId: 'check-in-hand-over',
    form: 'hand-over',
    mainField: 'to',
    about: ({ privateMetadata }) => parseHandOverForm(privateMetadata).keyResultId,
    async save({ fields, privateMetadata }, { id: by }, { inboxKey }) {
      const { keyResultId } = parseHandOverForm(privateMetadata)
      const to = fields['to'] ? await choosePerson(edge, fields['to'], clock.now()) : null
      const draft = draftAbout('hand-over', keyResultId)
      return offerHandOver(db, { keyResultId, by, to, word: fields['word'] ?? null, inboxKey, draft }, clock.now())
    },
  })

  for (const [actionId, accepts] of [
    ['hand-over:accept', true],
    ['hand-over:decline', false],
  ] as const) {
    onPress(edge, actionId, ({ value }, by, { inboxKey }) => {
      const handOverId = z.coerce.number().int().parse(value)
      return answerOffer(db, { handOverId, by, accepts, inboxKey }, clock.now(), defaultZone)
    })
  }
}
