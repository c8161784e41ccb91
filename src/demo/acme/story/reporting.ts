import { instantAt, localDateAt } from '../../../domain/local-time.ts'
import { completed, statusOf } from '../chant-spec-text.ts'
import { reportFile } from '../churn-report.ts'
import type { Situation } from '../situation.ts'
import { homeZone, quarterEnds } from '../workspace.ts'
import { driversOf } from './implementing.ts'
import { findings } from './researching.ts'
import {
  adding,
  labels,
  lastCompleted,
  minutesAfter,
  type StoryStep,
  specIds,
  specPath,
  specText,
  toSeconds,
  workingDayAfter,
} from './step.ts'

const file = 'reports/kpi-churn-daily.md'
const reportSpec = /^\d{4}-\d\d-\d\d-003-def$/

/** Once the interventions are live, an agent reports on churn every working morning until the quarter ends. */
export function reporting(situation: Situation): StoryStep[] {
  const live = driversOf(situation).flatMap((id) => {
    const isLive = statusOf(specText(situation, id) ?? '') === 'completed'
    return (isLive && lastCompleted(situation, id)?.at) || []
  })[0]
  if (live === undefined) return []
  const launched = localDateAt(live, homeZone)
  const id = specIds(situation).find((one) => reportSpec.test(one))
  if (id === undefined) {
    const head = { type: 'task', labels: [...labels, 'reporting'], informedBy: [findings], targetFiles: [file] }
    const at = minutesAfter(live, 78)
    return [adding(`${launched}-003-def`, at, { ...head, schedule: 'daily' }, 'report')]
  }
  const subject = `chant(${id}): report of `
  const last = situation.commits.findLast((commit) => commit.subject.startsWith(subject))
  const date = workingDayAfter(last ? last.subject.slice(subject.length) : launched)
  if (date > quarterEnds) return []
  const at = instantAt(date, '07:00', homeZone)
  const spec = specText(situation, id) ?? ''
  const done = last ? {} : { [specPath(id)]: completed(spec, toSeconds(at), 'First report written.') }
  return [{ at, by: 'mike', subject: `${subject}${date}`, files: { [file]: reportFile(date, launched), ...done } }]
}
