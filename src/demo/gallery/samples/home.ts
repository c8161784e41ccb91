import { rollUp } from '../../../domain/roll-up.ts'
import { closeItemForm } from '../../../slack/views/close-item-form.ts'
import { homeView } from '../../../slack/views/home.ts'
import { pauseForm, pauseMessage } from '../../../slack/views/pause.ts'
import { settingsForm } from '../../../slack/views/settings-form.ts'
import { ana, ids, messageLink, mike, objectives, sarah, titles, today } from '../acme.ts'
import { samplesOf } from '../sample.ts'
import { counted, reader, standings, worst } from '../standing.ts'
import { approval, open } from './approvals.ts'
import { offer } from './hand-over.ts'

type Home = Parameters<typeof homeView>[0]
type Item = Parameters<typeof closeItemForm>[0]
type Settings = Parameters<typeof settingsForm>[0]

const items: Item[] = [
  {
    id: 2,
    kind: 'next-action',
    words: 'Next action',
    keyResultId: 'O1-KR1',
    text: 'Agree a delivery date with billing',
    person: null,
    isMine: true,
    due: '2026-01-30',
    isOverdue: true,
    canBeResearched: false,
    days: 7,
  },
  {
    id: 1,
    kind: 'adjustment-plan',
    words: 'Adjustment plan',
    keyResultId: 'O1-KR1',
    text: 'How does O1-KR1 get back on track?',
    person: null,
    isMine: true,
    due: '2026-02-09',
    isOverdue: false,
    canBeResearched: false,
    days: 0,
  },
]

const investigation: Item = {
  ...(items[1] as Item),
  id: 3,
  kind: 'investigation',
  words: 'Investigation',
  text: 'Why is O1-KR2 off track?',
  keyResultId: 'O1-KR2',
  canBeResearched: true,
}

const nothingToDecide: Home['toDecide'] = { findings: [], offers: [], ownerless: [], withoutDriver: [] }

const mikes: Home = {
  reader: { ...reader, id: mike.id, zone: 'America/Los_Angeles' },
  slackId: ids.mike,
  firstName: 'Mike',
  newcomer: null,
  owed: {
    requests: [
      { requestId: 7, what: 'This week’s check-in', missing: ['O1-KR1', 'O2-KR2'], answered: 1, link: messageLink },
    ],
    questions: [
      {
        id: 2,
        keyResultId: 'O1-KR1',
        askedBy: 'Sarah',
        text: 'What would bring this back on track before March?',
        link: messageLink,
      },
    ],
    items: [...items, investigation],
    results: [],
  },
  toDecide: nothingToDecide,
  mine: standings.filter(({ owner }) => owner?.id === mike.id),
  board: { of: 'Retention', rollUp: counted, worst, rows: standings },
  objectives: [objectives.O1, objectives.O2],
  sendingTime: {
    zone: 'America/Los_Angeles',
    isZoneKnown: true,
    usually: 'Mondays at 09:00',
    because: 'team',
    teams: ['Retention'],
    next: ['Mon 9 Feb, 09:00 Los Angeles: O1-KR1, O2-KR1, O2-KR2. Retention asks on Monday at 09:00.'],
    nextAt: 'Mon 9 Feb at 09:00',
    daysOff: [{ from: '2026-02-20', to: '2026-02-24' }],
    delegate: { name: 'Ana', slackId: ids.ana },
    standsInFor: ['Sarah'],
    pausedUntil: null,
  },
}

const finding: Home['toDecide']['findings'][number] = {
  approvalId: open.id,
  version: open.version,
  kind: 'finding',
  title: open.title,
  specId: open.specId,
  repository: open.repository,
  round: 1,
  standing: 'open',
  keyResults: ['O1-KR1'],
  openedAt: open.openedAt,
  who: [sarah.name],
  decidedAt: null,
  reason: null,
  link: messageLink,
  drivers: [],
  isMine: true,
}
const approved: typeof finding = {
  ...finding,
  approvalId: 11,
  title: 'Why accounts at risk are not called',
  standing: 'approved',
  decidedAt: approval.at,
  isMine: false,
}
const result: Home['owed']['results'][number] = {
  approvalId: 8,
  title: 'What the survey says about prices',
  keyResults: ['O2-KR1'],
  link: messageLink,
}

const nothingOwed: Home['owed'] = { requests: [], questions: [], items: [], results: [] }
const options = { command: '/okr', tables: true }

export const homeSamples = samplesOf(homeView, {
  home: ['An owner’s Home on a Monday.', mikes, options],
  'home-lead': [
    'A lead’s: findings wait for her, somebody offers her a key result, and one has lost its owner.',
    {
      ...mikes,
      reader,
      slackId: ids.sarah,
      firstName: 'Sarah',
      owed: { ...nothingOwed, results: [result] },
      toDecide: {
        findings: [finding],
        withoutDriver: [approved],
        offers: [offer],
        ownerless: [
          { id: 'O1-KR3', title: titles['O1-KR3'], leftBy: 'Jonas' },
          { id: 'O2-KR3', title: titles['O2-KR3'], leftBy: null },
        ],
      },
      mine: [],
      sendingTime: { ...mikes.sendingTime, zone: 'America/New_York', standsInFor: [], delegate: null, daysOff: [] },
    },
    options,
  ],
  'home-new-owner': [
    'The first thing an owner sees.',
    {
      ...mikes,
      firstName: 'Priya',
      newcomer: 'owner',
      owed: nothingOwed,
      mine: standings
        .slice(3, 4)
        .map((one) => ({ ...one, confidence: null, checkedInAt: null, divergence: null, divergent: false })),
      sendingTime: { ...mikes.sendingTime, zone: 'Australia/Sydney', delegate: null, daysOff: [], standsInFor: [] },
    },
    options,
  ],
  'home-looking-on': [
    'Somebody who owns nothing.',
    {
      ...mikes,
      newcomer: 'without-key-results',
      owed: nothingOwed,
      mine: [],
      sendingTime: {
        ...mikes.sendingTime,
        usually: null,
        because: null,
        teams: [],
        next: [],
        nextAt: null,
        isZoneKnown: false,
        standsInFor: [],
      },
    },
    options,
  ],
  'home-paused-without-tables': [
    'Paused, where Slack takes no sortable tables.',
    {
      ...mikes,
      owed: nothingOwed,
      sendingTime: {
        ...mikes.sendingTime,
        because: 'own-choice',
        usually: 'Tuesdays at 10:00',
        pausedUntil: '2026-02-06',
      },
    },
    { command: '/okr', tables: false },
  ],
  'home-before-the-first-import': [
    'Before any OKRs were imported.',
    {
      ...mikes,
      newcomer: 'without-key-results',
      owed: nothingOwed,
      mine: [],
      board: null,
      objectives: [],
      sendingTime: {
        ...mikes.sendingTime,
        usually: null,
        because: null,
        teams: [],
        next: [],
        nextAt: null,
        standsInFor: [],
        daysOff: [],
        delegate: null,
      },
    },
    options,
  ],
  'home-many': [
    'A company’s worth of key results.',
    {
      ...mikes,
      owed: {
        ...mikes.owed,
        items: Array.from({ length: 30 }, (_, index) => ({ ...(items[index % 2] as Item), id: index + 1 })),
        results: Array.from({ length: 5 }, () => result),
      },
      toDecide: {
        findings: Array.from({ length: 9 }, () => finding),
        withoutDriver: Array.from({ length: 9 }, () => approved),
        offers: Array.from({ length: 9 }, (_, index) => ({ ...offer, id: index + 1 })),
        ownerless: Array.from({ length: 9 }, () => ({ id: 'O1-KR3', title: titles['O1-KR3'], leftBy: 'Jonas' })),
      },
      mine: Array.from({ length: 30 }, (_, index) => numbered(index)),
      board: {
        of: 'Everybody',
        rollUp: rollUp(standings),
        worst,
        rows: Array.from({ length: 150 }, (_, index) => numbered(index)),
      },
    },
    options,
  ],
})

function numbered(index: number): Home['mine'][number] {
  const one = standings[index % standings.length] as (typeof standings)[number]
  return { ...one, keyResult: { ...one.keyResult, id: `O${1 + Math.floor(index / 4)}-KR${(index % 4) + 1}` } }
}

export const closeItemFormSamples = samplesOf(closeItemForm, {
  'close-next-action': ['Opens on Close … in Home.', items[0] as Item],
  'close-adjustment-plan': ['The same, of an adjustment plan.', items[1] as Item],
  'close-investigation': ['The same, of an investigation.', investigation],
})

const settings: Settings = {
  zone: 'America/Los_Angeles',
  weekday: null,
  time: null,
  usual: { team: 'Retention', weekday: 'monday', time: '09:00' },
  weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  delegateSlackId: null,
  daysOff: [],
}

export const settingsFormSamples = samplesOf(settingsForm, {
  'settings-form': ['Opens on Change … in Home, and on /okr settings.', settings],
  'settings-form-own-choice': [
    'The same, of somebody with a time of their own, a stand-in and days off.',
    {
      ...settings,
      weekday: 'tuesday',
      time: '10:00',
      delegateSlackId: ana.slackId,
      daysOff: [
        { from: '2026-02-20', to: '2026-02-24' },
        { from: '2026-03-06', to: '2026-03-06' },
      ],
    },
  ],
})

export const pauseSamples = [
  ...samplesOf(pauseMessage, {
    pause: ['Answers /okr pause.', { pausedUntil: null, today }],
    'pause-running': ['The same, of somebody who is paused.', { pausedUntil: '2026-02-06', today }],
    'pause-set': [
      'After a press on Pause 1 week.',
      { pausedUntil: '2026-02-08', today },
      'Paused up to and including Sun 8 Feb. From Mon 9 Feb on I ask you again.',
    ],
  }),
  ...samplesOf(pauseForm, { 'pause-form': ['Opens on Pause until ….', today] }),
]
