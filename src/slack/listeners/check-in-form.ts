import type { Confidence } from '../../domain/check-ins.ts'
import { draftAbout } from '../../usecases/check-ins/keep-typed.ts'
import { showCheckInForm } from '../../usecases/check-ins/show-check-in-form.ts'
import { submitCheckIn } from '../../usecases/check-ins/submit-check-in.ts'
import { chooseDoer } from '../../usecases/choose-person.ts'
import { type Edge, receivedIn, whoIs } from '../edge.ts'
import { onSubmit } from '../on-submit.ts'
import { parsePressed } from '../payloads/actions.ts'
import { parseCheckInForm, parseConfidence, parseTypedAnswer } from '../payloads/check-in.ts'
import type { Submitted } from '../payloads/forms.ts'
import { checkInForm } from '../views/check-in-form.ts'

/** What somebody typed about one key result. */
export function checkInFormSent(edge: Edge): void {
  onSubmit(edge, {
    callbackId: 'check-in-form',
    form: 'check-in',
    mainField: 'evidence',
    about: ({ privateMetadata }) => parseCheckInForm(privateMetadata).keyResultId,
    async save(submitted, { id: by }, { inboxKey, receivedAt: saidAt }) {
      const { requestId, keyResultId } = parseCheckInForm(submitted.privateMetadata)
      const chosen = submitted.fields['next-action-person']
      const doer = chosen ? await chooseDoer(edge, chosen, edge.clock.now()) : null
      if (doer && 'problem' in doer) return { kind: 'invalid', errors: { 'next-action-person': doer.problem } }
      const answer = parseTypedAnswer(submitted, confidenceOf(submitted), doer?.person.id ?? null)
      const draft = draftAbout('check-in', keyResultId)
      const submission = { requestId, keyResultId, by, via: 'form', answer, saidAt, inboxKey, draft } as const
      return submitCheckIn(edge.db, submission, edge.clock.now(), edge.defaultZone)
    },
  })

  // Another confidence asks for other fields; what was typed stays, since the fields keep their names.
  edge.app.action('check-in-form:confidence', async ({ ack, body, context }) => {
    await ack()
    const { by: slackId, value, view } = parsePressed(body)
    if (!view || receivedIn(context).redriven) return
    const { id: by } = await whoIs(edge, slackId)
    const { requestId, keyResultId } = parseCheckInForm(view.privateMetadata)
    const asked = { requestId, keyResultId, by, start: 'choose' } as const
    const shown = showCheckInForm(edge.db, asked, edge.clock.now(), edge.defaultZone)
    if (shown.kind === 'refused') return
    const form = { ...shown.form, confidence: parseConfidence(value) }
    await edge.clients.calls.views.update({ view_id: view.id, view: checkInForm(form) })
  })
}

function confidenceOf({ fields, privateMetadata }: Submitted): Confidence {
  return fields['confidence'] ? parseConfidence(fields['confidence']) : parseCheckInForm(privateMetadata).confidence
}
