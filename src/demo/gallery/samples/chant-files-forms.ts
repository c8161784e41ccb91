import { digestForm, digestWaitModal } from '../../../slack/views/digest-form.ts'
import { driverForm } from '../../../slack/views/driver-form.ts'
import { researchForm } from '../../../slack/views/research-form.ts'
import { samplesOf } from '../sample.ts'

type Research = Parameters<typeof researchForm>[0]
type Digest = Parameters<typeof digestForm>[0]
type Driver = Parameters<typeof driverForm>[0]

const research: Research = {
  repository: 'acme',
  repositories: ['acme'],
  about: 'new',
  approvalId: null,
  typed: {
    title: 'Why do small teams leave in their first month?',
    details: '',
    labels: [],
    moreLabels: '',
    keyResults: [],
    informedBy: [],
    targets: '',
    criteria: [
      'Answered in a short summary: Why do small teams leave in their first month?',
      'Every finding is tied to numbers of its sources',
      'Each finding has an intervention with its expected impact and effort, ranked',
    ].join('\n'),
  },
  labels: ['kpi-churn', 'q1-2026', 'reporting'],
  keyResults: [
    { id: 'O1-KR1', title: 'Reduce monthly customer churn from 8 % to 5 % by the end of Q1' },
    { id: 'O1-KR2', title: 'Raise 30-day activation from 62 % to 75 %' },
  ],
  context: [
    { path: '.chant/context/kpi-churn-q1/integration-beta-usage.md', changedAt: new Date('2026-01-15T16:00:00Z') },
    { path: '.chant/context/kpi-churn-q1/zendesk-support-patterns.md', changedAt: new Date('2026-01-08T16:00:00Z') },
    { path: '.chant/context/kpi-churn-q1/user-survey-summary.md', changedAt: new Date('2026-01-08T16:00:00Z') },
  ],
  problem: null,
  restoredFrom: null,
}

const digest: Digest = {
  key: 'C1:1768240000.000100',
  repository: 'acme',
  repositories: ['acme'],
  folders: [
    { folder: 'kpi-churn-q1', name: 'kpi-churn-q1' },
    { folder: 'churn', name: 'churn (Monthly customer churn, new)' },
  ],
  typed: {
    title: 'What churned customers wrote to support',
    folder: '',
    newFolder: '',
    name: '2026-01-12-what-churned-customers-wrote.md',
    date: '2026-01-12',
    text: '142 of the 400 tickets are about the first steps.\n\n- 87 ask how to set up a first project\n- 45 ask for an import from Trello or Asana',
  },
  kept: null,
  source: 'Mike in #retention on 2026-01-12 at 09:12 (America/New_York)',
  leftOut: [],
  problem: null,
  doubts: { taken: null, suspicions: [] },
  restoredFrom: null,
}

const driver: Driver = {
  approvalId: 1,
  specId: '2026-01-13-001-xyz',
  title: 'Analyze Q1 churn drivers',
  repository: 'acme',
  typed: {
    title: 'Carry out what was found: Analyze Q1 churn drivers',
    purpose: 'Sarah approved the findings of 2026-01-13-001-xyz on 2026-01-16. These pieces of work carry them out.',
    labels: 'kpi-churn q1-2026',
    criteria: 'All members are completed\nWhat it is to change is measured before and after',
    members: [
      {
        title: 'Setup wizard',
        text: 'New users finish the wizard and meet a blank page.\n\nExpected impact: ~3.5 pp · Effort: Medium · Priority: P0\n\n- [ ] It works as described\n- [ ] Tests cover it',
      },
      {
        title: 'Promote the Slack beta to everybody',
        text: 'Expected impact: ~2.0 pp · Effort: Low · Priority: P1\n\n- [ ] It works as described\n- [ ] Tests cover it',
      },
    ],
  },
  isFromFindings: true,
  restoredFrom: null,
}

export const chantFilesFormSamples = [
  ...samplesOf(researchForm, {
    'research-form': ['Opens on /okr research "Why do small teams leave in their first month?".', research],
    'research-form-again': [
      'Opens on Research again, under findings that were rejected.',
      {
        ...research,
        about: 'again-1',
        approvalId: 1,
        repositories: ['acme', 'website'],
        typed: {
          ...research.typed,
          title: 'Analyze Q1 churn drivers',
          details:
            '2026-01-13-001-xyz asked this before, and its findings were rejected:\n\n> The 1.5 pp for integrations needs validation with beta data.',
          labels: ['kpi-churn', 'q1-2026'],
          keyResults: ['O1-KR1'],
          informedBy: [
            '.chant/context/kpi-churn-q1/zendesk-support-patterns.md',
            '.chant/context/kpi-churn-q1/discussion-2026-01-13-001-xyz.md',
          ],
          targets: '.chant/context/kpi-churn-q1/research-findings.md',
        },
      },
    ],
    'research-form-restored': [
      'The same, with what was typed before and could not be saved; the project is new and has no files.',
      { ...research, labels: [], context: [], restoredFrom: new Date('2026-01-12T15:00:00Z') },
    ],
    'research-form-unreadable': [
      'The same, while the project cannot be read.',
      { ...research, context: [], problem: 'The repository acme cannot be fetched: check its URL in CHANT_REPO.' },
    ],
  }),
  ...samplesOf(digestForm, {
    'digest-form': ['Opens on Save as chant digest in a message’s menu.', digest],
    'digest-form-long': [
      'The same for a file that is longer than any field.',
      {
        ...digest,
        typed: { ...digest.typed, text: null },
        kept: {
          excerpt:
            '| Category | Tickets |\n|---|---|\n| Onboarding confusion | 142 |\n| Missing features | 89 |\n| Billing | 67 |',
          characters: 14_210,
          lines: 402,
        },
        leftOut: ['dashboard.png is no text I can keep (md, csv, tsv, txt, json, log).'],
      },
    ],
    'digest-form-doubts': [
      'Comes back when a file of that name is there, or when it looks as if there was a secret in it.',
      {
        ...digest,
        typed: { ...digest.typed, folder: 'kpi-churn-q1' },
        doubts: {
          taken: {
            path: '.chant/context/kpi-churn-q1/2026-01-12-what-churned-customers-wrote.md',
            free: '.chant/context/kpi-churn-q1/2026-01-12-what-churned-customers-wrote-2.md',
          },
          suspicions: [
            { line: 9, what: 'a password or key' },
            { line: 12, what: '31 e-mail addresses' },
          ],
        },
      },
    ],
    'digest-form-restored': [
      'The same in a workspace with several projects, with what was typed before and could not be saved.',
      {
        ...digest,
        repositories: ['acme', 'website'],
        folders: [],
        problem: 'acme is not in a git repository: chant’s activity is read from git.',
        restoredFrom: new Date('2026-01-12T15:00:00Z'),
      },
    ],
  }),
  ...samplesOf(digestWaitModal, { 'digest-wait': ['While a shared file is fetched; the form takes its place.'] }),
  ...samplesOf(driverForm, {
    'driver-form': ['Opens on Create driver spec, under findings that were approved.', driver],
    'driver-form-without-proposals': [
      'The same, for findings that propose nothing.',
      { ...driver, isFromFindings: false, typed: { ...driver.typed, members: [] } },
    ],
    'driver-form-restored': [
      'The same, with what was typed before and could not be saved.',
      { ...driver, restoredFrom: new Date('2026-01-16T15:00:00Z') },
    ],
  }),
]
