import { type Approval, type ApprovalId, hasChangedSince, longestReason, standingOf } from '../../domain/approvals.ts'
import type { Verdict } from '../../domain/chant-writing.ts'
import { longDate } from '../../domain/dates.ts'
import type { PersonId } from '../../domain/ids.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import { zoneOf } from '../../domain/people.ts'
import { safeIdentity } from '../../domain/safe-identity.ts'
import { enqueue } from '../../durable/enqueue.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { changeApproval, findApproval } from '../../storage/approvals/approvals.ts'
import {
  addDecision,
  addVote,
  changeDecision,
  findDecision,
  latestDecision,
  listVotes,
  removeVote,
} from '../../storage/approvals/decisions.ts'
import { deleteDraft } from '../../storage/drafts.ts'
import { getPerson } from '../../storage/people.ts'
import { type Invalid, type Refused, refused } from '../check-ins/outcomes.ts'
import { priorities } from '../owe-message.ts'
import { approvalChanged, tell } from './approval-messages.ts'
import { type Deciding, whoDecides, whyNotNow } from './deciders/who-decides.ts'
import { discussionChanged } from './keep-discussion.ts'
import { whyNotWithdraw } from './why-not-withdraw.ts'

/** Somebody presses a button of an approval. `version`: the content that stood on the card they pressed. */
export interface Act {
  approvalId: ApprovalId
  version: number
  by: PersonId
  inboxKey?: string
  /** The draft that a successful form leaves behind. */
  draft?: string
}

export type DecideOutcome =
  /** Recorded, and on its way to chant. */
  | { kind: 'deciding'; decisionId: number }
  /** One of several that have to say yes. */
  | { kind: 'voted'; votes: number; quorum: number }
  | Refused
  | Invalid

/** Approves what the card shows. With a quorum it takes as many distinct people; the last of them completes it. */
export function approve(db: Db, act: Act, now: Date, defaultZone: Zone): DecideOutcome {
  return transact(db, (tx) => {
    const may = mayDecide(tx, act, now, defaultZone)
    if ('why' in may) return may
    const { approval, deciding } = may
    if (act.inboxKey) finishReceived(tx, act.inboxKey, now)
    const { quorum } = deciding
    if (quorum > 1) {
      const isNew = addVote(tx, approval.id, approval.version, act.by, now)
      const all = listVotes(tx, approval.id, approval.version)
      const votes = all.filter(({ personId }) => mayStill(deciding, personId))
      for (const vote of all) if (!votes.includes(vote)) removeVote(tx, approval.id, approval.version, vote.personId)
      // Fewer may be enough now than when they said yes: then pressing again completes it.
      if (votes.length < quorum) {
        if (!isNew) return refused('You have approved this already. It waits for the others.')
        tell(tx, approval, { kind: 'vote', version: approval.version }, now, act.by)
        approvalChanged(tx, approval.id, deciding.approvers, now)
        return { kind: 'voted', votes: votes.length, quorum } as const
      }
    }
    return record(tx, approval, deciding, { verdict: 'approved', reason: null, kind: 'decision' }, act, now)
  })
}

/** Rejects what the card shows, with a reason that chant records and the next research reads. */
export function reject(db: Db, act: Act & { reason: string | null }, now: Date, defaultZone: Zone): DecideOutcome {
  return transact(db, (tx) => {
    const invalid = problemWith(act.reason, 'reason', 'Say why: the agent and your team read it.')
    if (invalid) return invalid
    const may = mayDecide(tx, act, now, defaultZone)
    if ('why' in may) return may
    const { approval, deciding } = may
    if (act.inboxKey) finishReceived(tx, act.inboxKey, now)
    if (act.draft) deleteDraft(tx, act.by, act.draft)
    return record(tx, approval, deciding, { verdict: 'rejected', reason: act.reason, kind: 'decision' }, act, now)
  })
}

/** Asks something in the thread before anybody decides. */
export function askBeforeDeciding(
  db: Db,
  act: Act & { question: string | null },
  now: Date,
  defaultZone: Zone,
): { kind: 'asked' } | Refused | Invalid {
  return transact(db, (tx) => {
    const invalid = problemWith(act.question, 'question', 'What is missing? Write it as a question.')
    if (invalid) return invalid
    const may = mayDecide(tx, act, now, defaultZone)
    if ('why' in may) return may
    if (act.inboxKey) finishReceived(tx, act.inboxKey, now)
    if (act.draft) deleteDraft(tx, act.by, act.draft)
    tell(tx, may.approval, { kind: 'question', text: act.question ?? '' }, now, act.by)
    discussionChanged(tx, may.approval.id, now, afterQuestionMs)
    return { kind: 'asked' } as const
  })
}

/** When answers to a question may be there: the research may be revised before anybody decides. */
const afterQuestionMs = [0, 15 * 60_000, 2 * 3_600_000, 24 * 3_600_000]

/** Takes a decision back that chant has, the one the form was opened for: the opposite is written there, with why. */
export function withdrawDecision(
  db: Db,
  act: Act & { decisionId: number; reason: string | null },
  now: Date,
  defaultZone: Zone,
): DecideOutcome {
  return transact(db, (tx) => {
    const invalid = problemWith(act.reason, 'reason', 'Say why you take it back: it is kept with the decision.')
    if (invalid) return invalid
    const approval = findApproval(tx, act.approvalId)
    const why = whyNotWithdraw(tx, approval, act.by, now, defaultZone)
    if (approval === null || why !== null) return refused(why ?? gone)
    const latest = latestDecision(tx, approval.id)
    // The same form sent from two windows would take back that it was taken back.
    if (latest?.id !== act.decisionId) return refused(decidedAnew)
    const verdict: Verdict = latest.verdict === 'approved' ? 'rejected' : 'approved'
    if (act.inboxKey) finishReceived(tx, act.inboxKey, now)
    if (act.draft) deleteDraft(tx, act.by, act.draft)
    const deciding = whoDecides(tx, approval, now, defaultZone)
    return record(tx, approval, deciding, { verdict, reason: act.reason, kind: 'withdrawal' }, act, now)
  })
}

/** The content changed after it was approved: this person rejects it as it is now. */
export function rejectChanged(
  db: Db,
  act: Act & { reason: string | null },
  now: Date,
  defaultZone: Zone,
): DecideOutcome {
  return transact(db, (tx) => {
    const invalid = problemWith(act.reason, 'reason', 'Say why: the agent and your team read it.')
    if (invalid) return invalid
    const may = mayJudgeChange(tx, act, now, defaultZone)
    if ('why' in may) return may
    if (act.inboxKey) finishReceived(tx, act.inboxKey, now)
    if (act.draft) deleteDraft(tx, act.by, act.draft)
    const second = { verdict: 'rejected', reason: act.reason, kind: 'second-thought' } as const
    return record(tx, may.approval, may.deciding, second, act, now)
  })
}

/** The content changed after it was approved, and that is fine. Nothing is written to chant: it is approved there. */
export function stillFine(
  db: Db,
  act: Act & { note: string | null },
  now: Date,
  defaultZone: Zone,
): { kind: 'noted' } | Refused | Invalid {
  return transact(db, (tx) => {
    const invalid = act.note === null ? null : problemWith(act.note, 'note', '')
    if (invalid) return invalid
    const may = mayJudgeChange(tx, act, now, defaultZone)
    if ('why' in may) return may
    const { approval, deciding } = may
    changeApproval(tx, approval.id, { settledVersion: approval.version })
    tell(tx, approval, { kind: 'still-fine', version: approval.version, note: act.note }, now, act.by)
    discussionChanged(tx, approval.id, now)
    approvalChanged(tx, approval.id, deciding.approvers, now)
    if (act.inboxKey) finishReceived(tx, act.inboxKey, now)
    if (act.draft) deleteDraft(tx, act.by, act.draft)
    return { kind: 'noted' } as const
  })
}

/** Tries once more to write a decision that got stuck. */
export function retryDecision(db: Db, act: Act, now: Date, defaultZone: Zone): DecideOutcome {
  return transact(db, (tx) => {
    const may = mayUnstick(tx, act, now, defaultZone)
    if ('why' in may) return may
    if (may.isOnlyTheirs) return refused(may.isOnlyTheirs)
    // What is held up has a job that waits for its turn; what is stuck has none any more.
    const isExtra = findDecision(tx, may.decisionId)?.state === 'telling'
    changeDecision(tx, may.decisionId, { state: 'telling', problem: null })
    tellChant(tx, may.decisionId, now, isExtra)
    approvalChanged(tx, act.approvalId, [], now)
    if (act.inboxKey) finishReceived(tx, act.inboxKey, now)
    return { kind: 'deciding', decisionId: may.decisionId } as const
  })
}

/** Takes back a decision that got stuck and that chant does not have: it is open again. */
export function takeBackDecision(db: Db, act: Act, now: Date, defaultZone: Zone): { kind: 'taken-back' } | Refused {
  return transact(db, (tx) => {
    const may = mayUnstick(tx, act, now, defaultZone)
    if ('why' in may) return may
    changeDecision(tx, may.decisionId, { state: 'void' })
    const approval = findApproval(tx, act.approvalId)
    const name = getPerson(tx, act.by).name
    if (approval)
      tell(tx, approval, { kind: 'void', decisionId: may.decisionId, why: `${name} has taken it back` }, now, act.by)
    approvalChanged(tx, act.approvalId, [], now)
    if (act.inboxKey) finishReceived(tx, act.inboxKey, now)
    return { kind: 'taken-back' } as const
  })
}

/** Why somebody could not decide on this now, in a sentence; null when they could. For whatever opens a form. */
export function whyNotDecideNow(db: Db, act: Act, now: Date, defaultZone: Zone): string | null {
  const may = mayDecide(db, act, now, defaultZone)
  return 'why' in may ? may.why : null
}

/** The same for what changed after it was approved. */
export function whyNotJudgeChange(db: Db, act: Act, now: Date, defaultZone: Zone): string | null {
  const may = mayJudgeChange(db, act, now, defaultZone)
  return 'why' in may ? may.why : null
}

const gone = 'This approval is gone. Nothing was changed.'

type May = { approval: Approval; deciding: Deciding } | Refused

/** Everything that is asked of a decision, by how things are at this moment. */
function mayDecide(tx: Db, { approvalId, version, by }: Act, now: Date, defaultZone: Zone): May {
  const approval = findApproval(tx, approvalId)
  if (!approval) return refused(gone)
  const deciding = whoDecides(tx, approval, now, defaultZone)
  const why = whyNotNow(tx, by, deciding)
  if (why !== null) return refused(why)
  const already = whatIsDecided(tx, approval, by, defaultZone)
  if (already !== null) return refused(already)
  if (approval.expiresAt !== null && approval.expiresAt <= now) {
    return refused('This has expired: nobody decided in time. Nothing was changed.')
  }
  return version === approval.version ? { approval, deciding } : refused(changedMeanwhile)
}

const decidedAnew =
  'This was decided anew since you opened the form. Look at the card: it shows how it stands. Nothing was changed.'

const changedMeanwhile =
  'The findings have changed since the card you pressed was shown. Look at what is new there, and decide again. Nothing was changed.'

function mayJudgeChange(tx: Db, { approvalId, version, by }: Act, now: Date, defaultZone: Zone): May {
  const approval = findApproval(tx, approvalId)
  if (!approval) return refused(gone)
  const deciding = whoDecides(tx, approval, now, defaultZone)
  const why = whyNotNow(tx, by, deciding)
  if (why !== null) return refused(why)
  const standing = standingOf(approval, latestDecision(tx, approval.id))
  if (standing === 'deciding' || standing === 'stuck') {
    return refused(whatIsDecided(tx, approval, by, defaultZone) ?? gone)
  }
  if (!hasChangedSince(approval)) return refused('There is nothing left to judge here: the card shows how it stands.')
  return version === approval.version ? { approval, deciding } : refused(changedMeanwhile)
}

/** `isOnlyTheirs`: why they may not decide any more, but as the decision is theirs, they may take it back. */
type MayUnstick = { decisionId: number; isOnlyTheirs: string | null }

function mayUnstick(tx: Db, { approvalId, by }: Act, now: Date, defaultZone: Zone): MayUnstick | Refused {
  const approval = findApproval(tx, approvalId)
  const latest = approval && latestDecision(tx, approval.id)
  const isHeldUp = latest?.state === 'stuck' || (latest?.state === 'telling' && latest.problem !== null)
  if (!approval || !latest || !isHeldUp) return refused('It is on its way already, or settled. Look at the card.')
  const why = whyNotNow(tx, by, whoDecides(tx, approval, now, defaultZone))
  const { isGuest, isExternal, deactivatedAt } = getPerson(tx, by)
  const isTheirs = latest.personId === by && !isGuest && !isExternal && deactivatedAt === null
  return why !== null && !isTheirs ? refused(why) : { decisionId: latest.id, isOnlyTheirs: why }
}

/** What was decided already, for whoever comes second; null while nothing was. */
function whatIsDecided(tx: Db, approval: Approval, by: PersonId, defaultZone: Zone): string | null {
  const latest = latestDecision(tx, approval.id)
  const standing = standingOf(approval, latest)
  if (standing === 'open') return null
  if (standing === 'expired') return 'This has expired: nobody decided in time. Nothing was changed.'
  if (standing === 'gone')
    return `There is nothing to decide on any more: ${approval.closedBecause}. Nothing was changed.`
  if (latest === null) return gone
  const who = latest.personId === by ? 'You have' : `${nameOf(tx, latest.personId, latest.byName)} has`
  const when = longDate(localDateAt(latest.decidedAt, zoneOf(getPerson(tx, by), defaultZone)))
  const how = latest.isOutside ? ' with chant itself' : ''
  const words = `${who} ${latest.verdict} this already${how}, on ${when}.`
  return standing === 'stuck'
    ? `${words} It could not be written to chant yet; the card says why.`
    : `${words} Nothing was changed.`
}

function nameOf(tx: Db, personId: PersonId | null, byName: string): string {
  return personId === null ? byName : getPerson(tx, personId).name
}

/** Whoever voted may have lost the right to since. */
function mayStill(deciding: Deciding, personId: PersonId): boolean {
  if (deciding.mayNot === personId) return false
  return deciding.approvers.includes(personId) || (deciding.isFallbackNeeded && deciding.fallback.includes(personId))
}

function record(
  tx: Db,
  approval: Approval,
  deciding: Deciding,
  said: { verdict: Verdict; reason: string | null; kind: 'decision' | 'withdrawal' | 'second-thought' },
  { by }: Act,
  now: Date,
): { kind: 'deciding'; decisionId: number } {
  const decisionId = addDecision(tx, {
    approvalId: approval.id,
    version: approval.version,
    ...said,
    personId: by,
    byName: safeIdentity(getPerson(tx, by)).by,
    isOutside: false,
    decidedAt: now,
    state: 'telling',
    problem: null,
    commit: null,
    writtenAt: null,
  })
  tellChant(tx, decisionId, now)
  approvalChanged(tx, approval.id, [...deciding.approvers, by], now)
  return { kind: 'deciding', decisionId }
}

function tellChant(tx: Db, decisionId: number, now: Date, isExtra = false): void {
  enqueue(
    tx,
    { kind: 'tell-chant', args: { decisionId, ...(isExtra && { isExtra }) }, runAt: now, priority: priorities.answer },
    now,
  )
}

function problemWith(text: string | null, field: string, missing: string): Invalid | null {
  // Blank to the eye is blank, whatever invisible characters it is made of.
  if (text === null || !/[^\s\p{Cc}\p{Cf}]/u.test(text)) return { kind: 'invalid', errors: { [field]: missing } }
  const length = Array.from(text).length
  if (length <= longestReason) return null
  const tooLong = `That is ${length} characters; ${longestReason} fit. Shorten it, or put the rest into the thread.`
  return { kind: 'invalid', errors: { [field]: tooLong } }
}
