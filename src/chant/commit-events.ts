import type { ActivityKind, SpecEvent } from '../domain/activity.ts'
import { activityKinds } from '../domain/activity.ts'
import type { SpecId } from '../domain/specs.ts'
import type { SpecVersion } from './spec-changes.ts'
import { changesBetween } from './spec-changes.ts'

/** A commit, without its changes. */
export interface Commit {
  sha: string
  parents: number
  at: Date
  author: string
  subject: string
}

/** One spec as a commit leaves it, and as each parent had it. Null: there is no such file. */
export interface SpecChange {
  specId: SpecId
  after: SpecVersion | null
  /** One for each parent; a root commit has one empty one. */
  before: readonly (SpecVersion | null)[]
}

/**
 * What a commit did to specs. Its subject tells who worked, what was finalised and merged, as `chant activity` reads it;
 * its files tell the rest. A merge counts only for what none of its parents already had.
 */
export function eventsOfCommit(commit: Commit, changes: readonly SpecChange[]): SpecEvent[] {
  const events = new Map<string, SpecEvent>()
  const versions = new Map(changes.map(({ specId, after }) => [specId, after]))
  const tell = (specId: SpecId, event: ActivityKind, more: Partial<SpecEvent> = {}) => {
    const key = `${specId} ${event}`
    if (events.has(key)) return
    const spec = versions.get(specId)?.facts?.spec ?? null
    const base = { specId, event, at: commit.at, by: commit.author, reason: null, note: null, commit: commit.sha, spec }
    events.set(key, { ...base, ...more })
  }
  for (const change of changes) for (const kind of kindsOf(change)) tell(change.specId, kind, decisionOf(kind, change))
  const subject = parseSubject(commit.subject)
  for (const id of subject.worked) tell(id, 'worked', { note: subject.note })
  for (const id of subject.finalized) tell(id, 'completed')
  if (commit.parents > 1) for (const id of subject.merged) tell(id, 'merged')
  return [...events.values()].sort(
    (a, b) => activityKinds.indexOf(a.event) - activityKinds.indexOf(b.event) || (a.specId < b.specId ? -1 : 1),
  )
}

/** What happened to one spec: what holds against every parent. */
function kindsOf({ before, after }: SpecChange): ActivityKind[] {
  if (!after) return []
  const [first = [], ...others] = before.map((version) => changesBetween(version, after))
  return first.filter((kind) => others.every((kinds) => kinds.includes(kind)))
}

function decisionOf(kind: ActivityKind, { after }: SpecChange): Partial<SpecEvent> {
  if (!after?.facts || (kind !== 'approved' && kind !== 'rejected')) return {}
  const { decidedBy, reason } = after.facts
  return { ...(decidedBy === null ? {} : { by: decidedBy }), ...(kind === 'rejected' ? { reason } : {}) }
}

interface Subject {
  worked: SpecId[]
  finalized: SpecId[]
  merged: SpecId[]
  note: string
}

/** `chant(<id>): add the wizard`, `chant(<id>): finalize spec`, `Merge chant/<id>`, `Merge branch 'chant/<id>'`. */
function parseSubject(subject: string): Subject {
  const merge =
    subject.startsWith('Merge ') &&
    /^Merge (?:(?:remote-tracking )?branch '([^']+)'|(\S+))(?: into \S+)?$/.exec(subject)
  const branch = merge ? (merge[1] ?? merge[2]) : undefined
  const merged = branch?.includes('/') ? isId(branch.slice(branch.lastIndexOf('/') + 1)) : []
  const start = subject.indexOf('chant(')
  const end = start < 0 ? -1 : subject.indexOf('):', start)
  if (end < 0) return { worked: [], finalized: [], merged, note: '' }
  const ids = subject
    .slice(start + 'chant('.length, end)
    .split(/[,\s]+/)
    .flatMap(isId)
  const note = subject.slice(end + 2).trim()
  return note.startsWith('finalize')
    ? { worked: [], finalized: ids, merged, note }
    : { worked: ids, finalized: [], merged, note }
}

function isId(text: string): SpecId[] {
  return /^[^\s/\\'"*?<>|]{1,200}$/.test(text) ? [text] : []
}
