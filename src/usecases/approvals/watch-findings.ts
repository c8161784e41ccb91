import type { ApprovalRule } from '../../domain/approval-rules.ts'
import {
  type Approval,
  type ApprovalId,
  type ApprovalKind,
  type Decision,
  isSameApproval,
  standingOf,
} from '../../domain/approvals.ts'
import type { Verdict } from '../../domain/chant-writing.ts'
import { discussionPathOf } from '../../domain/digests.ts'
import { fingerprintOf } from '../../domain/findings/content.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { Spec, SpecId } from '../../domain/specs.ts'
import { type Db, transact } from '../../platform/db.ts'
import { listApprovalRules } from '../../storage/approval-rules.ts'
import {
  addApproval,
  changeApproval,
  closeApproval,
  getApproval,
  latestRound,
  latestRounds,
} from '../../storage/approvals/approvals.ts'
import { saveContent } from '../../storage/approvals/contents.ts'
import { addDecision, changeDecision, decisionsSoFarOf, latestDecision } from '../../storage/approvals/decisions.ts'
import { listEvents } from '../../storage/chant-events.ts'
import { listActiveSpecs } from '../../storage/chant-specs.ts'
import { followWork } from './afterwards/follow-work.ts'
import { approvalChanged, tell } from './approval-messages.ts'
import { personNamed } from './deciders/person-named.ts'
import { labelsOf, ruleAmong, whoDecides } from './deciders/who-decides.ts'
import { discussionChanged } from './keep-discussion.ts'
import { openApproval, type ReadSpec, tellFindings } from './open-approval.ts'
import { settled } from './settle-decision.ts'

/** Reads specs with what they were to write, as committed; a spec that cannot be used is left out. */
export type ReadContents = (ids: readonly SpecId[]) => Promise<Map<SpecId, ReadSpec>>

export interface Watched {
  repository: string
  readContents: ReadContents
  /** What was decided when the reading of the repository began (`decisionsSoFar`): it may have been written meanwhile. */
  decidedBefore: ReadonlyMap<ApprovalId, string>
}

/**
 * Finds what people have to decide on in a repository that has just been read: opens approvals, takes over what was
 * decided outside, renews what changed, closes what is gone, and tells how the work on what was approved goes. Doing it
 * again without any change changes nothing. Returns how many specs could not be judged yet and have to be looked at
 * again, whether or not anything is committed: a decision is on its way, or Slack does not know yet whom to ask.
 */
export async function watchFindings(
  db: Db,
  { repository, readContents, decidedBefore }: Watched,
  now: () => Date,
  defaultZone: Zone,
): Promise<number> {
  const rounds = latestRounds(db, repository)
  const active = listActiveSpecs(db, repository)
  const rules = listApprovalRules(db)
  const ids = active
    .filter((spec) => rounds.has(spec.id) || kindOf(db, rules, repository, spec) !== null)
    .map(({ id }) => id)
  const contents = ids.length > 0 ? await readContents(ids) : new Map<SpecId, ReadSpec>()
  const at = now()
  let left = 0
  for (const id of ids) {
    const read = contents.get(id)
    if (!read) continue
    const isJudged = transact(db, (tx) => {
      // Decided or written while it was fetched and read: what was read may be older than that.
      const last = latestRound(tx, repository, id)
      const isStale = last !== null && decisionsSoFarOf(tx, last.id) !== decidedBefore.get(last.id)
      return !isStale && watchOne(tx, repository, read, at, defaultZone)
    })
    if (!isJudged) left++
  }
  const known = new Set(active.map(({ id }) => id))
  for (const [id, approval] of rounds) {
    if (known.has(id) || approval.closedAt !== null) continue
    if (!transact(db, (tx) => loseOne(tx, getApproval(tx, approval.id), at))) left++
  }
  followWork(db, repository, latestRounds(db, repository).values(), at)
  return left
}

/** What kind of decision a spec waits for; null when for none, by what it is and by the rules. */
function kindOf(db: Db, rules: readonly ApprovalRule[], repository: string, spec: Spec): ApprovalKind | null {
  const { type, status, approval } = spec
  if (spec.archived || status === 'cancelled') return null
  if (type === 'research' && status === 'completed') {
    if (ruleAmong(rules, repository, labelsOf(db, repository, spec.id)) !== null) return 'finding'
    return approval?.required ? 'finding' : null
  }
  // While an agent works on it, its branch's copy would take the file's place (facts of chant): it waits.
  if (approval?.required && approval.status !== 'approved' && status !== 'in_progress') return 'release'
  return null
}

/** One spec, looked at in one transaction. */
interface Look {
  tx: Db
  repository: string
  read: ReadSpec
  kind: ApprovalKind | null
  now: Date
  defaultZone: Zone
}

/** False when it has to be looked at again before anything else is committed. */
function watchOne(tx: Db, repository: string, read: ReadSpec, now: Date, defaultZone: Zone): boolean {
  const kind = kindOf(tx, listApprovalRules(tx), repository, read.spec)
  const look: Look = { tx, repository, read, kind, now, defaultZone }
  const last = latestRound(tx, repository, read.spec.id)
  const latest = last && latestDecision(tx, last.id)
  const standing = last && standingOf(last, latest)
  const isOutside = last !== null && isDecided(read.spec) && !isSameApproval(read.spec.approval, last.seen)
  if (last === null) return meetFirst(look)
  // What is on its way to chant is told by whoever takes it there.
  if (standing === 'deciding') return false
  if (isOutside) takeOverDecision(look, last, latest)
  else if (isTakenOut(look, last)) askAnew(look, last)
  else if (standing === 'open') keepOpen(look, last)
  else if (standing === 'approved') keepApproved(look, last)
  else if (standing !== 'stuck') return beginAgain(look, last)
  // Taken back, it is open again for what is there now.
  return standing !== 'stuck' || isOutside
}

/** The project has no decision any more where there was one: a commit was reverted, or its block was taken out. */
function isTakenOut({ read, kind }: Look, { outcome, seen }: Approval): boolean {
  const wasDecided = outcome === 'approved' || outcome === 'rejected'
  return kind !== null && wasDecided && seen !== null && seen.status !== 'pending' && !isDecided(read.spec)
}

/** What chant does not have is not shown as decided: it ends, and the same is asked in another round. */
function askAnew({ tx, repository, read, kind, now, defaultZone }: Look, approval: Approval): void {
  if (kind === null) return
  const why = 'the decision was taken out of the project again'
  closeApproval(tx, approval.id, { outcome: 'gone', because: why }, now)
  changeApproval(tx, approval.id, { seen: read.spec.approval })
  tell(tx, approval, { kind: 'gone', why }, now)
  openApproval(tx, { repository, kind, read, before: approval }, now, defaultZone)
}

/** A spec that was never asked about. One that was decided on before we looked is taken note of, and asks nobody. */
function meetFirst({ tx, repository, read, kind, now, defaultZone }: Look): boolean {
  if (kind === null) return true
  const { spec } = read
  const { approval, completedAt } = spec
  const isNewer = approval?.status === 'rejected' && completedAt && approval.at && completedAt > approval.at
  if (approval === null || approval.status === 'pending' || isNewer) {
    const before = earlierOf(tx, repository, spec)
    return openApproval(tx, { repository, kind, read, before }, now, defaultZone) !== null
  }
  const { status } = approval
  const id = addApproval(tx, {
    repository,
    specId: spec.id,
    round: 1,
    follows: null,
    kind,
    title: spec.title ?? spec.id,
    version: 1,
    fingerprint: fingerprintOf(read.content),
    settledVersion: 1,
    seen: approval,
    openedAt: now,
    expiresAt: null,
    closedAt: now,
    outcome: status,
    closedBecause: null,
    channel: null,
    askedId: null,
  })
  saveContent(tx, id, 1, read.content, now)
  addDecision(tx, outsideDecision(tx, getApproval(tx, id), read, now))
  return true
}

/** The approval whose discussion this spec is informed by: it is the next round of that one. */
function earlierOf(tx: Db, repository: string, { informedBy }: Spec): Approval | null {
  if (informedBy.length === 0) return null
  const rounds = [...latestRounds(tx, repository).values()]
  return (
    rounds.find((one) =>
      informedBy.some((path) => fileOf(path) === fileOf(discussionPathOf({ specId: one.specId, targetFiles: [] }))),
    ) ?? null
  )
}

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function keepOpen({ tx, read, kind, now, defaultZone }: Look, approval: Approval): void {
  if (kind === null) {
    end(tx, approval, whyNothing(read.spec), now)
    return
  }
  // Its block was written anew, or taken out, without a decision: a decision is made on how it is now.
  if (!isSameApproval(read.spec.approval, approval.seen)) changeApproval(tx, approval.id, { seen: read.spec.approval })
  const fingerprint = fingerprintOf(read.content)
  const title = read.spec.title ?? read.spec.id
  if (title !== approval.title || kind !== approval.kind) changeApproval(tx, approval.id, { title, kind })
  if (fingerprint === approval.fingerprint) return
  const to = approval.version + 1
  saveContent(tx, approval.id, to, read.content, now)
  changeApproval(tx, approval.id, { version: to, fingerprint })
  tell(tx, approval, { kind: 'changed', from: approval.version, to }, now)
  tellFindings(tx, { ...approval, version: to }, read.content, now)
  approvalChanged(tx, approval.id, whoDecides(tx, approval, now, defaultZone).approvers, now)
}

/** Changed after it was approved: chant has it approved, so people are told, and judge. */
function keepApproved({ tx, read, kind, now, defaultZone }: Look, approval: Approval): void {
  if (kind === null || fingerprintOf(read.content) === approval.fingerprint) return
  const to = approval.version + 1
  saveContent(tx, approval.id, to, read.content, now)
  changeApproval(tx, approval.id, { version: to, fingerprint: fingerprintOf(read.content) })
  tell(tx, approval, { kind: 'changed-since', from: approval.version, to }, now)
  approvalChanged(tx, approval.id, whoDecides(tx, approval, now, defaultZone).approvers, now)
}

/** Rejected, expired or gone: what is there now is asked about when it is another thing, or came back. */
function beginAgain({ tx, repository, read, kind, now, defaultZone }: Look, last: Approval): boolean {
  const isOther = fingerprintOf(read.content) !== last.fingerprint
  if (kind === null || !(isOther || last.outcome === 'gone')) return true
  return openApproval(tx, { repository, kind, read, before: last }, now, defaultZone) !== null
}

/** Somebody decided with chant itself: that is what counts, whatever was open or stuck here. */
function takeOverDecision({ tx, read, now, defaultZone }: Look, approval: Approval, latest: Decision | null): void {
  if (latest?.state === 'stuck') {
    changeDecision(tx, latest.id, { state: 'void' })
    tell(tx, approval, { kind: 'void', decisionId: latest.id, why: 'somebody decided with chant itself first' }, now)
  }
  const fingerprint = fingerprintOf(read.content)
  if (fingerprint !== approval.fingerprint) {
    saveContent(tx, approval.id, approval.version + 1, read.content, now)
    changeApproval(tx, approval.id, { version: approval.version + 1, fingerprint })
  }
  const current = getApproval(tx, approval.id)
  changeApproval(tx, approval.id, { seen: read.spec.approval })
  const decisionId = addDecision(tx, outsideDecision(tx, current, read, now))
  settled(tx, decisionId, now, defaultZone)
  discussionChanged(tx, approval.id, now)
}

function outsideDecision(
  tx: Db,
  approval: Approval,
  { spec, rejection }: ReadSpec,
  now: Date,
): Omit<Decision, 'id' | 'number'> {
  const { status, by, at } = spec.approval ?? { status: 'approved', by: null, at: null }
  const verdict = status === 'rejected' ? 'rejected' : 'approved'
  return {
    approvalId: approval.id,
    version: approval.version,
    verdict,
    reason: verdict === 'rejected' ? rejection : null,
    personId: by === null ? null : (personNamed(tx, by)?.id ?? null),
    byName: by ?? 'somebody',
    isOutside: true,
    kind: 'decision',
    // Whoever's clock is ahead of ours has not decided before we could see it.
    decidedAt: at !== null && at < now ? at : now,
    state: 'written',
    problem: null,
    commit: commitOf(tx, approval, verdict),
    writtenAt: now,
  }
}

/** The commit in which chant, or whoever else, recorded it. */
function commitOf(tx: Db, { repository, specId }: Approval, verdict: Verdict): string | null {
  const events = [...listEvents(tx, { repository, specId }).values()].flat()
  return events.findLast(({ event }) => event === verdict)?.commit ?? null
}

/** False while a decision is on its way, or waits for a person: when that has an end there may be nothing left. */
function loseOne(tx: Db, approval: Approval, now: Date): boolean {
  const standing = standingOf(approval, latestDecision(tx, approval.id))
  if (standing !== 'open') return approval.closedAt !== null
  end(tx, approval, 'the spec was archived or deleted', now)
  return true
}

function end(tx: Db, approval: Approval, why: string, now: Date): void {
  closeApproval(tx, approval.id, { outcome: 'gone', because: why }, now)
  tell(tx, approval, { kind: 'gone', why }, now)
  approvalChanged(tx, approval.id, [], now)
}

function whyNothing({ status, approval, type }: Spec): string {
  if (status === 'in_progress') return 'an agent is working on it again'
  if (status === 'cancelled') return 'it was cancelled'
  if (type === 'research' && status !== 'completed') return 'the research is being done again'
  if (approval?.status === 'approved') return 'it is approved'
  return 'it needs no approval any more'
}

function isDecided({ approval }: Spec): boolean {
  return approval?.status === 'approved' || approval?.status === 'rejected'
}
