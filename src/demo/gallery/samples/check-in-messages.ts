import { checkInAddedMessage } from '../../../slack/views/check-in-added.ts'
import { checkInReminderMessage } from '../../../slack/views/check-in-reminder.ts'
import { notSavedMessage } from '../../../slack/views/not-saved.ts'
import { notTakenMessage } from '../../../slack/views/not-taken.ts'
import { jonas, messageLink, mike, titles } from '../acme.ts'
import { samplesOf } from '../sample.ts'

type Reminder = Parameters<typeof checkInReminderMessage>[0]

const reminder: Reminder = {
  requestId: 7,
  firstName: 'Mike',
  because: { kind: 'reminder', number: 1 },
  link: messageLink,
  open: [
    { id: 'O1-KR1', title: titles['O1-KR1'], progress: '6.9 % → 5 %', onBehalfOf: null },
    { id: 'O2-KR2', title: titles['O2-KR2'], progress: '5 days → 2 days', onBehalfOf: null },
  ],
  answered: 1,
  summary: { at: new Date('2026-02-04T21:00:00Z'), text: 'Wed 4 Feb at 13:00' },
  replaced: false,
}

export const checkInReminderSamples = samplesOf(checkInReminderMessage, {
  'check-in-reminder': ['A working day later, the same hour: only what is still open.', reminder],
  'check-in-reminder-last': [
    'The second and last one.',
    {
      ...reminder,
      because: { kind: 'reminder', number: 2 },
      open: reminder.open.slice(0, 1),
      answered: 2,
    },
  ],
  'check-in-reminder-replaced': ['The first one, once the second is out.', { ...reminder, replaced: true }],
  'check-in-reminder-done': ['Edited when the last one was answered.', { ...reminder, open: [], answered: 3 }],
  'check-in-asked-again': [
    'A lead pressed Ask again.',
    { ...reminder, because: { kind: 'asked-again', by: 'Sarah' }, firstName: 'Jonas', answered: 0 },
  ],
  'check-in-asked-again-late': [
    'The same after the summary, for a key result of somebody who is away.',
    {
      ...reminder,
      because: { kind: 'asked-again', by: 'Sarah' },
      open: [{ id: 'O1-KR3', title: titles['O1-KR3'], progress: '338 → 250', onBehalfOf: jonas.name }],
      summary: null,
      link: null,
    },
  ],
})

export const checkInAddedSamples = samplesOf(checkInAddedMessage, {
  'check-in-added': [
    'In the thread of a stand-in’s own check-in, when somebody falls ill after it went out.',
    { reader: mike, owner: 'Ana', keyResultIds: ['O1-KR2'] },
  ],
  'check-in-added-none-left': [
    'The same, when all of it was settled before.',
    { reader: { name: 'Mike', slackId: null }, owner: 'Ana', keyResultIds: [] },
  ],
})

export const notSavedSamples = samplesOf(notSavedMessage, {
  'check-in-not-saved': [
    'A form was sent while the app restarted, and could not be taken as it was.',
    { keyResultId: 'O1-KR1', why: 'The date of the next action is over.' },
  ],
})

export const notTakenSamples = samplesOf(notTakenMessage, {
  'question-not-saved': [
    'A question was sent while the app restarted, and could not be asked any more: the words come back.',
    {
      what: 'Your question',
      why: 'Nobody can answer for O1-KR1 now: it has no owner.',
      words: 'What would bring this back on track?',
    },
  ],
})
