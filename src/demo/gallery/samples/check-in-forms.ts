import { checkInForm } from '../../../slack/views/check-in-form.ts'
import { checkInHandOverForm } from '../../../slack/views/check-in-hand-over-form.ts'
import { checkInSkipForm } from '../../../slack/views/check-in-skip-form.ts'
import { checkInValueForm } from '../../../slack/views/check-in-value-form.ts'
import { ids, titles } from '../acme.ts'
import { samplesOf } from '../sample.ts'

type Form = Parameters<typeof checkInForm>[0]

const typedAt = new Date('2026-02-02T17:03:00Z')

const atRisk: Form = {
  requestId: 7,
  keyResultId: 'O1-KR1',
  confidence: 1,
  chooses: false,
  title: titles['O1-KR1'],
  progress: '6.9 % → 5 %   ·   -1.1 pp since last week',
  warning: null,
  fields: {
    evidence:
      'Monthly customer churn 6.9 % on 31 January, from 8 % on 31 December (billing exports)\nCompleted: Analyse December exit interviews (chant 2026-01-28-003-k2x)',
    risk: null,
    riskText: '',
    nextAction: '',
    nextActionPerson: ids.mike,
    nextActionDue: '2026-02-09',
    note: '',
    nextTest: '',
    testResult: '',
    verdict: null,
  },
  test: null,
  restoredFrom: null,
}

const filled: Form['fields'] = {
  ...atRisk.fields,
  risk: 'dependency',
  riskText: 'Billing delivers the export only after their release',
  nextAction: 'Agree a delivery date with billing',
  nextActionPerson: ids.jonas,
  nextActionDue: '2026-02-06',
}

export const checkInFormSamples = samplesOf(checkInForm, {
  'check-in-form-at-risk': ['Opens on At risk; evidence is filled in.', atRisk],
  'check-in-form-off-track': [
    'Opens on Off track, for a key result that tests an assumption.',
    {
      ...atRisk,
      keyResultId: 'O1-KR2',
      title: titles['O1-KR2'],
      progress: '66.2 % → 75 %   ·   +1.2 pp since last week',
      confidence: 0,
      fields: { ...filled, evidence: '30-day activation 66.2 % on 30 January (product analytics)', riskText: '' },
      test: {
        statement: 'New users leave because they meet a blank page, not because features are missing',
        current: 'Give half of the new accounts a guided first project for two weeks',
        threshold: '10 points more of them finish a first project',
      },
    },
  ],
  'check-in-form-restored': [
    'Opens again after it could not be saved: nothing typed is lost.',
    { ...atRisk, fields: filled, restoredFrom: typedAt },
  ],
  'check-in-form-note': [
    'Add a note, under an answer given with one click that the data does not bear out.',
    {
      ...atRisk,
      confidence: 2,
      chooses: true,
      warning: 'Unmoved for 4 weeks and forecast to end at 35.2 %, not 52.5 %.',
      fields: { ...filled, evidence: 'No new data since 23 January (product analytics)' },
    },
  ],
})

export const checkInSkipFormSamples = samplesOf(checkInSkipForm, {
  'check-in-form-skip': [
    'From the menu beside a key result.',
    { requestId: 7, keyResultId: 'O2-KR2', title: titles['O2-KR2'], fields: { reason: '' }, restoredFrom: null },
  ],
  'check-in-form-skip-restored': [
    'The same, opened again after it could not be saved.',
    {
      requestId: 7,
      keyResultId: 'O2-KR2',
      title: titles['O2-KR2'],
      fields: { reason: 'The figure comes on the 10th' },
      restoredFrom: typedAt,
    },
  ],
})

export const checkInValueFormSamples = samplesOf(checkInValueForm, {
  'check-in-form-value': [
    'From the menu beside a key result.',
    {
      requestId: 7,
      keyResultId: 'O1-KR1',
      kpiName: 'Monthly customer churn',
      unit: '%',
      newest: '8 % on 31 December (billing exports)',
      fields: { value: '', on: '2026-02-02', note: '' },
      restoredFrom: null,
    },
  ],
  'check-in-form-value-first': [
    'The same for a measure without a unit that nobody has read yet.',
    {
      requestId: 7,
      keyResultId: 'O1-KR3',
      kpiName: 'Support tickets a week',
      unit: null,
      newest: null,
      fields: { value: '', on: '2026-02-02', note: '' },
      restoredFrom: null,
    },
  ],
})

export const checkInHandOverFormSamples = samplesOf(checkInHandOverForm, {
  'check-in-form-hand-over': [
    'From the menu beside a key result.',
    { keyResultId: 'O2-KR2', title: titles['O2-KR2'], fields: { to: null, word: '' }, restoredFrom: null },
  ],
  'check-in-form-hand-over-restored': [
    'The same, opened again after it could not be saved.',
    {
      keyResultId: 'O2-KR2',
      title: titles['O2-KR2'],
      fields: { to: ids.jonas, word: 'You know the billing side better than I do' },
      restoredFrom: typedAt,
    },
  ],
})
