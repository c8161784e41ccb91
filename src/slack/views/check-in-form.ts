import { type Confidence, confidenceMarks, confidenceWords, type RiskKind } from '../../domain/check-ins.ts'
import type { CheckInForm } from '../../usecases/check-ins/show-check-in-form.ts'
import { context, section } from '../blocks/blocks.ts'
import { dateField, personField, selectField, textField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { escape, oneLine, plain, shorten } from '../blocks/text.ts'

const riskWords: Record<RiskKind, string> = {
  resource: 'Resource: people, time or money are missing',
  dependency: 'Dependency: we wait for somebody else',
  clarity: 'Clarity: we do not know enough yet',
  priority: 'Priority: something else came first',
  external: 'External: the market, a vendor, the law',
}

/** Asks for what an answer rests on, what threatens it and what happens next. Every field has its last value back. */
export function checkInForm(form: CheckInForm): Modal {
  const words = confidenceWords[form.confidence]
  return {
    type: 'modal',
    callback_id: 'check-in-form',
    private_metadata: JSON.stringify({
      requestId: form.requestId,
      keyResultId: form.keyResultId,
      confidence: form.confidence,
    }),
    title: plain(words),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      section(
        `${confidenceMarks[form.confidence]} *${form.keyResultId}*  ${escape(shorten(oneLine(form.title), 300))}`,
      ),
      ...(form.progress ? [context(escape(form.progress))] : []),
      textField(
        { id: 'evidence', label: 'What does this rest on?', hint: 'What we know is filled in. Change it as you like.' },
        { multiline: true, initial: form.evidence, maxLength: 2000 },
      ),
      ...(form.confidence === 2 ? noteFields(form) : riskFields(form)),
    ],
  }
}

function riskFields(form: CheckInForm) {
  return [
    selectField({ id: 'risk', label: 'What is the risk?' }, Object.entries(riskWords), {
      ...(form.risk && { initial: form.risk }),
      placeholder: 'Choose the closest',
    }),
    textField(
      { id: 'risk-text', label: 'In your words', optional: true },
      {
        multiline: true,
        initial: form.riskText,
        maxLength: 1000,
        placeholder: 'The new data exporter is two weeks late',
      },
    ),
    textField(
      { id: 'next-action', label: 'What happens next?', hint: nextHint[form.confidence as 0 | 1] },
      { initial: form.nextAction, maxLength: 300, placeholder: 'Agree a date with the billing team' },
    ),
    personField(
      { id: 'next-action-person', label: 'Who does it?', optional: true },
      form.nextActionPerson ? { initial: form.nextActionPerson } : {},
    ),
    dateField(
      { id: 'next-action-due', label: 'Until when?', optional: true },
      form.nextActionDue ? { initial: form.nextActionDue } : {},
    ),
    ...noteFields(form),
  ]
}

const nextHint: Record<Exclude<Confidence, 2>, string> = {
  0: 'This opens an investigation. It stays in your Home tab until you close it.',
  1: 'This opens an adjustment plan. It stays in your Home tab until you close it.',
}

function noteFields(form: CheckInForm) {
  return [
    textField(
      { id: 'note', label: 'Anything else?', optional: true },
      { multiline: true, initial: form.note, maxLength: 1000 },
    ),
  ]
}
