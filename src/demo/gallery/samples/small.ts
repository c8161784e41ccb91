import { adminAlertMessage } from '../../../slack/views/admin-alert.ts'
import { askPreviewMessage } from '../../../slack/views/ask-preview.ts'
import { helpMessage } from '../../../slack/views/help.ts'
import { noteModal } from '../../../slack/views/note-modal.ts'
import { sentenceMessage } from '../../../slack/views/sentence.ts'
import { messageLink } from '../acme.ts'
import { samplesOf } from '../sample.ts'

export const smallSamples = [
  ...samplesOf(helpMessage, {
    help: ['Answers /okr.', '/okr'],
    'help-not-understood': ['Answers /okr statsu.', '/okr', 'I do not know “statsu”. Did you mean /okr status?'],
  }),
  ...samplesOf(sentenceMessage, {
    'check-in-is-there': [
      'Answers /okr checkin.',
      'This week’s check-in is in our direct message.',
      { text: 'Open it', url: messageLink },
    ],
    'check-in-nothing-to-do': [
      'The same, for somebody who owns nothing.',
      'You own no key result that is running now, so there is nothing to check in.',
    ],
  }),
  ...samplesOf(noteModal, {
    'note-refused': [
      'A click that somebody else may make: private, and nothing has changed.',
      'Only Sarah, who leads Retention, and admins can acknowledge this summary. Nothing was changed.',
    ],
    'note-asked': [
      'After a question was sent.',
      'Ana gets it at 10:00 their time, when they work. The reply comes to the summary’s thread.',
      'Asked',
    ],
  }),
  ...samplesOf(askPreviewMessage, {
    'ask-preview': [
      'To each lead after the import, before anybody is asked.',
      {
        team: 'Retention',
        cycle: { name: '2026-Q1', starts: '2026-01-01' },
        lines: [
          { name: 'Priya', words: 'Mon 12 Jan, 09:00 Sydney: O1-KR4. Retention asks on Monday at 09:00.' },
          { name: 'Ana', words: 'Mon 12 Jan, 10:00 Kathmandu: O1-KR2. Their own choice: Mon 12 Jan at 10:00.' },
          { name: 'Jonas', words: 'Away until the summary, so Ana is asked instead.' },
          {
            name: 'Mike',
            words: 'Mon 12 Jan, 09:00 Los Angeles: O1-KR1, O2-KR1, O2-KR2. Retention asks on Monday at 09:00.',
          },
        ],
        changedAt: new Date('2026-01-10T15:00:00Z'),
      },
    ],
  }),
  ...samplesOf(adminAlertMessage, {
    'admin-alert': [
      'To every admin, when something only a person can mend went wrong.',
      {
        title: 'A message to #retention did not arrive',
        text: 'I could not deliver the weekly summary to the channel #retention: I am not in that channel. Nobody else was affected. `okr jobs --state dead` lists what waits for you; `okr jobs retry ID` tries it again.',
      },
    ],
  }),
]
