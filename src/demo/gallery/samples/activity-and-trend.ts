import { trendOf } from '../../../domain/trends.ts'
import { activityMessage, activityModal } from '../../../slack/views/activity.ts'
import { trendMessage } from '../../../slack/views/trend.ts'
import { titles, today, zone } from '../acme.ts'
import { samplesOf } from '../sample.ts'

type Activity = Parameters<typeof activityMessage>[0]
type Trend = Parameters<typeof trendMessage>[0]
type Event = Activity['events'][number]

const event: Omit<Event, 'at' | 'event' | 'id' | 'title' | 'by'> = {
  repository: 'acme',
  type: 'task',
  labels: ['kpi-churn'],
  reason: null,
  note: null,
  driver: null,
  driverLabels: [],
  commit: null,
}

const week: Activity = {
  typed: 'kpi-churn 7d',
  about: { kind: 'label', label: 'kpi-churn' },
  since: new Date('2026-01-26T14:00:00Z'),
  today,
  zone,
  isSeveral: false,
  missing: [],
  events: [
    {
      ...event,
      at: new Date('2026-02-02T11:20:00Z'),
      event: 'failed',
      id: '2026-01-30-001-w8m.3',
      title: 'Ask for the goal at sign-up',
      by: 'Jonas',
    },
    {
      ...event,
      at: new Date('2026-01-31T09:40:00Z'),
      event: 'completed',
      id: '2026-01-28-003-k2x',
      title: 'Analyse December exit interviews',
      by: 'Ana',
    },
    {
      ...event,
      at: new Date('2026-01-30T20:15:00Z'),
      event: 'rejected',
      id: '2026-01-29-002-p4c',
      title: 'Why do teams of one leave?',
      by: 'Sarah',
      reason: 'Compare with teams of two before we build anything',
    },
  ],
}

const many: Activity = { ...week, events: Array.from({ length: 60 }, () => week.events).flat() }
const none: Activity = { ...week, events: [], missing: ['acme could not be read since 08:12: the folder is gone.'] }

export const activitySamples = [
  ...samplesOf(activityMessage, {
    activity: ['Answers /okr activity kpi-churn 7d.', week],
    'activity-many': ['More than one message holds: it says how much is left out.', many],
    'activity-none': ['Nothing happened, and a repository cannot be read.', none],
  }),
  ...samplesOf(activityModal, { 'activity-all': ['Opens on Show all.', week] }),
]

const churn: Trend = {
  kpiId: 'churn',
  name: 'Monthly customer churn',
  unit: '%',
  keyResult: { id: 'O1-KR1', title: titles['O1-KR1'] },
  baseline: 8,
  target: 5,
  since: '2025-08-01',
  trend: trendOf(
    [
      { at: '2025-10-31', value: 7 },
      { at: '2025-11-30', value: 7.5 },
      { at: '2025-12-31', value: 8 },
      { at: '2026-01-31', value: 6.9 },
    ],
    { since: null, every: { count: 1, unit: 'month' } },
  ),
  forecast: { on: '2026-03-31', value: 5.6, low: 4.2, high: 6.3, readings: 4, perWeek: -0.2 },
  readings: [
    {
      id: 40,
      kpiId: 'churn',
      at: '2026-01-31',
      value: 6.9,
      source: 'billing exports',
      note: null,
      recordedBy: null,
      recordedAt: new Date('2026-02-01T08:00:00Z'),
    },
    {
      id: 31,
      kpiId: 'churn',
      at: '2025-12-31',
      value: 8,
      source: 'billing exports',
      note: '400 of 5,000 customers left in December',
      recordedBy: null,
      recordedAt: new Date('2026-01-09T17:00:00Z'),
    },
  ],
}

const never: Trend = {
  ...churn,
  kpiId: 'nps',
  name: 'Net promoter score',
  unit: null,
  keyResult: null,
  baseline: null,
  target: null,
  trend: trendOf([], { since: null, every: null }),
  forecast: null,
  readings: [],
}

export const trendSamples = samplesOf(trendMessage, {
  trend: ['Answers /okr trend O1-KR1.', churn, true, '/okr'],
  'trend-without-chart': ['Where the workspace takes no charts.', churn, false, '/okr'],
  'trend-without-readings': ['Of a KPI that nobody has read yet.', never, true, '/okr'],
})
