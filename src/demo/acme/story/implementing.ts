import { localDateAt } from '../../../domain/local-time.ts'
import { completed, headOfSpec, statusOf, titleOf, withStatus } from '../chant-spec-text.ts'
import { lastCommit, type Situation } from '../situation.ts'
import { homeZone } from '../workspace.ts'
import { approvedResearch, churnResearch } from './researching.ts'
import {
  addedAt,
  adding,
  completedSubject,
  labels,
  lastCompleted,
  minutesAfter,
  nextWorkingMorning,
  type StoryStep,
  specIds,
  specPath,
  specText,
  toSeconds,
} from './step.ts'

/** What Mike makes of the findings when nobody else has made a driver of them. */
const pieces = [
  {
    label: 'onboarding',
    body: 'wizard',
    files: [
      'src/components/onboarding/wizard.tsx',
      'src/components/onboarding/steps.tsx',
      'tests/onboarding/wizard.test.tsx',
    ],
  },
  {
    label: 'integrations',
    body: 'integration',
    files: ['src/integrations/config.ts', 'src/integrations/feature-flag.ts', 'tests/integrations/integration.test.ts'],
  },
  {
    label: 'team-ux',
    body: 'invite',
    files: [
      'src/components/sidebar/invite-button.tsx',
      'src/components/onboarding/team-step.tsx',
      'tests/sidebar/invite.test.tsx',
    ],
  },
] as const

const mikesDriver = /^\d{4}-\d\d-\d\d-002-abc$/
/** When chant's own guide has the agents begin. */
const guideBegins = new Date('2026-01-22T14:00:00Z')

/**
 * A driver carries out what was approved: the one that somebody made in Slack, else Mike's, an hour later in the story
 * as it is written and on the next working morning after a person has approved. Agents take its members one after the
 * other, the last one first.
 */
export function implementing(situation: Situation): StoryStep[] {
  const drivers = driversOf(situation)
  const approved = approvedResearch(situation)
  if (approved === null) return []
  if (drivers.length > 0) return drivers.flatMap((id) => onDriver(situation, id))
  const { at, isScripted } = approved
  const begins = isScripted ? minutesAfter(at, 45) : nextWorkingMorning(at, '09:00')
  const id = `${localDateAt(begins, homeZone)}-002-abc`
  const members = pieces.map((_, index) => `${id}.${index + 1}`)
  return [adding(id, begins, { type: 'driver', labels, dependsOn: [approved.id], members }, 'driver')]
}

/** The drivers that depend on the research into churn. */
export function driversOf(situation: Situation): string[] {
  const churn = churnResearch(situation)
  return specIds(situation).filter((id) => {
    const { type, dependsOn } = headOfSpec(specText(situation, id) ?? '')
    return (type === 'driver' || type === 'group') && dependsOn.some((one) => churn.includes(one))
  })
}

function onDriver(situation: Situation, id: string): StoryStep[] {
  const members = membersOf(situation, id)
  if (mikesDriver.test(id) && members.length < pieces.length) {
    const index = pieces.findIndex((_, at) => !members.includes(`${id}.${at + 1}`))
    const { label, body, files } = pieces[index] ?? pieces[0]
    const at = minutesAfter(addedAt(situation, id), index + 1)
    return [adding(`${id}.${index + 1}`, at, { type: 'code', labels: [label], targetFiles: files }, body)]
  }
  const spec = specText(situation, id) ?? ''
  const begin = `chant(${id}): start the members in parallel`
  const begun = lastCommit(situation, begin)
  if (['completed', 'cancelled', 'failed'].includes(statusOf(spec))) return []
  if (begun === null) {
    const morning = nextWorkingMorning(addedAt(situation, id), '09:00')
    const at = morning > guideBegins ? morning : guideBegins
    return [{ at, by: 'mike', subject: begin, files: { [specPath(id)]: withStatus(spec, 'in_progress') } }]
  }
  const open = members.filter((one) => !isOver(situation, one))
  const member = open.at(-1)
  const before = member === undefined ? members[0] : members[members.indexOf(member) + 1]
  const since = (before === undefined ? null : lastCompleted(situation, before))?.at ?? minutesAfter(begun.at, 4)
  if (member !== undefined) return [onMember(situation, member, minutesAfter(since, 2))]
  return [completing(situation, id, minutesAfter(since, 2), 'auto-completed')]
}

/** Its code half a minute before it is done. */
function onMember(situation: Situation, id: string, at: Date): StoryStep {
  const spec = specText(situation, id) ?? ''
  const { targetFiles } = headOfSpec(spec)
  const files = targetFiles.length > 0 ? targetFiles : [`src/interventions/${slug(titleOf(spec) || id)}.ts`]
  const subject = `chant(${id}): implement ${files.length} ${files.length === 1 ? 'file' : 'files'}`
  if (lastCommit(situation, subject)) return completing(situation, id, at, 'All criteria met.')
  const code = files.map((file) => [file, `// ${titleOf(spec) || id}: see ${specPath(id)}\nexport {}\n`])
  return { at: minutesAfter(at, -0.5), by: 'mike', subject, files: Object.fromEntries(code) }
}

function completing(situation: Situation, id: string, at: Date, said: string): StoryStep {
  const done = completed(specText(situation, id) ?? '', toSeconds(at), said)
  return { at, by: 'mike', subject: completedSubject(id), files: { [specPath(id)]: done } }
}

function membersOf(situation: Situation, driver: string): string[] {
  return specIds(situation).filter((id) => id.startsWith(`${driver}.`))
}

function isOver(situation: Situation, id: string): boolean {
  return ['completed', 'cancelled'].includes(statusOf(specText(situation, id) ?? ''))
}

function slug(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? ['work']
  return words.slice(0, 6).join('-')
}
