import { rollUp } from '../../../domain/roll-up.ts'
import { missingMessage } from '../../../slack/views/missing.ts'
import { statusMessage } from '../../../slack/views/status.ts'
import { ana, jonas, mike, objectives, priya, sarah, titles } from '../acme.ts'
import { samplesOf } from '../sample.ts'
import { counted, objectiveStatuses, reader, type Standing, standings, worst } from '../standing.ts'
import { approved, rejected } from './decisions.ts'

type Answer = Parameters<typeof statusMessage>[0]
type Detail = Extract<Answer, { kind: 'key-result' }>['detail']
type ObjectiveDetail = Extract<Answer, { kind: 'objective' }>['detail']
type Missing = Parameters<typeof missingMessage>[0]

const cycle = { id: 1, name: '2026-Q1', starts: '2026-01-01', ends: '2026-03-31', closedAt: null }

const everything: Answer = {
  reader,
  kind: 'list',
  list: {
    of: { kind: 'everything' },
    cycle: { name: cycle.name, elapsed: 0.37 },
    rollUp: counted,
    worst,
    objectives: objectiveStatuses,
  },
}

const risky = standings.slice(0, 4)
const [first] = objectiveStatuses

const weeks: Detail['weeks'] = [
  { week: '2026-W03', confidence: 1 },
  { week: '2026-W04', confidence: null },
  { week: '2026-W05', confidence: 1 },
  { week: '2026-W06', confidence: null },
]

const openItems: Detail['open'] = [
  {
    id: 1,
    kind: 'adjustment-plan',
    words: 'Adjustment plan',
    keyResultId: 'O1-KR1',
    text: 'How does O1-KR1 get back on track?',
    person: 'Mike',
    isMine: false,
    due: '2026-02-02',
    isOverdue: false,
    canBeResearched: false,
    days: 7,
  },
  {
    id: 2,
    kind: 'next-action',
    words: 'Next action',
    keyResultId: 'O1-KR1',
    text: 'Agree a delivery date with billing',
    person: 'Jonas',
    isMine: false,
    due: '2026-01-30',
    isOverdue: true,
    canBeResearched: false,
    days: 7,
  },
]

const objective: ObjectiveDetail = {
  objective: {
    ...objectives.O1,
    cycleId: 1,
    teamId: 1,
    type: 'impact',
    supports: null,
    whyNow: 'Churn doubled since July, and 63 % of those who leave do so within 30 days',
  },
  team: 'Retention',
  cycle,
  elapsed: 0.37,
  rollUp: rollUp(risky),
  worst,
  keyResults: risky.map((one, index) => ({ ...one, weeks, open: index === 0 ? openItems : [] })),
  supports: null,
  supportedBy: [objectives.O2],
}

const keyResult: Detail = {
  status: standings[0] as Standing,
  keyResult: {
    id: 'O1-KR1',
    objectiveId: 'O1',
    title: titles['O1-KR1'],
    kpiId: 'churn',
    baseline: 8,
    target: 5,
    threshold: 5.5,
    due: '2026-03-31',
    ownerId: mike.id,
    ownedSince: null,
    indicator: 'lagging',
    commitment: 'aspirational',
    measurement: 'Billing export, customers lost in the month divided by those at its start',
    dashboard: 'https://metrics.acme.example/customer-health',
    guardrailKpiId: 'support_tickets',
    labels: ['kpi-churn'],
    assumption: null,
    proxyFor: null,
  },
  objective: objective.objective,
  team: 'Retention',
  cycle,
  elapsed: 0.37,
  due: '2026-03-31',
  weeks,
  last: {
    week: '2026-W05',
    by: 'Mike',
    at: new Date('2026-01-26T17:04:00Z'),
    answer: {
      confidence: 1,
      evidence: [
        { text: 'No new data since 31 December (Monthly customer churn 8 %)', source: 'billing exports' },
        { text: 'Completed: Find the causes of churn', source: 'chant 2026-01-19-001-q7d' },
      ],
      note: 'Ask me again when the January figure is there',
      risk: { kind: 'dependency', text: 'The new billing export is two weeks late' },
      nextAction: { text: 'Agree a delivery date with billing', person: jonas.id, due: '2026-01-30' },
      test: null,
    },
    nextActionPerson: 'Jonas',
  },
  trend: [4, 4.8, 5.9, 7, 7.5, 8, 6.9],
  forecast: { on: '2026-03-31', value: 5.1, low: 4.2, high: 6.3, readings: 4, perWeek: -0.2 },
  forecastHits: true,
  threshold: 5.5,
  guardrail: {
    kpi: {
      id: 'support_tickets',
      name: 'Support tickets a week',
      unit: 'count',
      every: { count: 1, unit: 'week' },
      ownerId: jonas.id,
      baseline: 340,
      target: 250,
      limit: { operator: '<=', value: 400 },
      isImplicit: false,
    },
    reading: { at: '2026-01-30', value: 338 },
    isTripped: false,
  },
  open: openItems,
  dependencies: [{ on: 'Billing export automated', due: '2026-01-20', owner: 'Mike', isLate: true }],
  links: [{ keyResultId: 'O1-KR1', kind: 'prd', title: 'Onboarding wizard', url: 'https://docs.acme.example/wizard' }],
  decisions: [approved, rejected],
  initiatives: [
    {
      id: 1,
      title: 'Onboarding wizard',
      contributesTo: ['O1-KR1', 'O1-KR2'],
      link: 'https://docs.acme.example/wizard',
      evidence: '36 % of the tickets of churned customers are about onboarding',
      expectedImpact: '-3.5 pp churn',
    },
  ],
}

const missing: Missing = {
  isLead: true,
  teams: [
    {
      teamId: 1,
      name: 'Retention',
      week: '2026-W06',
      askOn: '2026-02-02',
      total: 7,
      mayAsk: true,
      unanswered: [
        {
          owner: priya,
          of: priya,
          keyResultIds: ['O1-KR4'],
          what: { kind: 'asked', of: priya.id, at: new Date('2026-01-27T22:00:00Z'), requestId: 9, onBehalfOf: null },
          askedOn: '2026-01-28',
          staleSince: '2026-01-28',
          askedAgainBy: null,
        },
        {
          owner: jonas,
          of: ana,
          keyResultIds: ['O1-KR3'],
          what: {
            kind: 'asked',
            of: ana.id,
            at: new Date('2026-02-02T04:15:00Z'),
            requestId: 10,
            onBehalfOf: jonas.id,
          },
          askedOn: '2026-02-02',
          staleSince: null,
          askedAgainBy: 'Sarah',
        },
        {
          owner: mike,
          of: mike,
          keyResultIds: ['O1-KR1', 'O2-KR1'],
          what: { kind: 'sending', of: mike.id },
          askedOn: null,
          staleSince: null,
          askedAgainBy: null,
        },
        {
          owner: ana,
          of: null,
          keyResultIds: ['O1-KR2'],
          what: { kind: 'missed', because: 'away' },
          askedOn: null,
          staleSince: null,
          askedAgainBy: null,
        },
        {
          owner: null,
          of: null,
          keyResultIds: ['O2-KR3'],
          what: { kind: 'no-owner' },
          askedOn: null,
          staleSince: null,
          askedAgainBy: null,
        },
      ],
    },
  ],
}

const typed = { typed: '', page: 1 }

export const statusSamples = samplesOf(statusMessage, {
  'status-everything': ['Answers /okr status.', everything, typed],
  'status-me': [
    'Answers /okr status me.',
    {
      reader: { ...reader, id: mike.id },
      kind: 'list',
      list: {
        ...everything.list,
        of: { kind: 'person', name: 'Mike', isReader: true },
        rollUp: rollUp(standings.slice(4, 6)),
        worst: null,
        objectives: objectiveStatuses.slice(1).map((one) => ({ ...one, keyResults: standings.slice(4, 6) })),
      },
    },
    { typed: 'me', page: 1 },
  ],
  'status-at-risk': [
    'Answers /okr status at-risk.',
    {
      reader,
      kind: 'list',
      list: { ...everything.list, of: { kind: 'at-risk' }, objectives: objectiveStatuses.slice(0, 1) },
    },
    { typed: 'at-risk', page: 1 },
  ],
  'status-many': [
    'The second page of a company with sixty key results.',
    {
      reader,
      kind: 'list',
      list: {
        ...everything.list,
        objectives: Array.from({ length: 15 }, () => first as NonNullable<typeof first>),
      },
    },
    { typed: '', page: 2 },
  ],
  'status-objective': [
    'Answers /okr status O1.',
    { reader, kind: 'objective', detail: objective },
    { typed: 'O1', page: 1 },
  ],
  'status-key-result': [
    'Answers /okr status O1-KR1.',
    { reader, kind: 'key-result', detail: keyResult },
    { typed: 'O1-KR1', page: 1 },
  ],
  'status-key-result-new': [
    'The same for one that nobody has answered for or measured yet, whose guardrail is broken.',
    {
      reader,
      kind: 'key-result',
      detail: {
        ...keyResult,
        status: {
          ...(standings[6] as Standing),
          keyResult: { ...worst.keyResult, id: 'O2-KR3', title: titles['O2-KR3'] },
        },
        keyResult: {
          ...keyResult.keyResult,
          id: 'O2-KR3',
          title: titles['O2-KR3'],
          measurement: null,
          dashboard: null,
        },
        objective: { ...objective.objective, ...objectives.O2 },
        weeks: [],
        last: null,
        trend: [],
        forecast: null,
        forecastHits: null,
        guardrail: keyResult.guardrail && {
          ...keyResult.guardrail,
          reading: { at: '2026-01-30', value: 412 },
          isTripped: true,
        },
        open: [],
        dependencies: [],
        links: [],
        initiatives: [],
      },
    },
    { typed: 'O2-KR3', page: 1 },
  ],
  'status-cycle': [
    'Answers /okr status cycle.',
    {
      reader,
      kind: 'cycle',
      overview: {
        name: cycle.name,
        starts: cycle.starts,
        ends: cycle.ends,
        elapsed: 0.37,
        daysLeft: 57,
        rollUp: counted,
        worst,
        paces: { met: 1, 'on pace': 1, behind: 4, 'no data': 1 },
        openItems: 3,
        teams: [{ name: 'Retention', objectives: 2, rollUp: counted, worst }],
      },
    },
    { typed: 'cycle', page: 1 },
  ],
  'status-not-found': [
    'Answers /okr status O9.',
    { reader, kind: 'sentence', sentence: 'There is no objective O9. `/okr status` shows all there are.' },
    { typed: 'O9', page: 1 },
  ],
  'status-missing': ['Answers /okr status missing, for whoever leads.', { reader, kind: 'missing', missing }, typed],
})

export const missingSamples = samplesOf(missingMessage, {
  'missing-asked-again': [
    'After a press on Ask again.',
    missing,
    { reader: sarah.id, said: 'Priya gets it tomorrow at 09:00 their time, when they work.' },
  ],
  'missing-nobody': [
    'Everybody has answered; the reader leads no team.',
    { isLead: false, teams: missing.teams.map((team) => ({ ...team, mayAsk: false, unanswered: [] })) },
    { reader: mike.id },
  ],
  'missing-not-asked-yet': ['Before the first check-in.', { isLead: true, teams: [] }, { reader: sarah.id }],
})
