import { findingResultForm } from '../../../slack/views/finding-result-form.ts'
import { resultsWantedMessage } from '../../../slack/views/finding-results-wanted.ts'
import { messageLink, sarah, titles } from '../acme.ts'
import { samplesOf } from '../sample.ts'
import { approval, driver, open } from './approvals.ts'

type Asked = Parameters<typeof resultsWantedMessage>[0]
type Finding = Asked['findings'][number]

const churn: Finding = {
  approvalId: 8,
  specId: open.specId,
  title: open.title,
  link: messageLink,
  decidedBy: sarah.name,
  decidedAt: approval.at,
  isTheirs: true,
  stands: true,
  impacts: [
    { title: 'Onboarding fails', impact: '~3.5 pp' },
    { title: 'Integrations are missing', impact: '~2.0 pp' },
    { title: 'Teams do not find each other', impact: '~1.2 pp' },
  ],
  initiatives: [{ title: 'Onboarding wizard', expectedImpact: '~3.5 pp churn' }],
  keyResults: [
    { id: 'O1-KR1', title: titles['O1-KR1'], before: '7.6 %', now: '5.4 %', change: '-2.2 pp', target: '5 %' },
  ],
  drivers: [{ ...driver, completed: 3, status: 'completed' }],
  result: null,
}
const calls: Finding = {
  ...churn,
  approvalId: 11,
  specId: '2026-01-20-001-cal',
  title: 'Why accounts at risk are not called',
  impacts: [],
  initiatives: [],
  keyResults: [{ id: 'O2-KR3', title: titles['O2-KR3'], before: '20 %', now: null, change: null, target: '80 %' }],
  drivers: [],
}
const result = {
  text: 'Churn fell to 5.4 %. Most of it came from the wizard; the invitations changed little.',
  by: sarah.name,
  at: new Date('2026-03-31T14:20:00Z'),
}
const many = Array.from({ length: 14 }, (_, at) => ({ ...(at % 2 ? calls : churn), approvalId: 20 + at }))

export const findingResultSamples = [
  ...samplesOf(resultsWantedMessage, {
    'results-wanted': [
      'The last day of the cycle, to whoever approved findings in it.',
      { firstName: sarah.name, findings: [churn, calls] },
    ],
    'results-wanted-one': ['The same of a single one.', { firstName: sarah.name, findings: [churn] }],
    'results-wanted-partly': [
      'One is answered, one approval was taken back, and one is open.',
      {
        firstName: sarah.name,
        findings: [
          { ...churn, result },
          { ...calls, stands: false },
          { ...calls, approvalId: 12 },
        ],
      },
    ],
    'results-wanted-lead': [
      'To the team’s lead, because whoever decided has left.',
      { firstName: sarah.name, findings: [{ ...churn, isTheirs: false, decidedBy: 'Jonas' }] },
    ],
    'results-wanted-done': ['When all is said.', { firstName: sarah.name, findings: [{ ...churn, result }] }],
    'results-wanted-many': ['Of many findings.', { firstName: sarah.name, findings: many }],
  }),
  ...samplesOf(findingResultForm, {
    'finding-result': ['What came of it.', { finding: churn, typed: '', restoredFrom: null }],
    'finding-result-restored': [
      'The same, with what could not be saved before.',
      { finding: calls, typed: result.text, restoredFrom: new Date('2026-03-31T14:10:00Z') },
    ],
  }),
]
