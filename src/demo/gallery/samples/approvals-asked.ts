import { needsWorkForm, rejectForm, stillFineForm, withdrawForm } from '../../../slack/views/approval-forms.ts'
import { findingsMessage } from '../../../slack/views/findings-list.ts'
import { messageLink, mike, sarah } from '../acme.ts'
import { samplesOf } from '../sample.ts'
import { approval, driver, open, rejection, release } from './approvals.ts'

type DecisionForm = Parameters<typeof rejectForm>[0]
type FindingsShown = Parameters<typeof findingsMessage>[0]
type FindingLine = FindingsShown['findings'][number]

const form: DecisionForm = {
  approvalId: open.id,
  version: open.version,
  decisionId: null,
  title: open.title,
  specId: open.specId,
  personId: sarah.id,
  typed: '',
  restoredFrom: null,
}
const restored: DecisionForm = {
  ...form,
  typed: 'The 1.5 pp for integrations needs validation: we have beta data.',
  restoredFrom: new Date('2026-01-15T09:20:00Z'),
}

export const approvalFormSamples = [
  ...samplesOf(rejectForm, {
    'approval-reject': ['Reject asks why.', form],
    'approval-reject-restored': ['The same, with what could not be saved before.', restored],
    'approval-reject-now': ['After the approval, when the findings have changed.', form, { isSecondThought: true }],
  }),
  ...samplesOf(needsWorkForm, { 'approval-needs-work': ['Needs work asks what is missing.', form] }),
  ...samplesOf(withdrawForm, { 'approval-withdraw': ['A decision is taken back.', form] }),
  ...samplesOf(stillFineForm, { 'approval-still-fine': ['What changed does not matter.', form] }),
]

const line: FindingLine = {
  approvalId: open.id,
  version: open.version,
  kind: 'finding',
  title: open.title,
  specId: open.specId,
  repository: open.repository,
  round: 1,
  standing: 'open',
  keyResults: ['O1-KR1'],
  openedAt: open.openedAt,
  who: [sarah.name],
  decidedAt: null,
  reason: null,
  link: messageLink,
  drivers: [],
  isMine: true,
}
const waiting: FindingLine[] = [
  line,
  {
    ...line,
    approvalId: release.id,
    kind: 'release',
    title: release.title,
    specId: release.specId,
    keyResults: ['O2-KR2'],
    who: [mike.name, 'growth-leads'],
    isMine: false,
  },
  {
    ...line,
    approvalId: 11,
    title: 'Why accounts at risk are not called',
    specId: '2026-01-20-001-cal',
    keyResults: ['O2-KR3'],
    standing: 'stuck',
    decidedAt: approval.at,
    isMine: false,
  },
]
const decided: FindingLine[] = [
  { ...line, approvalId: 8, round: 2, standing: 'approved', decidedAt: approval.at, drivers: [driver], isMine: false },
  { ...line, standing: 'rejected', decidedAt: rejection.at, reason: rejection.reason, isMine: false },
  {
    ...line,
    approvalId: 3,
    title: 'What the survey says about prices',
    specId: '2026-01-08-001-prc',
    standing: 'expired',
    who: [],
    isMine: false,
    link: null,
  },
]
const none: FindingsShown = { filter: { kind: 'pending' }, findings: [], chantProblem: null }

export const findingsListSamples = samplesOf(findingsMessage, {
  'findings-list': [
    'Everything in answer to /okr findings: what waits, what is being written, what was decided.',
    { filter: { kind: 'all' }, findings: [...waiting, ...decided], chantProblem: null },
    1,
    '/okr',
  ],
  'findings-list-pending': [
    'In answer to /okr findings pending.',
    { ...none, findings: waiting.slice(0, 1) },
    1,
    '/okr',
  ],
  'findings-list-decided': [
    'In answer to /okr findings decided.',
    { filter: { kind: 'decided' }, findings: decided.slice(0, 2), chantProblem: null },
    1,
    '/okr',
  ],
  'findings-list-key-result': [
    'In answer to /okr findings O1-KR1.',
    { filter: { kind: 'key-result', id: 'O1-KR1' }, findings: [line, ...decided.slice(0, 1)], chantProblem: null },
    1,
    '/okr',
  ],
  'findings-list-pages': [
    'The second page of many.',
    {
      filter: { kind: 'all' },
      findings: Array.from({ length: 60 }, (_, at) => ({ ...line, approvalId: at + 20, isMine: at < 3 })),
      chantProblem: null,
    },
    2,
    '/okr',
  ],
  'findings-list-nothing-waits': ['Nothing waits.', none, 1, '/okr'],
  'findings-list-nothing-decided': ['Nothing was decided.', { ...none, filter: { kind: 'decided' } }, 1, '/okr'],
  'findings-list-empty': ['There are no findings.', { ...none, filter: { kind: 'all' } }, 1, '/okr'],
  'findings-list-empty-key-result': [
    'There are none for a key result.',
    { ...none, filter: { kind: 'key-result', id: 'O1-KR1' } },
    1,
    '/okr',
  ],
  'findings-list-without-chant': [
    'Decisions cannot be written for now.',
    {
      ...none,
      findings: waiting.slice(0, 1),
      chantProblem: 'chant is not installed where this app runs; an admin can put it there.',
    },
    1,
    '/okr',
  ],
})
