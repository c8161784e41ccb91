import { handOverAnswerMessage } from '../../../slack/views/hand-over-answer.ts'
import { handOverOfferMessage } from '../../../slack/views/hand-over-offer.ts'
import { leaverMessage } from '../../../slack/views/leaver.ts'
import { ana, mike, sarah, titles } from '../acme.ts'
import { samplesOf } from '../sample.ts'

type Offer = Parameters<typeof handOverOfferMessage>[0]
type Leaver = Parameters<typeof leaverMessage>[0]

/** Mike offers a key result of his own to Ana. */
export const offer: Offer = {
  id: 3,
  keyResultId: 'O2-KR2',
  title: titles['O2-KR2'],
  offeredBy: mike.name,
  offeredById: mike.id,
  ownedBy: null,
  to: ana.name,
  word: 'You know the export better than I do',
  answer: null,
  answeredAt: null,
  progress: '5 days → 2 days',
  change: null,
  trend: [10, 9, 9, 5],
  checkIns: [
    { week: 'Mon 26 Jan', confidence: 2, words: 'The export runs by itself now' },
    { week: 'Mon 19 Jan', confidence: 1, words: 'The export fails on the last day of a month' },
    { week: 'Mon 12 Jan', confidence: 2, words: null },
  ],
  open: [
    { text: 'Next action: Run the February figure by the export alone', person: 'Mike', due: '2026-02-10', days: 4 },
  ],
  dashboard: 'https://metrics.acme.example/billing',
  nextCheckIn: 'Mon 9 Feb',
}

const answeredAt = new Date('2026-02-02T15:10:00Z')
const accepted: Offer = { ...offer, answer: 'accepted', answeredAt }
const declined: Offer = { ...offer, answer: 'declined', answeredAt }

export const handOverOfferSamples = samplesOf(handOverOfferMessage, {
  'hand-over-offer': ['To whoever is to take it over, with all they need to say yes or no.', offer],
  'hand-over-offer-by-lead': [
    'A lead offers what somebody else owns, and says nothing about it.',
    {
      ...offer,
      offeredBy: sarah.name,
      offeredById: sarah.id,
      ownedBy: 'Mike',
      word: null,
      checkIns: [],
      open: [],
      trend: [],
    },
  ],
  'hand-over-offer-accepted': ['Accepted.', accepted],
  'hand-over-offer-declined': ['Declined.', declined],
  'hand-over-offer-withdrawn': ['Taken back.', { ...offer, answer: 'withdrawn', answeredAt }],
})

export const handOverAnswerSamples = samplesOf(handOverAnswerMessage, {
  'hand-over-accepted': ['To whoever offered it.', accepted, mike.id],
  'hand-over-declined': ['To whoever offered it.', declined, mike.id],
  'hand-over-declined-by-lead': [
    'To the owner, when a lead had offered it.',
    { ...declined, offeredBy: sarah.name, offeredById: sarah.id, ownedBy: 'Mike' },
    mike.id,
  ],
})

const leaver: Leaver = {
  name: 'Jonas',
  team: 'Retention',
  isBack: false,
  keyResults: [
    { id: 'O1-KR3', title: titles['O1-KR3'], state: { kind: 'open', declinedBy: null } },
    { id: 'O2-KR2', title: titles['O2-KR2'], state: { kind: 'offered', to: 'Ana' } },
    { id: 'O2-KR1', title: titles['O2-KR1'], state: { kind: 'done', owner: 'Mike' } },
  ],
}

export const leaverSamples = samplesOf(leaverMessage, {
  leaver: ['To a lead, when an owner’s Slack account was closed; edited as it is settled.', leaver],
  'leaver-declined': [
    'The same, with one key result whose offer was declined.',
    { ...leaver, keyResults: [{ id: 'O1-KR3', title: titles['O1-KR3'], state: { kind: 'open', declinedBy: 'Ana' } }] },
  ],
  'leaver-settled': [
    'Everything has a new owner.',
    {
      ...leaver,
      keyResults: leaver.keyResults.map((one) => ({ ...one, state: { kind: 'done', owner: 'Ana' } as const })),
    },
  ],
  'leaver-back': [
    'The account was opened again.',
    { ...leaver, isBack: true, keyResults: leaver.keyResults.slice(0, 1) },
  ],
})
