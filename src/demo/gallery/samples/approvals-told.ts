import { approvalNewsMessage } from '../../../slack/views/approval-news.ts'
import { approvalReminderMessage } from '../../../slack/views/approval-reminder.ts'
import { jonas, messageLink, mike, sarah } from '../acme.ts'
import { samplesOf } from '../sample.ts'
import { approval, driver, firstFindings, longFindings, open, rejection, revisedFindings } from './approvals.ts'

const title = open.title
const whole = revisedFindings.files[0]?.text ?? ''

export const approvalNewsSamples = samplesOf(approvalNewsMessage, {
  'approval-news-findings': [
    'Under the card, when the findings are too long for it.',
    { kind: 'findings', title: 'research-findings.md', markdown: whole, part: 1, parts: 3 },
  ],
  'approval-news-question': [
    'Needs work: somebody asks before deciding.',
    {
      kind: 'question',
      byName: sarah.name,
      bySlackId: sarah.slackId,
      text: 'Where does the 1.5 pp for integrations come from?\nAnd does it hold for teams of fewer than five?',
      asks: [mike, jonas],
    },
  ],
  'approval-news-changed': [
    'The findings changed before anybody decided.',
    { kind: 'changed', when: 'waiting', before: firstFindings, after: revisedFindings, approvers: open.who.approvers },
  ],
  'approval-news-changed-since': [
    'The findings changed after they were approved.',
    { kind: 'changed', when: 'approved', before: firstFindings, after: revisedFindings, approvers: open.who.approvers },
  ],
  'approval-news-changed-much': [
    'Much has changed.',
    { kind: 'changed', when: 'waiting', before: firstFindings, after: longFindings, approvers: open.who.approvers },
  ],
  'approval-news-still-fine': [
    'What changed after the approval is fine.',
    { kind: 'still-fine', byName: sarah.name, note: 'Only the import was moved to later.' },
  ],
  'approval-news-approved': [
    'Approved, for those who follow the thread.',
    { kind: 'decided', decision: approval, title },
  ],
  'approval-news-rejected': ['Rejected, with the reason.', { kind: 'decided', decision: rejection, title }],
  'approval-news-withdrawn': [
    'An approval was taken back.',
    {
      kind: 'decided',
      decision: { ...rejection, kind: 'withdrawal', reason: 'Legal has to look at the import first.' },
      title,
    },
  ],
  'approval-news-void': [
    'Somebody was first.',
    { kind: 'void', decision: approval, why: 'mike rejected this with chant a minute before. That is what counts.' },
  ],
  'approval-news-void-rejection': [
    'A rejection that does not count: what was typed stays.',
    {
      kind: 'void',
      decision: rejection,
      why: 'The findings changed while it was being written. The buttons are for the new ones now.',
    },
  ],
  'approval-news-vote': [
    'One of two has approved.',
    { kind: 'vote', byName: mike.name, votes: [mike.name], quorum: 2 },
  ],
  'approval-news-expired': ['Nobody decided in time.', { kind: 'expired', title }],
  'approval-news-gone': ['There is nothing to decide any more.', { kind: 'gone', why: 'it was cancelled' }],
  'approval-news-next-round': [
    'It was revised: a new round is open.',
    { kind: 'next-round', round: 2, link: messageLink, verdict: 'rejected' },
  ],
  'approval-news-next-round-undecided': [
    'It changed after it had expired.',
    { kind: 'next-round', round: 2, link: null, verdict: null },
  ],
  'approval-news-driver': [
    'A driver spec was made of it.',
    { kind: 'driver', driver: { ...driver, status: 'pending', completed: 0 } },
  ],
  'approval-news-work': [
    'Work on what was approved goes on.',
    {
      kind: 'work',
      events: [
        {
          specId: `${driver.specId}.3`,
          event: 'completed',
          title: 'Surface team invite in sidebar and onboarding',
          note: null,
        },
        { specId: `${driver.specId}.2`, event: 'merged', title: 'Promote integration from beta to GA', note: null },
        {
          specId: `${driver.specId}.1`,
          event: 'failed',
          title: 'Add onboarding wizard for new user setup',
          note: '2 of 7 criteria are not met',
        },
      ],
      drivers: [driver],
    },
  ],
})

type ApprovalReminderShown = Parameters<typeof approvalReminderMessage>[0]

const reminder: ApprovalReminderShown = {
  approvalId: open.id,
  version: open.version,
  number: 1,
  title,
  specId: open.specId,
  kind: 'finding',
  waits: '1 day',
  keyResults: ['O1-KR1'],
  link: messageLink,
  because: open.who.because,
  expiresAt: open.expiresAt,
  votes: [],
  quorum: 1,
}

export const approvalReminderSamples = samplesOf(approvalReminderMessage, {
  'approval-reminder-at-once': [
    'Where no channel says it: to the others who can decide, at once.',
    { ...reminder, number: 0, waits: '', link: null },
  ],
  'approval-reminder': ['To whoever can decide, after a day.', reminder],
  'approval-reminder-last': [
    'The last one, after three days.',
    { ...reminder, number: 2, waits: '3 days', expiresAt: null },
  ],
  'approval-reminder-quorum': ['Two have to agree, and one has.', { ...reminder, votes: [mike.name], quorum: 2 }],
})
