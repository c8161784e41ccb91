import { trendOf } from '../../../domain/trends.ts'
import { dailyReportMessage } from '../../../slack/views/daily-report.ts'
import { dailyReportModal } from '../../../slack/views/daily-report-modal.ts'
import { reportSettingsForm } from '../../../slack/views/report-settings.ts'
import { objectives, titles, zone } from '../acme.ts'
import { samplesOf } from '../sample.ts'

type Report = Parameters<typeof dailyReportMessage>[0]
type ReportKpi = Report['kpis'][number]

const churn: ReportKpi = {
  id: 'churn',
  name: 'Monthly customer churn',
  unit: '%',
  baseline: 8,
  target: 5,
  current: { at: '2026-01-31', value: 6.9, source: 'billing exports', days: 2 },
  added: 1,
  status: 'on pace',
  statusBefore: 'behind',
  change: { by: -1.1, since: '2025-12-31' },
  broken: null,
  others: [],
  trend: trendOf(
    [
      { at: '2025-08-31', value: 4.8 },
      { at: '2025-09-30', value: 5.9 },
      { at: '2025-10-31', value: 7 },
      { at: '2025-11-30', value: 7.5 },
      { at: '2025-12-31', value: 8 },
      { at: '2026-01-31', value: 6.9 },
    ],
    { since: null, every: { count: 1, unit: 'month' } },
  ),
  forecast: null,
}

const activation: ReportKpi = {
  ...churn,
  id: 'activation',
  name: '30-day activation',
  baseline: 62,
  target: 75,
  current: { at: '2026-01-30', value: 66.2, source: 'product analytics', days: 3 },
  added: 0,
  status: 'behind',
  statusBefore: null,
  change: { by: 1.2, since: '2026-01-23' },
  others: [{ value: 65.8, source: 'Mike' }],
  trend: trendOf(
    [
      { at: '2025-12-05', value: 62.5 },
      { at: '2025-12-12', value: 62.5 },
      { at: '2025-12-19', value: 62 },
      { at: '2026-01-09', value: 62.4 },
      { at: '2026-01-16', value: 64.1 },
      { at: '2026-01-23', value: 65 },
      { at: '2026-01-30', value: 66.2 },
    ],
    { since: null, every: { count: 1, unit: 'week' } },
  ),
  forecast: { on: '2026-03-31', value: 74.6, low: 71, high: 78.2, readings: 4, perWeek: 1.2 },
}

const tickets: ReportKpi = {
  ...churn,
  id: 'support_tickets',
  name: 'Support tickets a week',
  unit: 'count',
  baseline: 340,
  target: 250,
  current: { at: '2026-01-30', value: 412, source: 'help desk', days: 3 },
  added: 0,
  status: 'behind',
  statusBefore: null,
  change: { by: 74, since: '2026-01-23' },
  broken: { operator: '<=', value: 400 },
  trend: trendOf(
    [
      { at: '2026-01-09', value: 337 },
      { at: '2026-01-16', value: 331 },
      { at: '2026-01-23', value: 338 },
      { at: '2026-01-30', value: 412 },
    ],
    { since: null, every: { count: 1, unit: 'week' } },
  ),
}

const nps: ReportKpi = {
  ...churn,
  id: 'nps',
  name: 'Net promoter score',
  unit: null,
  baseline: null,
  target: null,
  current: null,
  added: 0,
  status: null,
  statusBefore: null,
  change: null,
  trend: trendOf([], { since: null, every: null }),
}

const report: Report = {
  reportId: 5,
  date: '2026-02-02',
  zone,
  since: new Date('2026-01-30T13:30:00Z'),
  until: new Date('2026-02-02T13:30:00Z'),
  sections: ['activity', 'kpis', 'approvals', 'confidence'],
  kpis: [churn, activation, tickets, nps],
  objectives: new Map([
    ['O1', objectives.O1.title],
    ['O2', objectives.O2.title],
  ]),
  activity: [
    {
      objective: 'O1',
      keyResults: ['O1-KR1', 'O1-KR2'],
      specs: [
        {
          repository: 'acme',
          id: '2026-01-28-003-k2x',
          title: 'Analyse December exit interviews',
          events: [
            { event: 'worked', at: new Date('2026-01-31T09:12:00Z'), by: 'Ana', reason: null, times: 3 },
            { event: 'completed', at: new Date('2026-01-31T09:40:00Z'), by: 'Ana', reason: null, times: 1 },
          ],
          progress: null,
          members: [],
        },
        {
          repository: 'acme',
          id: '2026-01-30-001-w8m',
          title: 'Onboarding wizard',
          events: [],
          progress: { completed: 2, total: 3 },
          members: [
            {
              repository: 'acme',
              id: '2026-01-30-001-w8m.2',
              title: 'Guide the first project',
              events: [
                { event: 'completed', at: new Date('2026-02-01T16:05:00Z'), by: 'Jonas', reason: null, times: 1 },
              ],
              progress: null,
              members: [],
            },
            {
              repository: 'acme',
              id: '2026-01-30-001-w8m.3',
              title: 'Ask for the goal at sign-up',
              events: [{ event: 'failed', at: new Date('2026-02-02T11:20:00Z'), by: 'Jonas', reason: null, times: 1 }],
              progress: null,
              members: [],
            },
          ],
        },
        {
          repository: 'acme',
          id: '2026-01-29-002-p4c',
          title: 'Why do teams of one leave?',
          events: [
            {
              event: 'rejected',
              at: new Date('2026-01-30T20:15:00Z'),
              by: 'Sarah',
              reason: 'Compare with teams of two before we build anything',
              times: 1,
            },
          ],
          progress: null,
          members: [],
        },
      ],
    },
    {
      objective: null,
      keyResults: [],
      specs: [
        {
          repository: 'acme',
          id: '2026-02-01-004-b9z',
          title: 'Tidy the release notes',
          events: [{ event: 'created', at: new Date('2026-02-01T10:00:00Z'), by: 'Priya', reason: null, times: 1 }],
          progress: null,
          members: [],
        },
      ],
    },
  ],
  confidence: [
    {
      keyResultId: 'O1-KR2',
      title: titles['O1-KR2'],
      from: 2,
      to: 0,
      by: 'Ana',
      why: 'The guided first project loses half of its users at the second step',
    },
    { keyResultId: 'O2-KR1', title: titles['O2-KR1'], from: null, to: 2, by: 'Mike', why: null },
    { keyResultId: 'O1-KR3', title: titles['O1-KR3'], from: 1, to: null, by: null, why: null },
  ],
  waiting: [
    {
      what: 'Five causes of churn in the exit interviews',
      who: ['Sarah'],
      since: new Date('2026-01-31T09:45:00Z'),
      link: 'https://acme.slack.com/archives/C0KPICHURN/p1769852700000100',
    },
  ],
  decided: [
    {
      what: 'Approved the work “Move the billing exports to the new warehouse”',
      who: 'Mike',
      at: new Date('2026-01-30T18:20:00Z'),
      reason: null,
      link: 'https://acme.slack.com/archives/C0KPICHURN/p1769780400000100',
    },
  ],
  missing: [],
  shown: { readingId: 40, statuses: {}, confidences: {} },
}

const settings: Parameters<typeof reportSettingsForm>[0] = {
  channelId: 'C0KPICHURN',
  isOn: true,
  teams: [{ id: 1, name: 'Retention' }],
  settings: {
    time: '08:30',
    zone,
    labels: ['kpi-churn'],
    kpis: ['churn', 'activation'],
    sections: report.sections,
    when: 'new',
  },
  zones: [zone, 'America/Los_Angeles', 'Europe/Berlin'],
  knownLabels: ['kpi-churn', 'onboarding', 'team-ux'],
  kpis: [churn, activation, tickets, nps],
}

const quiet: Report = {
  ...report,
  kpis: [{ ...activation, others: [] }],
  activity: [],
  confidence: [],
  waiting: [],
  decided: [],
}

export const dailyReportSamples = samplesOf(dailyReportMessage, {
  'daily-report': ['To a channel on every working day on which something is new.', report],
  'daily-report-without-charts': ['Where the workspace takes no charts.', report, false],
  'daily-report-quiet': ['Nothing is new, and the channel wants it all the same.', quiet],
  'daily-report-unreadable': [
    'A preview, when a repository cannot be read.',
    {
      ...report,
      reportId: null,
      kpis: [churn],
      activity: report.activity.slice(1),
      missing: ['acme could not be read since 08:12: the folder is gone.'],
    },
  ],
  'daily-report-many': [
    'More than one message holds: it says how much is left out.',
    {
      ...report,
      activity: report.activity.flatMap((group) => [
        { ...group, specs: Array.from({ length: 40 }, () => group.specs).flat() },
      ]),
    },
  ],
})

export const dailyReportFormSamples = [
  ...samplesOf(dailyReportModal, { 'daily-report-all': ['Opens on Show all.', report] }),
  ...samplesOf(reportSettingsForm, {
    'report-settings': ['Opens on /okr report settings.', settings],
    'report-settings-first': [
      'The same in a channel that gets no report yet.',
      { ...settings, isOn: false, knownLabels: [], kpis: [] },
    ],
  }),
]
