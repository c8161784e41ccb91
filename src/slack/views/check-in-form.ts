import type { KnownBlock } from '@slack/types'
import { type Confidence, confidenceMarks, confidenceWords, type RiskKind } from '../../domain/check-ins.ts'
import type { CheckInForm, TestForm } from '../../usecases/check-ins/show-check-in-form.ts'
import { context, section } from '../blocks/blocks.ts'
import { choiceField, dateField, personField, selectField, textField } from '../blocks/inputs.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain, shorten } from '../blocks/text.ts'
import { restoredNote } from './restored-note.ts'

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
      chooses: form.chooses,
    }),
    title: plain(form.chooses ? 'Check in' : `${confidenceMarks[form.confidence]} ${words}`),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks: [
      section(`*${form.keyResultId}*  ${escape(clip(form.title, 600))}`),
      context(escape(clip(form.progress, 300))),
      ...restoredNote(form.restoredFrom),
      ...(form.chooses ? [confidenceField(form.confidence)] : []),
      ...(form.confidence === 2 && form.warning
        ? [context(`⚠️ ${escape(clip(form.warning, 300))} You may still say so.`)]
        : []),
      textField(
        { id: 'evidence', label: 'What does this rest on?', hint: 'What we know is filled in. Change it as you like.' },
        { multiline: true, initial: form.fields.evidence, maxLength: 2500 },
      ),
      ...(form.confidence === 2 ? [] : riskFields(form.fields, form.confidence)),
      ...(form.test ? testFields(form.test, form.fields) : []),
      textField(
        { id: 'note', label: 'Anything else?', optional: true },
        { multiline: true, initial: form.fields.note, maxLength: 1000 },
      ),
    ],
  }
}

/** Choosing another one renders the form again, with what was typed left as it is. */
function confidenceField(confidence: Confidence): KnownBlock {
  const choices = ([2, 1, 0] as const).map(
    (each) => [String(each), `${confidenceMarks[each]} ${confidenceWords[each]}`] as const,
  )
  return choiceField({ id: 'confidence', label: 'How sure are you that it will be reached?' }, choices, {
    initial: String(confidence),
    actionId: 'check-in-form:confidence',
  })
}

function riskFields(fields: CheckInForm['fields'], confidence: 0 | 1): KnownBlock[] {
  return [
    choiceField(
      { id: 'risk', label: 'What is the risk?' },
      Object.entries(riskWords),
      fields.risk ? { initial: fields.risk } : {},
    ),
    textField(
      { id: 'risk-text', label: 'In your words', optional: true },
      {
        multiline: true,
        initial: fields.riskText,
        maxLength: 1000,
        placeholder: 'The new data exporter is two weeks late',
      },
    ),
    textField(
      { id: 'next-action', label: 'What happens next?', hint: nextHint[confidence] },
      { initial: fields.nextAction, maxLength: 300, placeholder: 'Agree a date with the billing team' },
    ),
    personField(
      { id: 'next-action-person', label: 'Who does it?' },
      fields.nextActionPerson ? { initial: fields.nextActionPerson } : {},
    ),
    dateField(
      { id: 'next-action-due', label: 'Until when?' },
      fields.nextActionDue ? { initial: fields.nextActionDue } : {},
    ),
  ]
}

const nextHint: Record<Exclude<Confidence, 2>, string> = {
  0: 'It also opens an investigation, due at your next check-in. Both stay in your Home tab until you close them.',
  1: 'It also opens an adjustment plan, due at your next check-in. Both stay in your Home tab until you close them.',
}

function testFields({ statement, current, threshold }: TestForm, fields: CheckInForm['fields']): KnownBlock[] {
  const passes = threshold ? ` It passes at: ${threshold}` : ''
  return [
    ...(statement ? [context(`*We assume:* ${escape(clip(statement, 500))}`)] : []),
    ...(current ? resultFields(shorten(`The test: ${current}.${passes}`, 300), fields) : []),
    textField(
      { id: 'next-test', label: 'What is the next test?', optional: true },
      { initial: fields.nextTest, maxLength: 500, placeholder: 'Five customers try the export without help' },
    ),
  ]
}

function resultFields(hint: string, { testResult, verdict }: CheckInForm['fields']): KnownBlock[] {
  return [
    textField(
      { id: 'test-result', label: 'What came out of the test?', hint, optional: true },
      { initial: testResult, multiline: true, maxLength: 1000 },
    ),
    // A menu, since a choice of several that are all seen cannot be taken back in Slack.
    selectField(
      { id: 'verdict', label: 'Did it pass?', optional: true },
      [
        ['pass', 'Passed'],
        ['fail', 'Failed'],
      ],
      verdict ? { initial: verdict } : {},
    ),
  ]
}
