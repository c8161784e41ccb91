import { addDays, instantAt, localDateAt } from '../../../domain/local-time.ts'
import {
  completed,
  decided,
  decisionIn,
  headOfSpec,
  statusOf,
  titleOf,
  withItem,
  withStatus,
} from '../chant-spec-text.ts'
import { type Commit, lastCommit, type Situation } from '../situation.ts'
import { homeZone } from '../workspace.ts'
import {
  addedAt,
  adding,
  completedSubject,
  context,
  digests,
  labels,
  lastCompleted,
  minutesAfter,
  nextWorkingMorning,
  type StoryStep,
  specIds,
  specPath,
  specText,
  text,
  toSeconds,
} from './step.ts'

const firstId = '2026-01-13-001-xyz'
export const findings = `${context}/research-findings.md`
const betaUsage = `${context}/integration-beta-usage.md`

const rejection =
  'The 1.5 pp for integrations needs validation: we have beta data, please use it. And what would the import cost?'

/** How research was decided on last. */
interface Decided {
  verdict: 'approved' | 'rejected'
  commit: Commit
  /** By the story itself, because nobody had. */
  isScripted: boolean
}

/**
 * Churn is researched, and somebody decides on the findings. After a rejection Mike adds the data that was asked for and
 * an agent revises; what is asked for anew in Slack is researched like that, too. When nobody decides, Sarah does, at
 * her own terminal: the next morning in the story as it is written, a week later once people have taken part.
 */
export function researching(situation: Situation): StoryStep[] {
  const asked = specText(situation, firstId)
  if (asked === null) return wasAdded(situation, firstId) ? [] : [beginning()]
  const churn = churnResearch(situation)
  const others = specIds(situation).filter((id) => !churn.includes(id) && isResearch(situation, id))
  return [...onChurn(situation, churn), ...others.flatMap((id) => otherQuestion(situation, id))]
}

/** Which research the work is to carry out: approved, and when; null as long as none is. */
export function approvedResearch(situation: Situation): { id: string; at: Date; isScripted: boolean } | null {
  const id = churnResearch(situation).at(-1) ?? firstId
  const last = decisionOn(situation, id)
  return last?.verdict === 'approved' ? { id, at: last.commit.at, isScripted: last.isScripted } : null
}

/** The research into churn, and what was asked for because its findings were rejected, the newest last. */
export function churnResearch(situation: Situation): string[] {
  const ids = [firstId]
  for (;;) {
    const next = specIds(situation).findLast((id) => {
      const discussed = isResearch(situation, id) && !ids.includes(id) ? informedBy(situation, id) : []
      return discussed.some((path) => ids.some((one) => path.endsWith(`/discussion-${one}.md`)))
    })
    if (next === undefined) return ids
    ids.push(next)
  }
}

function beginning(): StoryStep {
  const head = { type: 'research', labels, informedBy: digests, targetFiles: [findings] }
  return adding(firstId, new Date('2026-01-13T10:00:00Z'), head, 'research')
}

function onChurn(situation: Situation, churn: readonly string[]): StoryStep[] {
  const id = churn.at(-1) ?? firstId
  const spec = specText(situation, id) ?? ''
  const rejections = churn.flatMap((one) => rejectionsOf(situation, one))
  const last = decisionOn(situation, id)
  const done = lastCompleted(situation, id)
  const isDone = statusOf(spec) === 'completed'
  const isRevised =
    last === null || situation.commits.lastIndexOf(done as Commit) > situation.commits.indexOf(last.commit)
  if (isDone && last?.verdict === 'approved') return []
  if (isDone && isRevised) return [deciding(situation, { id, rejections, last, done })]
  if (isDone) return [askedAgain(situation, id, rejections)]
  const hasBeta = informedBy(situation, id).some(isBeta)
  if (rejections.length === 1 && !hasBeta && statusOf(spec) === 'pending')
    return [askedAgain(situation, id, rejections)]
  return statusOf(spec) === 'pending' ? [atWork(situation, id, rejections)] : []
}

/** Sarah's own decision, for when nobody has made one. */
function deciding(
  situation: Situation,
  { id, rejections, last, done }: { id: string; rejections: Commit[]; last: Decided | null; done: Commit | null },
): StoryStep {
  const since = done?.at ?? addedAt(situation, id)
  const verdict = rejections.length === 0 ? 'rejected' : 'approved'
  const isTalkedAbout = [...situation.texts.keys()].some((path) => path.endsWith(`/discussion-${id}.md`))
  const isLeftAlone = rejections.length === 0 ? !isTalkedAbout : (last?.isScripted ?? false)
  const time = verdict === 'rejected' ? '09:30' : '09:15'
  const at = isLeftAlone ? nextWorkingMorning(since, time) : aWeekAfter(since, time)
  const reason = verdict === 'rejected' ? { reason: rejection } : {}
  const after = decided(specText(situation, id) ?? '', verdict, { by: 'sarah', at: toSeconds(at), ...reason })
  return {
    at,
    by: 'sarah',
    subject: decidedSubject(id, verdict),
    files: { [specPath(id)]: after },
    offset: offsetOf(at),
  }
}

/** Mike has it researched again, with the data that was asked for and with what was said about it. */
function askedAgain(situation: Situation, id: string, rejections: readonly Commit[]): StoryStep {
  const at = minutesAfter(rejections.at(-1)?.at ?? addedAt(situation, id), 40)
  const saved = [...situation.texts.keys()].find(isBeta)
  const discussed = [...situation.texts.keys()].filter((path) => path.endsWith(`/discussion-${id}.md`))
  const inputs = [saved ?? betaUsage, ...discussed]
  const pending = withStatus(specText(situation, id) ?? '', 'pending')
  const files = { [specPath(id)]: inputs.reduce((spec, path) => withItem(spec, 'informed_by', path), pending) }
  const data = saved === undefined ? { [betaUsage]: text('context/integration-beta-usage') } : {}
  const subject =
    rejections.length === 1
      ? 'Add integration beta usage data for churn research'
      : `Have ${id} researched again, round ${rejections.length + 1}`
  return { at: notBefore(at, addedAt(situation, id), 40), by: 'mike', subject, files: { ...files, ...data } }
}

/** An agent writes its findings, and a minute later it has finished. */
function atWork(situation: Situation, id: string, rejections: readonly Commit[]): StoryStep {
  const round = rejections.length + 1
  const isFirst = round === 1
  const since = rejections.at(-1)?.at ?? addedAt(situation, id)
  const at = isFirst
    ? new Date('2026-01-14T16:44:00Z')
    : notBefore(minutesAfter(since, 176), addedAt(situation, id), 60)
  const what = isFirst
    ? 'analyze churn drivers'
    : round === 2
      ? 'validate the integration figure with beta data'
      : `answer the rejection, round ${round}`
  const target = headOfSpec(specText(situation, id) ?? '').targetFiles[0] ?? findings
  const before = situation.texts.get(target) ?? text('findings-2')
  const written = isFirst ? text('findings-1') : round === 2 ? text('findings-2') : withAnswer(before, round)
  const said = isFirst
    ? 'Findings written; three drivers, about 6.2 pp in all. 3m20s.'
    : round === 2
      ? 'Findings revised: integrations about 2.0 pp. 2m45s.'
      : 'Nothing in the data says otherwise; what was asked is answered at the end. 1m10s.'
  return working(situation, { id, at, what, files: { [target]: written }, said })
}

/** A question of somebody's own: no agent researches here, and that is what its findings say. */
function otherQuestion(situation: Situation, id: string): StoryStep[] {
  const spec = specText(situation, id) ?? ''
  if (statusOf(spec) !== 'pending') return []
  const { targetFiles, informedBy: inputs } = headOfSpec(spec)
  const at = minutesAfter(addedAt(situation, id), 120)
  const target = targetFiles[0] ?? `${context}/${id}.md`
  const read = inputs.length > 0 ? `\n\nIt was to read:\n\n${inputs.map((path) => `* \`${path}\``).join('\n')}` : ''
  const written = `# ${titleOf(spec)}: findings\n\n## Executive summary\n\nNo agent reads data in this demo, so nothing was found. With chant, its findings stand here.${read}\n`
  return [working(situation, { id, at, what: 'research', files: { [target]: written }, said: 'A demo: 0m01s.' })]
}

function working(
  situation: Situation,
  { id, at, what, files, said }: { id: string; at: Date; what: string; files: Record<string, string>; said: string },
): StoryStep {
  const subject = `chant(${id}): ${what}`
  const begun = lastCommit(situation, subject)
  if (begun === null) return { at, by: 'mike', subject, files }
  const end = minutesAfter(begun.at, 1)
  const done = completed(specText(situation, id) ?? '', toSeconds(end), said)
  return { at: end, by: 'mike', subject: completedSubject(id), files: { [specPath(id)]: done } }
}

function withAnswer(findingsBefore: string, round: number): string {
  const bare = findingsBefore.replace(/\n## What was asked in round \d+\n[\s\S]*$/, '')
  return `${bare.trimEnd()}\n\n## What was asked in round ${round - 1}\n\nThe digests and the beta data hold nothing that would change these figures: they are a careful reading, and as sure as they\nget without another experiment.\n`
}

function decisionOn(situation: Situation, id: string): Decided | null {
  const verdict = decisionIn(specText(situation, id) ?? '')
  const commit = verdict && (lastCommit(situation, decidedSubject(id, verdict)) ?? situation.commits.at(-1))
  if (!verdict || !commit) return null
  return { verdict, commit, isScripted: commit.committer === 'sarah@acme.example' }
}

function rejectionsOf(situation: Situation, id: string): Commit[] {
  return situation.commits.filter(({ subject }) => subject === decidedSubject(id, 'rejected'))
}

function decidedSubject(id: string, verdict: Decided['verdict']): string {
  return `chant(${id}): ${verdict === 'approved' ? 'approve' : 'reject'} spec`
}

function isResearch(situation: Situation, id: string): boolean {
  return headOfSpec(specText(situation, id) ?? '').type === 'research'
}

function informedBy(situation: Situation, id: string): readonly string[] {
  return headOfSpec(specText(situation, id) ?? '').informedBy
}

function isBeta(path: string): boolean {
  return /^\.chant\/context\/.*beta/i.test(path)
}

function wasAdded(situation: Situation, id: string): boolean {
  return lastCommit(situation, `chant: Add spec ${id}`) !== null
}

function notBefore(at: Date, added: Date, minutes: number): Date {
  const earliest = minutesAfter(added, minutes)
  return at > earliest ? at : earliest
}

function aWeekAfter(since: Date, time: string): Date {
  const date = addDays(localDateAt(since, homeZone), 6)
  return nextWorkingMorning(instantAt(date, '12:00', homeZone), time)
}

/** Of the clock on Sarah's wall, as git writes it. */
function offsetOf(at: Date): string {
  const date = localDateAt(at, homeZone)
  const hours = (instantAt(date, '12:00', 'UTC').getTime() - instantAt(date, '12:00', homeZone).getTime()) / 3_600_000
  return `-${String(-hours).padStart(2, '0')}00`
}
