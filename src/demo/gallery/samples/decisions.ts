import { decisionsMessage } from '../../../slack/views/decisions-list.ts'
import { mike, sarah } from '../acme.ts'
import { samplesOf } from '../sample.ts'
import { approval, open, rejection, release } from './approvals.ts'

type Shown = Parameters<typeof decisionsMessage>[0]
type Decision = Shown['decisions'][number]

const cardLink = 'https://acme.slack.com/archives/C0RETENTION/p1768489500000100'

export const approved: Decision = {
  id: 3,
  at: approval.at,
  what: `Approved the finding “${open.title}”`,
  who: sarah.name,
  reason: null,
  keyResults: ['O1-KR1'],
  about: { approvalId: 8, version: 1, kind: 'finding', title: open.title, link: cardLink },
  result: null,
}
export const rejected: Decision = {
  ...approved,
  id: 2,
  at: rejection.at,
  what: `Rejected the finding “${open.title}”`,
  reason: rejection.reason,
}
const released: Decision = {
  id: 1,
  at: new Date('2026-01-12T18:20:00Z'),
  what: `Approved the work “${release.title}”`,
  who: mike.name,
  reason: null,
  keyResults: ['O2-KR2'],
  about: { approvalId: 5, version: 1, kind: 'release', title: release.title, link: null },
  result: null,
}
const withResult: Decision = {
  ...approved,
  result: {
    text: 'Churn fell to 5.4 %. Most of it came from the wizard; the invitations changed little.',
    by: sarah.name,
    at: new Date('2026-03-31T14:20:00Z'),
  },
}
const many = Array.from({ length: 70 }, (_, at) => ({
  ...(at % 2 ? rejected : approved),
  id: 100 - at,
  at: new Date(approval.at.getTime() - at * 86_400_000),
}))

export const decisionsListSamples = samplesOf(decisionsMessage, {
  'decisions-list': [
    'In answer to /okr decisions.',
    { keyResultId: null, decisions: [approved, rejected, released] },
    1,
    '/okr',
  ],
  'decisions-list-key-result': [
    'In answer to /okr decisions O1-KR1, after the cycle: what came of it stands with the decision.',
    { keyResultId: 'O1-KR1', decisions: [withResult, rejected] },
    1,
    '/okr',
  ],
  'decisions-list-pages': ['The second page of many.', { keyResultId: null, decisions: many }, 2, '/okr'],
  'decisions-list-none': ['Before anything was decided.', { keyResultId: null, decisions: [] }, 1, '/okr'],
})
