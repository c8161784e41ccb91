import { slugOf, whyNotTarget } from '../../domain/digests.ts'
import { isKeyResultId, type KeyResultId } from '../../domain/ids.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import { plainLine } from '../../domain/plain-text.ts'
import { criterionLine, isWritable, titleLine } from '../../domain/spec-text.ts'

/** A research spec as it was typed into its form. */
export interface ResearchTyped {
  title: string
  details: string
  /** Chosen among those that are in use, and typed. */
  labels: readonly string[]
  moreLabels: string
  keyResults: readonly string[]
  informedBy: readonly string[]
  /** One path a line; empty: one that goes by the labels. */
  targets: string
  /** One a line. */
  criteria: string
}

/** The same, put right. */
export interface ResearchWanted {
  title: string
  details: string
  labels: string[]
  informedBy: string[]
  targets: string[]
  /** Nobody named a target: it is ours to choose another when something stands there. */
  isTargetOurs: boolean
  criteria: string[]
}

const longestTitle = 200
const longestDetails = 20_000
const most = { labels: 30, criteria: 30, targets: 10, informedBy: 60 }

/**
 * What somebody typed as what is to be written, or what must be put right first, by field. A key result brings its id as
 * a label and, unless one of its own labels is there, the first of them: so that approval rules find the research.
 */
export function researchWanted(
  typed: ResearchTyped,
  keyResults: readonly Pick<KeyResult, 'id' | 'labels'>[],
): { wanted: ResearchWanted } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {}
  const title = titleLine(typed.title)
  if (title === '') errors['title'] = 'Write what is to be found out.'
  if (title.length > longestTitle)
    errors['title'] = `Keep it to ${longestTitle} characters; the rest fits into the details.`
  if (typed.details.length > longestDetails) errors['details'] = `Keep it to ${longestDetails} characters.`

  const more = splitLabels(typed.moreLabels)
  const labels = withKeyResults([...typed.labels, ...more], typed.keyResults.filter(isKeyResultId), keyResults)
  const odd = more.find((label) => !isLabel(label)) ?? labels.find((label) => !isWritable(label))
  if (odd !== undefined)
    errors['more-labels'] = `“${odd.slice(0, 40)}” is no label: letters, digits, dots and dashes, at most 60.`
  if (labels.length > most.labels) errors['more-labels'] = `At most ${most.labels} labels.`

  const criteria = typed.criteria.split('\n').map(criterionLine).filter(Boolean)
  if (criteria.length === 0) errors['criteria'] = 'Write at least one: it tells the agent when it is done.'
  if (criteria.length > most.criteria) errors['criteria'] = `At most ${most.criteria} criteria.`

  const named = typed.targets.split(/[\n,]/).map(plainLine).filter(Boolean)
  const targets = named.length > 0 ? [...new Set(named)] : [targetFor(labels, title)]
  const wrong = targets.flatMap((path) => {
    const why = whyNotTarget(path)
    return why === null ? [] : [`“${path.slice(0, 60)}” ${why}.`]
  })
  if (wrong.length > 0) errors['targets'] = wrong.slice(0, 2).join(' ')
  if (targets.length > most.targets) errors['targets'] = `At most ${most.targets} files.`

  const informedBy = [...new Set(typed.informedBy)].filter(isWritable)
  if (informedBy.length > most.informedBy) errors['informed-by'] = `At most ${most.informedBy} files.`
  if (Object.keys(errors).length > 0) return { errors }
  const isTargetOurs = named.length === 0
  return { wanted: { title, details: typed.details, labels, informedBy, targets, isTargetOurs, criteria } }
}

/** Where findings go unless somebody says otherwise: to the folder of the first label that is not a key result's id. */
export function targetFor(labels: readonly string[], title: string, date?: string): string {
  const label = labels.find((one) => !isKeyResultId(one)) ?? labels[0]
  const folder = slugOf(label ?? title, 'research', 40)
  return `.chant/context/${folder}/research-findings${date ? `-${date}` : ''}.md`
}

/** Criteria to begin with, one a line. */
export function firstCriteria(question: string): string {
  const asked = criterionLine(question).slice(0, 140)
  return [
    asked === '' ? 'The question is answered in a short summary' : `Answered in a short summary: ${asked}`,
    'Every finding is tied to numbers of its sources',
    'Each finding has an intervention with its expected impact and effort, ranked',
  ].join('\n')
}

/** Labels as people type them: separated by blanks or commas, a `#` before them does not count. */
export function splitLabels(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((label) => plainLine(label).replace(/^#/, ''))
    .filter(Boolean)
}

function isLabel(label: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M}._/:-]{0,59}$/u.test(label) && isWritable(label)
}

function withKeyResults(
  labels: readonly string[],
  chosen: readonly KeyResultId[],
  keyResults: readonly Pick<KeyResult, 'id' | 'labels'>[],
): string[] {
  const all = new Set(labels)
  for (const id of chosen) {
    const own = keyResults.find((one) => one.id === id)?.labels.filter(isWritable) ?? []
    const [first] = own
    if (first !== undefined && !own.some((label) => all.has(label))) all.add(first)
    all.add(id)
  }
  return [...all]
}
