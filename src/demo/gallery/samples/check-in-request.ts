import { checkInRequestMessage } from '../../../slack/views/check-in-request.ts'
import { titles } from '../acme.ts'
import { samplesOf } from '../sample.ts'

type Request = Parameters<typeof checkInRequestMessage>[0]
type Item = Request['items'][number]
type Answered = Extract<Item['standing'], { kind: 'answered' }>

const item: Omit<Item, 'id' | 'title' | 'progress' | 'change' | 'trend' | 'evidence'> = {
  onBehalfOf: null,
  last: null,
  open: [],
  dashboard: null,
  offeredTo: null,
  canChange: true,
  standing: { kind: 'open' },
}

const churn: Item = {
  ...item,
  id: 'O1-KR1',
  title: titles['O1-KR1'],
  progress: '6.9 % → 5 %',
  change: '-1.1 pp since last week',
  trend: [7, 7.5, 8, 6.9],
  last: { confidence: 1, words: 'The new billing export is two weeks late', week: '2026-W05' },
  evidence: [
    { text: 'Monthly customer churn 6.9 % on 31 January, from 8 % on 31 December', source: 'billing exports' },
    { text: 'Completed: Analyse December exit interviews', source: 'chant 2026-01-28-003-k2x' },
  ],
  open: [
    {
      text: 'Next action: Agree a delivery date with billing',
      person: 'Jonas',
      due: '2026-02-06',
      days: 7,
      isFromBefore: true,
    },
  ],
  dashboard: 'https://metrics.acme.example/customer-health',
}

const reasons: Item = {
  ...item,
  id: 'O2-KR1',
  title: titles['O2-KR1'],
  progress: '61 % → 90 %',
  change: '+6 pp since last week',
  trend: [38, 39, 41, 47, 55, 61],
  last: { confidence: 2, words: null, week: '2026-W05' },
  evidence: [
    {
      text: 'Cancelled accounts with a known reason 61 % on 30 January, from 55 % on 23 January',
      source: 'exit survey',
    },
  ],
}

const figure: Item = {
  ...item,
  id: 'O2-KR2',
  title: titles['O2-KR2'],
  progress: '5 days → 2 days',
  change: null,
  trend: [10, 9, 9, 5],
  last: { confidence: 2, words: 'The export runs by itself now', week: '2026-W05' },
  evidence: [
    {
      text: 'No new data since 8 January (Working days from month end to the churn figure 5 days)',
      source: 'Mike',
    },
  ],
}

const saved: Answered = {
  kind: 'answered',
  confidence: 2,
  at: new Date('2026-02-02T17:04:00Z'),
  atText: '09:04',
  by: null,
  evidence: [],
  risk: null,
  nextAction: null,
  test: null,
  note: null,
  late: null,
  warning: null,
}

const onTrack: Item = { ...reasons, standing: { ...saved, evidence: reasons.evidence } }

const atRisk: Item = {
  ...churn,
  open: [],
  standing: {
    ...saved,
    confidence: 1,
    at: new Date('2026-02-02T17:06:00Z'),
    atText: '09:06',
    evidence: churn.evidence,
    risk: { kind: 'dependency', text: 'Billing delivers the export only after their release' },
    nextAction: { text: 'Agree a delivery date with billing', person: 'Jonas', due: '2026-02-06' },
    note: 'January looks good, but it rests on one export',
  },
}

const unmoved: Item = {
  ...item,
  id: 'O1-KR4',
  title: titles['O1-KR4'],
  progress: '35.1 % → 60 %',
  change: '+0 pp since last week',
  trend: [38, 36.5, 35, 35, 34.6, 35.2, 35.1, 35.1],
  evidence: [],
  last: { confidence: 2, words: null, week: '2026-W05' },
  standing: {
    ...saved,
    evidence: [{ text: 'No new data since 23 January (team invites 35.1 %)', source: 'product analytics' }],
    warning: 'Unmoved for 4 weeks and forecast to end at 35.2 %, not 52.5 %.',
  },
}

const request: Request = {
  requestId: 7,
  week: '2026-W06',
  firstName: 'Mike',
  items: [churn, reasons, figure],
  page: 1,
  why: 'You get this because you own key results of Retention, which checks in on Mondays.',
  next: 'What is open gets a reminder on your next working day. The team’s summary goes out on 4 February.',
}

const many: Item[] = Array.from({ length: 12 }, (_, index) => ({
  ...(index % 3 === 0 ? onTrack : index % 3 === 1 ? churn : figure),
  id: `O${3 + Math.floor(index / 4)}-KR${(index % 4) + 1}`,
}))

export const checkInRequestSamples = samplesOf(checkInRequestMessage, {
  'check-in-request': ['An owner’s Monday at nine: every key result of theirs, each answered in place.', request],
  'check-in-request-one-saved': [
    'After one click on On track: what was saved stands where the buttons were.',
    { ...request, items: [churn, onTrack, figure] },
  ],
  'check-in-request-done': [
    'Everything is answered, one key result at risk, one said on track although it does not move.',
    { ...request, items: [atRisk, onTrack, unmoved] },
  ],
  'check-in-request-first': [
    'The very first one: no answer before, and a measure that nobody has read yet.',
    {
      ...request,
      firstName: 'Priya',
      items: [
        {
          ...unmoved,
          progress: 'no reading yet → 60 %',
          change: null,
          trend: [],
          last: null,
          evidence: [{ text: 'No reading yet', source: 'Team invites' }],
          standing: { kind: 'open' },
        },
      ],
    },
  ],
  'check-in-request-standing-in': [
    'Ana is away, and Mike stands in: her key results are in his message, said to be hers.',
    {
      ...request,
      items: [
        onTrack,
        { ...unmoved, id: 'O1-KR2', title: titles['O1-KR2'], onBehalfOf: 'Ana', standing: { kind: 'open' } },
      ],
      why: `${request.why} Ana is away, and you stand in.`,
    },
  ],
  'check-in-request-skipped-and-dropped': [
    'One is skipped, one is offered to somebody, one has gone to a new owner.',
    {
      ...request,
      items: [
        { ...figure, standing: { kind: 'skipped', reason: 'The figure comes on the 10th' } },
        { ...churn, offeredTo: 'Ana' },
        {
          ...reasons,
          canChange: false,
          standing: { kind: 'dropped', reason: 'It is Jonas’s from the next check-in on.' },
        },
      ],
    },
  ],
  'check-in-request-late': [
    'Answered after the summary, and early enough to count for the next week too.',
    {
      ...request,
      items: [{ ...onTrack, standing: { ...saved, evidence: reasons.evidence, late: { countsForNextWeek: true } } }],
      next: 'The summary went out on 4 February; an answer still counts, and is added to it.',
    },
  ],
  'check-in-request-many': ['Somebody with a dozen key results: ten on a page.', { ...request, items: many }],
})
