import { crossingMessage } from '../../../slack/views/crossing.ts'
import { kpisMessage } from '../../../slack/views/kpis.ts'
import { readingForm } from '../../../slack/views/reading-form.ts'
import { readingsWantedMessage } from '../../../slack/views/readings-wanted.ts'
import { today } from '../acme.ts'
import { samplesOf } from '../sample.ts'

type Kpi = Parameters<typeof readingForm>[0]
type Crossing = Parameters<typeof crossingMessage>[0]

const kpis: Kpi[] = [
  { kpiId: 'activation', name: '30-day activation', unit: '%', newest: '66.2 % on 30 January (product analytics)' },
  { kpiId: 'churn', name: 'Monthly customer churn', unit: '%', newest: '8 % on 31 December (billing exports)' },
  { kpiId: 'nps', name: 'Net promoter score', unit: null, newest: null },
]

const limitLeft: Crossing = {
  kind: 'limit-left',
  name: 'Support tickets a week',
  value: '412',
  on: '30 January',
  source: 'help desk',
  line: '<= 400',
  keyResultIds: ['O1-KR3'],
}

export const readingSamples = [
  ...samplesOf(kpisMessage, {
    kpis: ['Answers /okr kpi.', kpis, '/okr'],
    'kpis-not-found': ['Answers /okr kpi chrun 6.2.', kpis, '/okr', 'There is no KPI “chrun”. These are there:'],
    'kpis-none': ['Before any OKRs were imported.', [], '/okr'],
  }),
  ...samplesOf(readingForm, {
    'reading-form': [
      'Opens on Enter it, and on /okr kpi churn.',
      kpis[1] as Kpi,
      { today, askedBy: 'readings-wanted:1' },
    ],
    'reading-form-first': ['The same for a KPI that nobody has read yet.', kpis[2] as Kpi, { today, askedBy: null }],
  }),
  ...samplesOf(readingsWantedMessage, {
    'readings-wanted': [
      'To a KPI’s owner, when readings are overdue; each is ticked off where it stands.',
      {
        firstName: 'Mike',
        kpis: [
          {
            kpiId: 'churn',
            name: 'Monthly customer churn',
            every: 'month',
            newest: '8 % on 31 December',
            isThere: false,
          },
          { kpiId: 'nps', name: 'Net promoter score', every: '3 months', newest: null, isThere: false },
          {
            kpiId: 'activation',
            name: '30-day activation',
            every: 'week',
            newest: '66.2 % on 30 January',
            isThere: true,
          },
        ],
      },
    ],
    'readings-wanted-done': [
      'The same, once everything has come.',
      {
        firstName: 'Mike',
        kpis: [
          {
            kpiId: 'churn',
            name: 'Monthly customer churn',
            every: 'month',
            newest: '6.9 % on 31 January',
            isThere: true,
          },
        ],
      },
    ],
  }),
  ...samplesOf(crossingMessage, {
    'limit-left': ['To a KPI’s channel, once, when a guardrail trips.', limitLeft],
    'limit-kept': [
      'The same, when it is kept again.',
      { ...limitLeft, kind: 'limit-kept', value: '380', on: '6 February' },
    ],
    'target-reached': [
      'To a KPI’s channel, once, when its target is reached.',
      {
        kind: 'target-reached',
        name: 'Working days from month end to the churn figure',
        value: '2 days',
        on: '5 February',
        source: 'Mike',
        line: '2 days',
        keyResultIds: ['O2-KR2'],
      },
    ],
  }),
]
