import { readFileSync } from 'node:fs'
import type { FindingContent } from '../../../domain/findings/content.ts'
import { approvalCard } from '../../../slack/views/approval-card.ts'
import { findingsModal } from '../../../slack/views/findings-modal.ts'
import { ana, groupIds, jonas, messageLink, mike, priya, sarah, titles } from '../acme.ts'
import { samplesOf } from '../sample.ts'

const research = '2026-01-13-001-xyz'
const folder = '.chant/context/kpi-churn-q1'
const digests = ['datadog-churn-metrics-2026-01', 'zendesk-support-patterns', 'user-survey-summary']

/** A file of Acme's repository, as it is first written. */
function acmeFile(name: string): string {
  return readFileSync(new URL(`../../acme/chant/${name}.md`, import.meta.url), 'utf8')
}

const spec = acmeFile('specs/research').replaceAll('- [ ]', '- [x]')
const contentOf = (text: string, body = spec): FindingContent => ({
  body,
  files: [{ path: `${folder}/research-findings.md`, text, problem: null }],
})
export const firstFindings = contentOf(acmeFile('findings-1'))
export const revisedFindings = contentOf(acmeFile('findings-2'))
export const shortFindings = contentOf('Nobody who left in December had opened the new report: it explains nothing.\n')

const longText = [
  acmeFile('findings-2'),
  ...Array.from({ length: 40 }, (_, at) =>
    [
      `## Appendix ${at + 1}: accounts that left in week ${at + 1}`,
      '',
      `${12 + ((at * 7) % 30)} accounts left. What they had in common:`,
      '',
      '- no integration switched on',
      `- **${60 + (at % 30)} %** had never invited anybody`,
      '- the last visit was more than nine days before the renewal',
      '- nobody from Acme had called',
      '',
    ].join('\n'),
  ),
].join('\n')
export const longFindings = contentOf(longText)

const only = ({ name, slackId }: { name: string; slackId: string }) => ({ name, slackId, groupId: null })
export const growthLeads = { name: 'growth-leads', slackId: null, groupId: groupIds.growthLeads }

/** The first round at Acme: Sarah is asked. */
export const open: ApprovalShown = {
  id: 7,
  kind: 'finding',
  round: 1,
  version: 1,
  repository: 'acme',
  isOneOfSeveral: false,
  specId: research,
  title: 'Analyze Q1 churn drivers',
  content: firstFindings,
  isInThread: false,
  criteria: { checked: 5, total: 5 },
  informedBy: digests.map((name) => `${folder}/${name}.md`),
  keyResults: [{ id: 'O1-KR1', title: titles['O1-KR1'], progress: '7.4 % → 5 %', confidence: 1 }],
  who: {
    approvers: [only(sarah)],
    fallback: [],
    isFallbackNeeded: false,
    quorum: 1,
    because: 'the approvals rule for kpi-churn',
  },
  openedAt: new Date('2026-01-14T16:46:00Z'),
  expiresAt: new Date('2026-01-28T16:46:00Z'),
  standing: 'open',
  closedBecause: null,
  decision: null,
  votes: [],
  changes: 0,
  hasChangedSince: false,
  earlier: [],
  difference: null,
  next: null,
  chantProblem: null,
  drivers: [],
  wantsDriver: false,
  canBeWithdrawn: false,
}

export const approval: DecisionShown = {
  id: 2,
  verdict: 'approved',
  kind: 'decision',
  byName: sarah.name,
  bySlackId: sarah.slackId,
  at: new Date('2026-01-16T14:15:00Z'),
  reason: null,
  isOutside: false,
  problem: null,
  commit: '4f9c2d1e8b7a6f5049382716f0e1d2c3b4a59687',
}
export const rejection: DecisionShown = {
  ...approval,
  id: 1,
  verdict: 'rejected',
  at: new Date('2026-01-15T09:30:00Z'),
  reason:
    'The 1.5 pp for integrations needs validation: we have beta data, please use it. And what would the import cost?',
  commit: '8a69f1a0c4d2b3e5f60718293a4b5c6d7e8f9012',
}

const round1 = {
  round: 1,
  outcome: 'rejected',
  byName: sarah.name,
  at: rejection.at,
  reason: rejection.reason,
  link: messageLink,
}

/** The second round: revised, with the reason of the first beside it. */
export const second: ApprovalShown = {
  ...open,
  id: 8,
  round: 2,
  content: revisedFindings,
  informedBy: [...open.informedBy, `${folder}/integration-beta-usage.md`],
  openedAt: new Date('2026-01-15T15:28:00Z'),
  expiresAt: new Date('2026-01-29T15:28:00Z'),
  earlier: [round1],
  difference: '1 file changed: 5 lines new, 3 lines gone; for example “6.2 pp” → “6.7 pp”.',
}

export const driver: DriverShown = {
  specId: '2026-01-16-002-abc',
  title: 'Reduce Q1 churn: implement approved interventions',
  status: 'in_progress',
  completed: 2,
  total: 3,
}

const approved: ApprovalShown = { ...second, standing: 'approved', decision: approval, canBeWithdrawn: true }
const rejected: ApprovalShown = { ...open, standing: 'rejected', decision: rejection, canBeWithdrawn: true }
const quorum: ApprovalShown['who'] = {
  approvers: [only(sarah), only(mike), growthLeads],
  fallback: [only(ana)],
  isFallbackNeeded: false,
  quorum: 2,
  because: 'the approvals rule for kpi-churn',
}

export const release: ApprovalShown = {
  ...open,
  id: 9,
  kind: 'release',
  specId: '2026-01-22-004-mig',
  title: 'Move the billing exports to the new warehouse',
  content: {
    body: '# Move the billing exports to the new warehouse\n\nThe nightly export of invoices and cancellations goes to the new warehouse; the old one is read only from then on.\n\n## Acceptance Criteria\n\n- [ ] The export runs for three nights\n- [ ] Both warehouses agree to the cent\n',
    files: [],
  },
  criteria: { checked: 0, total: 2 },
  informedBy: [],
  keyResults: [{ id: 'O2-KR2', title: titles['O2-KR2'], progress: '5 days → 2 days', confidence: 2 }],
  who: { ...open.who, because: 'no approvals rule covers it, and Sarah leads Retention' },
  expiresAt: null,
}

/** As bad as it gets: everything is long, there is much of it, and people wrote what Slack could take for its own. */
const hostile = '<!channel> <@U0SARAH000> *all* of `it` & <https://evil.example|this> — and more of it, and more. '
export const worst: ApprovalShown = {
  ...second,
  version: 4,
  isOneOfSeveral: true,
  title: `${hostile.repeat(6)}`,
  content: {
    body: `# ${hostile}\n\n${hostile.repeat(12)}\n\n## Acceptance Criteria\n\n${`- [ ] ${hostile.repeat(3)}\n`.repeat(14)}`,
    files: [
      {
        path: `${folder}/research-findings.md`,
        text: `# ${hostile}\n\n## Executive summary\n\n${hostile.repeat(30)}\n\n## Findings\n\n${Array.from(
          { length: 14 },
          (_, at) => `### ${at + 1}. ${hostile.repeat(2)}\n\nImpact: ~${at} pp\n\n${hostile.repeat(8)}`,
        ).join('\n\n')}\n\n## Recommendations\n\n${`- ${hostile.repeat(2)}\n`.repeat(14)}`,
        problem: null,
      },
      ...Array.from({ length: 8 }, (_, at) => ({
        path: `${folder}/${'missing-'.repeat(8)}${at}.md`,
        text: null,
        problem: hostile,
      })),
    ],
  },
  isInThread: true,
  criteria: { checked: 1, total: 15 },
  informedBy: Array.from({ length: 30 }, (_, at) => `${folder}/${'a-digest-of-everything-'.repeat(4)}${at}.md`),
  keyResults: Array.from({ length: 12 }, (_, at) => ({
    id: `O1-KR${at + 1}` as const,
    title: hostile.repeat(3),
    progress: `${at}.5 % of all new customers of the quarter → 75 % of all new customers of the quarter`,
    confidence: ([0, 1, 2, null] as const)[at % 4] ?? null,
  })),
  who: {
    approvers: Array.from({ length: 20 }, (_, at) => ({
      name: `Somebody with quite a long name ${at}`,
      slackId: [sarah, mike, ana, jonas, priya][at]?.slackId ?? null,
      groupId: null,
    })),
    fallback: Array.from({ length: 20 }, (_, at) => ({ name: `${hostile} ${at}`, slackId: null, groupId: null })),
    isFallbackNeeded: true,
    quorum: 12,
    because: hostile.repeat(3),
  },
  votes: Array.from({ length: 11 }, (_, at) => `Somebody with quite a long name ${at}`),
  changes: 3,
  earlier: Array.from({ length: 9 }, (_, at) => ({
    ...round1,
    round: at + 1,
    byName: hostile,
    reason: hostile.repeat(20),
  })),
  round: 10,
  chantProblem: hostile.repeat(8),
}
const worstReason = hostile.repeat(25).slice(0, 2000)

export const approvalCardSamples = samplesOf(approvalCard, {
  'approval-open': ['The team’s channel, when research is completed: a decision is asked for.', open],
  'approval-open-second-round': ['The same after a rejection: what was said then stands beside it.', second],
  'approval-open-short': ['Findings of a line stand there whole.', { ...open, content: shortFindings }],
  'approval-open-long': [
    'Long findings: the summary, and the whole text in the thread.',
    { ...open, content: longFindings, isInThread: true },
  ],
  'approval-open-criteria': [
    'A criterion is not met, and nobody has said how sure they are.',
    {
      ...open,
      content: contentOf(acmeFile('findings-1'), spec.replace('- [x] Interventions', '- [ ] Interventions')),
      criteria: { checked: 4, total: 5 },
      keyResults: [
        { id: 'O1-KR1', title: titles['O1-KR1'], progress: '7.4 % → 5 %', confidence: 0 },
        { id: 'O1-KR2', title: titles['O1-KR2'], progress: 'no reading yet → 75 %', confidence: null },
      ],
    },
  ],
  'approval-open-quorum': ['Two have to agree, and one has.', { ...open, who: quorum, votes: [mike.name] }],
  'approval-open-quorum-none': ['Two have to agree, and nobody has yet.', { ...open, who: quorum }],
  'approval-open-away': [
    'Whoever decides is away, so somebody stands in.',
    { ...open, who: { ...open.who, fallback: [only(ana)], isFallbackNeeded: true } },
  ],
  'approval-open-changed': [
    'The findings changed while they waited.',
    { ...open, version: 3, changes: 2, content: revisedFindings },
  ],
  'approval-open-without-chant': [
    'Decisions cannot be written for now.',
    { ...open, chantProblem: 'chant is not installed where this app runs; an admin can put it there.' },
  ],
  'approval-open-unread': [
    'A file of the findings is not there.',
    {
      ...open,
      content: {
        ...firstFindings,
        files: [
          ...firstFindings.files,
          { path: `${folder}/interviews.md`, text: null, problem: 'it is larger than 1 MB' },
        ],
      },
    },
  ],
  'approval-deciding': [
    'Somebody has approved: chant is being told.',
    { ...second, standing: 'deciding', decision: { ...approval, commit: null } },
  ],
  'approval-deciding-held-up': [
    'Somebody has approved, and something is in the way.',
    {
      ...second,
      standing: 'deciding',
      decision: { ...approval, commit: null, problem: 'chant is not installed here: install it, or set CHANT_BIN.' },
    },
  ],
  'approval-deciding-rejection': [
    'Somebody has rejected: chant is being told.',
    { ...open, standing: 'deciding', decision: { ...rejection, commit: null } },
  ],
  'approval-deciding-withdrawal': [
    'Somebody takes an approval back: chant is being told.',
    {
      ...second,
      standing: 'deciding',
      decision: { ...rejection, kind: 'withdrawal', reason: 'Legal has to look at the import first.', commit: null },
    },
  ],
  'approval-stuck': [
    'The decision could not be written.',
    {
      ...second,
      standing: 'stuck',
      decision: {
        ...approval,
        commit: null,
        problem: 'A merge is under way in the repository; nothing can be committed until somebody ends it.',
      },
    },
  ],
  'approval-approved': ['Approved; nobody has made work of it yet.', { ...approved, wantsDriver: true }],
  'approval-approved-driver': [
    'Approved, and the work is under way.',
    { ...approved, drivers: [driver], canBeWithdrawn: false },
  ],
  'approval-approved-outside': [
    'Approved outside Slack.',
    {
      ...approved,
      decision: { ...approval, byName: 'sarah', bySlackId: null, isOutside: true },
      canBeWithdrawn: false,
      wantsDriver: true,
    },
  ],
  'approval-approved-quorum': [
    'Approved by two.',
    { ...approved, who: quorum, votes: [mike.name, sarah.name], wantsDriver: true },
  ],
  'approval-approved-changed': [
    'Approved, and then the findings changed.',
    { ...approved, version: 2, drivers: [driver], hasChangedSince: true },
  ],
  'approval-rejected': ['Rejected, with the reason and what comes next.', rejected],
  'approval-rejected-next': [
    'Rejected, and revised since.',
    { ...rejected, next: { round: 2, link: messageLink }, canBeWithdrawn: false },
  ],
  'approval-withdrawn': [
    'An approval that was taken back.',
    {
      ...approved,
      standing: 'rejected',
      decision: {
        ...rejection,
        kind: 'withdrawal',
        at: new Date('2026-01-16T16:00:00Z'),
        reason: 'Legal has to look at the import first.',
      },
      canBeWithdrawn: true,
    },
  ],
  'approval-expired': [
    'Nobody decided in time.',
    { ...open, standing: 'expired', closedBecause: 'nobody decided in time' },
  ],
  'approval-gone': [
    'There is nothing to decide any more.',
    { ...open, standing: 'gone', closedBecause: 'it was cancelled' },
  ],
  'approval-release': ['Work that chant does not touch before somebody approves it.', release],
  'approval-release-approved': [
    'The same, approved.',
    { ...release, standing: 'approved', decision: approval, canBeWithdrawn: true },
  ],
  'approval-worst': ['Everything is long, and people wrote what Slack could take for its own.', worst],
  'approval-worst-rejected': [
    'The same, rejected at length.',
    {
      ...worst,
      standing: 'rejected',
      decision: { ...rejection, byName: hostile, reason: worstReason },
      next: { round: 11, link: messageLink },
    },
  ],
})

type ApprovalShown = Parameters<typeof approvalCard>[0]
type DecisionShown = NonNullable<ApprovalShown['decision']>
type DriverShown = ApprovalShown['drivers'][number]
type FindingToRead = Parameters<typeof findingsModal>[0]

const read: FindingToRead = {
  approval: second,
  discussion: [
    {
      byName: sarah.name,
      at: new Date('2026-01-14T18:02:00Z'),
      what: 'question',
      text: 'Where does the 1.5 pp for integrations come from?',
    },
    {
      byName: mike.name,
      at: new Date('2026-01-14T18:40:00Z'),
      what: 'remark',
      text: 'From the survey only. The beta data is not in it yet.',
    },
    { byName: sarah.name, at: rejection.at, what: 'rejected', text: rejection.reason ?? '' },
  ],
}

export const findingsModalSamples = samplesOf(findingsModal, {
  'findings-read': ['Behind Read findings: everything, and what was said.', read, 1],
  'findings-read-short': ['Findings of a line.', { approval: { ...open, content: shortFindings }, discussion: [] }, 1],
  'findings-read-long': ['Long findings have pages.', { ...read, approval: { ...second, content: longFindings } }, 2],
  'findings-read-decided': ['After the decision.', { ...read, approval: { ...rejected, earlier: [] } }, 1],
  'findings-read-release': ['Work to be released.', { approval: release, discussion: [] }, 1],
  'findings-read-worst': [
    'As bad as it gets.',
    { approval: worst, discussion: read.discussion.map((one) => ({ ...one, text: worstReason })) },
    1,
  ],
})
