import type { ActivityKind } from '../../../domain/activity.ts'
import type { Evidence } from '../../../domain/check-ins.ts'
import { keyResultsOf } from '../../../domain/contributions.ts'
import { longDate } from '../../../domain/dates.ts'
import { expectedImpacts } from '../../../domain/findings/expected-impact.ts'
import { instantAt, localDateAt } from '../../../domain/local-time.ts'
import type { SpecId } from '../../../domain/specs.ts'
import type { Db } from '../../../platform/db.ts'
import { listRounds } from '../../../storage/approvals/approvals.ts'
import { getContent } from '../../../storage/approvals/contents.ts'
import { listRepositories } from '../../../storage/chant.ts'
import { getCycle } from '../../../storage/cycles.ts'
import { listInitiatives } from '../../../storage/initiatives.ts'
import { cycleIdOf } from '../../../storage/key-results.ts'
import { listActivity, type RepositoryActivity } from '../../list-activity.ts'
import type { About } from './provider.ts'

/** What an owner would tell of a spec, the gravest first. */
const telling: readonly ActivityKind[] = ['failed', 'needs_attention', 'rejected', 'approved', 'completed']

const words: Partial<Record<ActivityKind, string>> = {
  failed: 'Failed',
  needs_attention: 'Needs attention',
  rejected: 'Rejected',
  approved: 'Approved',
  completed: 'Completed',
}

const mostLines = 4
const mostImpacts = 3

/**
 * What came of the specs that work for a key result, by a label or an initiative: completed, failed, approved or
 * rejected, known since the last check-in (at the first one: since the cycle began). Each spec once, as it stands last;
 * a driver that is done stands for its members.
 */
export function chantWork(db: Db, { keyResult, since }: About): Evidence[] {
  const repositories = listRepositories(db)
  if (repositories.length === 0) return []
  const after = since ?? instantAt(getCycle(db, cycleIdOf(db, keyResult.id)).starts, '00:00', 'UTC')
  const goals = { keyResults: [keyResult], initiatives: listInitiatives(db) }
  const known = listActivity(db, { known: { after, until: endOfTime } })
    .filter(({ event }) => telling.includes(event))
    .filter((activity) => keyResultsOf(activity, goals).length > 0)
  const outcomes = withoutCovered(lastOfEach(known))
  const shown = outcomes.length > mostLines ? outcomes.slice(0, mostLines - 1) : outcomes
  const lines = shown.map((one) => lineOf(db, one, repositories.length > 1))
  const left = outcomes.length - shown.length
  return left > 0
    ? [...lines, { text: `${left} more specs: ${countsOf(outcomes.slice(shown.length))}`, source: 'chant' }]
    : lines
}

const endOfTime = new Date(8.64e15)

/** The last thing that counts of each spec, gravest first, of one kind the newest first. */
function lastOfEach(activities: readonly RepositoryActivity[]): RepositoryActivity[] {
  const last = new Map(activities.map((one) => [`${one.repository}/${one.id}`, one]))
  const gravity = ({ event }: RepositoryActivity) => telling.indexOf(event)
  return [...last.values()].sort((a, b) => gravity(a) - gravity(b) || b.at.getTime() - a.at.getTime())
}

/** Three members and their driver that are done are one thing that is done. */
function withoutCovered(outcomes: readonly RepositoryActivity[]): RepositoryActivity[] {
  const done = new Set(
    outcomes.filter(({ event }) => event === 'completed').map(({ repository, id }) => `${repository}/${id}`),
  )
  return outcomes.filter(
    ({ event, repository, driver }) => event !== 'completed' || driver === null || !done.has(`${repository}/${driver}`),
  )
}

function lineOf(
  db: Db,
  { event, title, id, by, reason, at, repository }: RepositoryActivity,
  isSeveral: boolean,
): Evidence {
  const who = (event === 'approved' || event === 'rejected') && by ? ` by ${by}` : ''
  const why = event === 'rejected' && reason ? ` — ${shortened(reason, 120)}` : ''
  const text = `${words[event]}${who}: ${shortened(title ?? id, 80)} (${longDate(localDateAt(at, 'UTC'))})${why}${event === 'approved' ? expected(db, repository, id) : ''}`
  return { text, source: `chant ${isSeveral ? `${repository}/` : ''}${id}` }
}

/** `, expected: ~3.5 pp, ~1.5 pp`, as the approved findings state it; empty when they state nothing. */
function expected(db: Db, repository: string, specId: SpecId): string {
  const approval = listRounds(db, repository, specId).findLast(({ outcome }) => outcome === 'approved')
  if (!approval) return ''
  const impacts = expectedImpacts(getContent(db, approval.id, approval.settledVersion ?? approval.version))
  const shown = impacts.slice(0, mostImpacts).map(({ impact }) => shortened(impact, 40))
  return shown.length === 0 ? '' : `, expected: ${shown.join(', ')}`
}

function countsOf(outcomes: readonly RepositoryActivity[]): string {
  const counts = telling.map((kind) => [outcomes.filter(({ event }) => event === kind).length, kind] as const)
  return counts
    .filter(([count]) => count > 0)
    .map(([count, kind]) => `${count} ${words[kind]?.toLowerCase()}`)
    .join(', ')
}

/** One line, since evidence is edited line by line. */
function shortened(text: string, most: number): string {
  const characters = Array.from(text.replace(/\s+/g, ' ').trim())
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`
}
