import { lastCommit, type Situation } from './situation.ts'
import { implementing } from './story/implementing.ts'
import { reporting } from './story/reporting.ts'
import { researching } from './story/researching.ts'
import { digests, type StoryStep, text } from './story/step.ts'

export type { StoryStep } from './story/step.ts'

/**
 * The first quarter in Acme's repository: churn is researched, rejected for want of data, researched again, approved; a
 * driver with three members follows, and a report every working morning. Which commit comes next, and when, goes by what
 * is committed, so people may decide otherwise, earlier or later, or make the driver themselves. When nobody does
 * anything, the times are those of chant's own guide to this story. Null when the story is over.
 */
export function nextStep(situation: Situation): StoryStep | null {
  const steps = [
    ...beginning(situation),
    ...researching(situation),
    ...implementing(situation),
    ...reporting(situation),
  ]
  return steps.reduce<StoryStep | null>((first, step) => (first && first.at <= step.at ? first : step), null)
}

function beginning(situation: Situation): StoryStep[] {
  return [
    once('2026-01-05T17:00:00Z', 'Set up chant', {
      'README.md': '# Acme\n\nProject management for teams. Planned and built with chant.\n',
      '.chant/config.md': '---\nproject:\n  name: acme\n---\n\n# Acme\n',
      '.chant/.gitignore': '.locks/\n.store/\nstore/\nlogs/\nprocesses/\nagents.md\n',
      'src/components/onboarding/.gitkeep': '',
    }),
    once('2026-01-08T18:30:00Z', 'Add Q1 churn KPI context digests', {
      [digests[0] as string]: text('context/datadog-churn-metrics-2026-01'),
      [digests[1] as string]: text('context/zendesk-support-patterns'),
      [digests[2] as string]: text('context/user-survey-summary'),
    }),
  ].filter(({ subject }) => lastCommit(situation, subject) === null)
}

function once(at: string, subject: string, files: Record<string, string>): StoryStep {
  return { at: new Date(at), by: 'mike', subject, files }
}
