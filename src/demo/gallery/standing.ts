import { rollUp } from '../../domain/roll-up.ts'
import type { statusMessage } from '../../slack/views/status.ts'
import { ana, jonas, mike, now, objectives, priya, sarah, titles, today, zone } from './acme.ts'

type Answer = Parameters<typeof statusMessage>[0]
type List = Extract<Answer, { kind: 'list' }>['list']
export type Standing = List['objectives'][number]['keyResults'][number]
export type Reader = Answer['reader']

export const reader: Reader = { id: sarah.id, zone, today, now }

const day = 86_400_000
const agoInDays = (days: number) => new Date(now.getTime() - days * day)

interface Said {
  owner: { id: number; name: string } | null
  confidence: Standing['confidence']
  saidDaysAgo: number | null
  unit: string
  baseline: number
  target: number
  current: number | null
  on?: string
}

/** How Acme's key results stand on the samples' Monday. */
export const standings: Standing[] = [
  standing('O1-KR1', {
    owner: mike,
    confidence: 1,
    saidDaysAgo: 7,
    unit: '%',
    baseline: 8,
    target: 5,
    current: 6.9,
    on: '2026-01-31',
  }),
  standing('O1-KR2', { owner: ana, confidence: 0, saidDaysAgo: 5, unit: '%', baseline: 62, target: 75, current: 66.2 }),
  {
    ...standing('O1-KR3', {
      owner: jonas,
      confidence: 2,
      saidDaysAgo: 15,
      unit: 'count',
      baseline: 340,
      target: 250,
      current: 338,
    }),
    stale: true,
    staleSince: agoInDays(4),
  },
  {
    ...standing('O1-KR4', {
      owner: priya,
      confidence: 2,
      saidDaysAgo: 1,
      unit: '%',
      baseline: 35,
      target: 60,
      current: 35.1,
    }),
    divergent: true,
    divergence: {
      forecast: { on: '2026-03-31', value: 35.2, low: 34.1, high: 36, readings: 5, perWeek: 0.02 },
      threshold: 52.5,
      unmovedSince: '2026-01-05',
    },
  },
  standing('O2-KR1', { owner: mike, confidence: 2, saidDaysAgo: 0, unit: '%', baseline: 39, target: 90, current: 61 }),
  standing('O2-KR2', {
    owner: mike,
    confidence: 2,
    saidDaysAgo: 7,
    unit: 'days',
    baseline: 9,
    target: 2,
    current: 2,
    on: '2026-01-08',
  }),
  standing('O2-KR3', {
    owner: null,
    confidence: null,
    saidDaysAgo: null,
    unit: '%',
    baseline: 20,
    target: 80,
    current: null,
  }),
]

export const worst = standings[1] as Standing

export const objectiveStatuses: List['objectives'] = [
  {
    objective: { ...objectives.O1, teamId: 1, type: 'impact', supports: null },
    team: 'Retention',
    keyResults: standings.slice(0, 4),
  },
  {
    objective: { ...objectives.O2, teamId: 1, type: 'enabler', supports: 'O1-KR1' },
    team: 'Retention',
    keyResults: standings.slice(4),
  },
]

export const counted = rollUp(standings)

function standing(id: keyof typeof titles, said: Said): Standing {
  const { owner, confidence, saidDaysAgo, unit, baseline, target, current, on = '2026-01-30' } = said
  const progress = current === null ? null : Math.min(1, Math.max(0, (current - baseline) / (target - baseline)))
  return {
    keyResult: {
      id,
      objectiveId: id.slice(0, 2),
      title: titles[id],
      kpiId: 'churn',
      baseline,
      target,
      threshold: null,
      due: '2026-03-31',
      ownerId: owner?.id ?? null,
      commitment: 'aspirational',
      indicator: 'leading',
      dashboard: null,
    },
    owner,
    unit,
    baseline,
    target,
    current: current === null ? null : { at: on, value: current },
    progress,
    pace: progress === null ? null : progress / 0.37,
    paceStatus: progress === null ? 'no data' : progress === 1 ? 'met' : progress >= 0.37 ? 'on pace' : 'behind',
    confidence,
    checkedInAt: saidDaysAgo === null ? null : agoInDays(saidDaysAgo),
    stale: false,
    staleSince: null,
    divergent: false,
    divergence: null,
  }
}
