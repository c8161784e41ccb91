import { type Confidence, type RiskKind, readEvidence, riskKinds } from '../../domain/check-ins.ts'
import { submitCheckIn } from '../../usecases/check-ins/submit-check-in.ts'
import { type Edge, receivedIn, whoIs } from '../edge.ts'
import { parseCheckInFormFor } from '../payloads/check-in.ts'
import { parseSubmitted, type Submitted } from '../payloads/forms.ts'

/** What somebody typed about one key result: decided first, acknowledged with the answer. */
export function checkInFormSent(edge: Edge): void {
  edge.app.view('check-in-form', async ({ ack, body, context }) => {
    const received = receivedIn(context)
    const submitted = parseSubmitted(body)
    const about = parseCheckInFormFor(submitted.privateMetadata)
    const errors = missingIn(submitted, about.confidence)
    if (errors) {
      received.refused = true
      return ack({ response_action: 'errors', errors })
    }
    const person = await whoIs(edge, submitted.by)
    const doer = submitted.fields['next-action-person']
    const { fields } = submitted
    const outcome = submitCheckIn(
      edge.db,
      {
        ...about,
        by: person.id,
        via: 'form',
        inboxKey: received.inboxKey,
        answer: {
          confidence: about.confidence,
          evidence: readEvidence(fields['evidence'] ?? '', person.name, []),
          note: fields['note'] ?? null,
          risk: about.confidence === 2 ? null : { kind: fields['risk'] as RiskKind, text: fields['risk-text'] ?? null },
          nextAction: fields['next-action']
            ? {
                text: fields['next-action'],
                person: doer ? (await whoIs(edge, doer)).id : null,
                due: fields['next-action-due'] ?? null,
              }
            : null,
          test: null,
        },
      },
      edge.clock.now(),
    )
    if (outcome.kind === 'saved') return ack()
    received.refused = true
    await ack({ response_action: 'errors', errors: { evidence: outcome.why } })
  })
}

/** By field, in a person's words; null when the form is whole. */
function missingIn({ fields }: Submitted, confidence: Confidence): Record<string, string> | null {
  const errors: Record<string, string> = {}
  if (!fields['evidence']) errors['evidence'] = 'One line is enough: what makes you say so?'
  if (confidence !== 2) {
    if (!riskKinds.some((kind) => kind === fields['risk'])) errors['risk'] = 'Choose the closest one.'
    if (!fields['next-action']) errors['next-action'] = 'Name one next step, however small.'
  }
  return Object.keys(errors).length > 0 ? errors : null
}
