import { filesMessage, filesWaitMessage } from '../../../slack/views/files-message.ts'
import { samplesOf } from '../sample.ts'

type Files = Parameters<typeof filesMessage>[0]

const digest: Files = {
  id: 1,
  kind: 'digest',
  repository: 'acme',
  title: 'What churned customers wrote to support',
  specId: null,
  paths: ['.chant/context/churn/2026-01-12-what-churned-customers-wrote.md'],
  state: 'written',
  problem: null,
  commit: '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
}
const research: Files = {
  ...digest,
  kind: 'research',
  title: 'Why do small teams leave in their first month?',
  specId: '2026-01-12-001-k3x',
  paths: ['.chant/specs/2026-01-12-001-k3x.md'],
}
const driver: Files = {
  ...digest,
  kind: 'driver',
  title: 'Reduce Q1 churn: implement approved interventions',
  specId: '2026-01-16-002-abc',
  paths: ['', '.1', '.2', '.3'].map((member) => `.chant/specs/2026-01-16-002-abc${member}.md`),
}
const busy = 'A merge is under way in acme. Somebody has to finish it first.'

export const chantFilesSamples = [
  ...samplesOf(filesMessage, {
    'files-digest-saved': ['To whoever saved a digest, once it is committed.', digest],
    'files-research-created': ['To whoever asked for research, once it is committed.', research],
    'files-driver-created': ['To whoever made a driver spec, once it is committed.', driver],
    'files-not-saved': [
      'The same, when it could not be committed.',
      {
        ...digest,
        state: 'stuck',
        commit: null,
        problem: 'acme cannot be written to: the folder .chant/context is a link.',
      },
    ],
    'files-tried-again': ['The same, after Try again was pressed.', { ...digest, state: 'telling', commit: null }],
  }),
  ...samplesOf(filesWaitMessage, {
    'files-wait': [
      'To whoever asked, when it cannot be committed for now.',
      { ...research, state: 'telling', commit: null, problem: busy },
    ],
    'files-wait-over': ['The same, once it was committed.', research],
    'files-wait-in-vain': [
      'The same, when a day of trying did not help.',
      { ...research, state: 'stuck', commit: null, problem: busy },
    ],
  }),
]
