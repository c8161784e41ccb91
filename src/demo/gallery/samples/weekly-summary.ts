import { questionAnsweredMessage, questionForm, questionMessage, replyForm } from '../../../slack/views/question.ts'
import { weeklySummaryMessage } from '../../../slack/views/weekly-summary.ts'
import { ana, messageLink, mike, objectives, priya, sarah, titles } from '../acme.ts'
import { samplesOf } from '../sample.ts'
import { approved } from './decisions.ts'

type Summary = Parameters<typeof weeklySummaryMessage>[0]
type KeyResult = Summary['keyResults'][number]

const keyResult: Omit<KeyResult, 'id' | 'title' | 'owner' | 'colour' | 'before'> = {
  objective: objectives.O1,
  skipped: null,
  stale: null,
  late: false,
  why: null,
}

const keyResults: KeyResult[] = [
  {
    ...keyResult,
    id: 'O1-KR1',
    title: titles['O1-KR1'],
    owner: 'Mike',
    colour: 'on-track',
    before: 'at-risk',
    why: 'Churn fell to 6.9 % in January, and the new export shows why',
  },
  {
    ...keyResult,
    id: 'O1-KR2',
    title: titles['O1-KR2'],
    owner: 'Ana',
    colour: 'off-track',
    before: 'on-track',
    why: 'The guided first project loses half of its users at the second step',
  },
  { ...keyResult, id: 'O1-KR3', title: titles['O1-KR3'], owner: 'Jonas', colour: 'at-risk', before: 'at-risk' },
  {
    ...keyResult,
    id: 'O1-KR4',
    title: titles['O1-KR4'],
    owner: 'Priya',
    colour: 'none',
    before: 'on-track',
    stale: '2026-01-29',
  },
  {
    ...keyResult,
    objective: objectives.O2,
    id: 'O2-KR1',
    title: titles['O2-KR1'],
    owner: 'Mike',
    colour: 'on-track',
    before: 'on-track',
  },
  {
    ...keyResult,
    objective: objectives.O2,
    id: 'O2-KR2',
    title: titles['O2-KR2'],
    owner: 'Mike',
    colour: 'none',
    before: 'on-track',
    skipped: 'The figure comes on the 10th',
  },
  {
    ...keyResult,
    objective: objectives.O2,
    id: 'O2-KR3',
    title: titles['O2-KR3'],
    owner: 'Sarah',
    colour: 'on-track',
    before: null,
    late: true,
  },
]

const summary: Summary = {
  summaryId: 4,
  team: 'Retention',
  week: '2026-W06',
  askOn: '2026-02-02',
  lead: sarah,
  isPrivate: false,
  counts: { 'on-track': 3, 'at-risk': 1, 'off-track': 1, none: 1 },
  keyResults,
  weeks: [
    { label: '12 Jan', counts: { 'on-track': 5, 'at-risk': 1, 'off-track': 0, none: 1 } },
    { label: '20 Jan', counts: { 'on-track': 4, 'at-risk': 2, 'off-track': 0, none: 1 } },
    { label: '26 Jan', counts: { 'on-track': 4, 'at-risk': 2, 'off-track': 0, none: 0 } },
    { label: '2 Feb', counts: { 'on-track': 3, 'at-risk': 1, 'off-track': 1, none: 1 } },
  ],
  open: [
    {
      kind: 'investigation',
      what: 'Investigation',
      keyResultId: 'O1-KR2',
      text: 'Why is O1-KR2 off track?',
      person: 'Ana',
      due: '2026-02-09',
      days: 0,
      isOverdue: false,
    },
    {
      kind: 'next-action',
      what: 'Next action',
      keyResultId: 'O1-KR3',
      text: 'Answer the ten most asked questions in the help centre',
      person: 'Jonas',
      due: '2026-01-30',
      days: 14,
      isOverdue: true,
    },
    {
      kind: 'risk',
      what: 'Risk',
      keyResultId: 'O1-KR3',
      text: 'resources: one of two support engineers is on leave until March',
      person: 'Jonas',
      due: null,
      days: 8,
      isOverdue: false,
    },
  ],
  unanswered: [
    {
      owner: priya,
      of: priya,
      keyResultIds: ['O1-KR4'],
      what: { kind: 'asked', of: priya.id, at: new Date('2026-02-01T22:00:00Z'), requestId: 9, onBehalfOf: null },
      askedOn: '2026-02-02',
      staleSince: '2026-01-27',
      askedAgainBy: null,
    },
  ],
  decisions: [
    'O1-KR3 has no owner from March on: who takes it?',
    '“Why accounts at risk are not called” has waited since Thu 29 Jan: approve it or reject it? Sarah can decide.',
  ],
  decided: [{ ...approved, at: new Date('2026-01-29T15:10:00Z') }],
  acknowledged: null,
  questions: [],
}

const calm: Summary = {
  ...summary,
  counts: { 'on-track': 2, 'at-risk': 0, 'off-track': 0, none: 0 },
  keyResults: keyResults.slice(4, 5).flatMap((one) => [one, { ...one, id: 'O2-KR3', title: titles['O2-KR3'] }]),
  open: [],
  unanswered: [],
  decisions: [],
  decided: [],
}

export const weeklySummarySamples = samplesOf(weeklySummaryMessage, {
  'weekly-summary': ['To a team’s channel, two working days after its check-in.', summary],
  'weekly-summary-acknowledged': [
    'The same, once the lead has read it and asked about two answers.',
    {
      ...summary,
      acknowledged: { by: 'Sarah', at: new Date('2026-02-04T21:30:00Z') },
      questions: [
        { by: 'Sarah', of: 'Ana', keyResultId: 'O1-KR2', isAnswered: true },
        { by: 'Sarah', of: 'Jonas', keyResultId: 'O1-KR3', isAnswered: false },
      ],
    },
  ],
  'weekly-summary-calm': ['A week in which nothing happened: one line.', calm],
  'weekly-summary-without-charts': ['Where the workspace takes no charts.', summary, false],
  'weekly-summary-private': [
    'To the lead, when the team has no channel.',
    { ...summary, isPrivate: true, keyResults: keyResults.slice(0, 2), unanswered: [], weeks: summary.weeks.slice(3) },
  ],
})

type Question = Parameters<typeof questionMessage>[0]

const question: Question = {
  questionId: 2,
  keyResultId: 'O1-KR2',
  title: titles['O1-KR2'],
  confidence: 0,
  askedBy: sarah,
  askedOf: ana,
  text: 'What would bring this back on track before March?',
  reply: null,
  summaryLink: messageLink,
}

const replied: Question = { ...question, reply: 'Two weeks of Jonas for the second step.\nWithout him I would cut it.' }

export const questionSamples = [
  ...samplesOf(questionMessage, {
    question: ['A lead asks about an answer, in the thread of that check-in.', question],
    'question-replied': [
      'The same, once replied to; the answer was taken back meanwhile.',
      { ...replied, confidence: null },
    ],
  }),
  ...samplesOf(questionAnsweredMessage, {
    'question-answered': ['The reply, in the thread of the summary.', replied],
  }),
  ...samplesOf(questionForm, {
    'question-form': [
      'Opens on Ask about an answer.',
      {
        summaryId: 4,
        answers: [
          { checkInId: 12, keyResultId: 'O1-KR2', confidence: 0, by: 'Ana', title: titles['O1-KR2'] },
          { checkInId: 11, keyResultId: 'O1-KR1', confidence: 2, by: mike.name, title: titles['O1-KR1'] },
        ],
      },
    ],
  }),
  ...samplesOf(replyForm, { 'reply-form': ['Opens on Reply.', question] }),
]
