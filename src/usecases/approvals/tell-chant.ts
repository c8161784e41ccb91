import type { Decision } from '../../domain/approvals.ts'
import type { ChantWriter, DecisionOrder, DecisionWritten } from '../../domain/chant-writing.ts'
import type { Zone } from '../../domain/local-time.ts'
import { safeIdentity } from '../../domain/safe-identity.ts'
import type { Settlement } from '../../durable/claim.ts'
import type { Clock } from '../../platform/clock.ts'
import { type Db, transact } from '../../platform/db.ts'
import { createLanes } from '../../platform/lanes.ts'
import { changeApproval, getApproval } from '../../storage/approvals/approvals.ts'
import { changeDecision, findDecision, listDecisions } from '../../storage/approvals/decisions.ts'
import { getPerson } from '../../storage/people.ts'
import { approvalChanged, tell } from './approval-messages.ts'
import { discussionChanged } from './keep-discussion.ts'
import { settled } from './settle-decision.ts'

export interface TellingOptions {
  db: Db
  clock: Clock
  defaultZone: Zone
  writer: ChantWriter
  /** Reads that repository again: what was written shows at once. */
  readAgain: (repository: string) => Promise<void>
}

/** So long a decision is tried by itself before it waits for a person. */
const patienceMs = 24 * 3_600_000
const firstDelayMs = 15_000
const longestDelayMs = 15 * 60_000

/** Tells chant of decisions; several tries of one decision follow each other. */
export function createTeller(
  options: TellingOptions,
): (told: { decisionId: number; isExtra?: boolean | undefined }) => Promise<Settlement> {
  const inTurn = createLanes<number>()
  return ({ decisionId, isExtra = false }) =>
    inTurn(decisionId, async () => {
      const next = await tellChant(options, decisionId)
      // Asked for out of turn: the job that waits for its turn goes on, and one is enough.
      return isExtra && next.kind === 'snooze' ? done : next
    })
}

/**
 * Has chant write a recorded decision, and records what came of it. The card says *decided* only after it was verified
 * in HEAD (and pushed, where the app works in a clone). It may run twice for one decision: the writer finds what it did.
 */
async function tellChant(options: TellingOptions, decisionId: number): Promise<Settlement> {
  const { db, clock, writer } = options
  const decision = findDecision(db, decisionId)
  if (decision?.state !== 'telling') return { kind: 'done' }
  const missing = await writer.problem()
  const outcome: DecisionWritten = missing
    ? { kind: 'later', problem: missing }
    : await writer.decide(orderOf(db, decision)).catch((error: unknown) => {
        // A bug: the job is tried again, and its card does not wait in silence.
        transact(db, (tx) => holdUp(tx, decision, 'Something went wrong that I do not understand.', clock.now()))
        throw error
      })
  const now = clock.now()
  const next = transact(db, (tx) => {
    // Taken back, or told by another run, while chant was at work.
    if (findDecision(tx, decisionId)?.state !== 'telling' && outcome.kind !== 'written') return done
    return keep(options, tx, decision, outcome, now)
  })
  // What stands there is not what we knew, or was just written: it is looked at now and not at the next turn.
  if (outcome.kind !== 'later') {
    await options.readAgain(getApproval(db, decision.approvalId).repository)
  }
  return next
}

const done: Settlement = { kind: 'done' }

function orderOf(db: Db, decision: Decision): DecisionOrder {
  const { repository, specId, seen, fingerprint } = getApproval(db, decision.approvalId)
  const { verdict, byName, reason, decidedAt, personId } = decision
  const author = personId === null ? { name: byName, email: '' } : safeIdentity(getPerson(db, personId)).author
  return { repository, specId, verdict, by: byName, author, reason, decidedAt, expected: seen, fingerprint }
}

function keep(
  { defaultZone }: TellingOptions,
  tx: Db,
  decision: Decision,
  outcome: DecisionWritten,
  now: Date,
): Settlement {
  const { id, approvalId, verdict, byName } = decision
  const approval = getApproval(tx, approvalId)
  switch (outcome.kind) {
    case 'written': {
      const problem = outcome.remarks.length > 0 ? outcome.remarks.join(' ') : null
      if (isWrittenAlready(tx, decision, outcome.commit)) {
        changeDecision(tx, id, { state: 'void' })
        return done
      }
      voidOthers(tx, decision, now)
      changeDecision(tx, id, { state: 'written', problem, commit: outcome.commit, writtenAt: now })
      const required = approval.seen?.required ?? false
      changeApproval(tx, approvalId, { seen: { required, status: verdict, by: byName, at: outcome.at } })
      settled(tx, id, now, defaultZone)
      discussionChanged(tx, approvalId, now)
      return done
    }
    case 'overtaken': {
      // Who decided, and why, is taken over by the look at the repository that follows.
      const { by, status } = outcome.approval
      changeDecision(tx, id, { state: 'void' })
      const why = `${by ?? 'Somebody'} ${status} it with chant itself first`
      tell(tx, approval, { kind: 'void', decisionId: id, why }, now, decision.personId)
      approvalChanged(tx, approvalId, decision.personId ? [decision.personId] : [], now)
      return done
    }
    case 'changed':
      changeDecision(tx, id, { state: 'void' })
      tell(tx, approval, { kind: 'void', decisionId: id, why: changedWhy }, now, decision.personId)
      approvalChanged(tx, approvalId, decision.personId ? [decision.personId] : [], now)
      return done
    case 'later': {
      const waitedMs = now.getTime() - decision.decidedAt.getTime()
      const isOver = waitedMs > patienceMs
      if (isOver) changeDecision(tx, id, { state: 'stuck' })
      holdUp(tx, decision, outcome.problem, now)
      const delayMs = Math.min(longestDelayMs, Math.max(firstDelayMs, waitedMs))
      return isOver ? done : { kind: 'snooze', until: new Date(now.getTime() + delayMs), problem: outcome.problem }
    }
    case 'refused':
      changeDecision(tx, id, { state: 'stuck', problem: outcome.problem })
      approvalChanged(tx, approvalId, [], now)
      return done
  }
}

function holdUp(tx: Db, { id, approvalId }: Decision, problem: string, now: Date): void {
  changeDecision(tx, id, { problem })
  approvalChanged(tx, approvalId, [], now)
}

/** Taken back and made again while chant was at work: both find the same commit, and it is one decision. */
function isWrittenAlready(tx: Db, { id, approvalId }: Decision, commit: string): boolean {
  return listDecisions(tx, approvalId).some((one) => one.id !== id && one.state === 'written' && one.commit === commit)
}

/** Taken back while chant was writing it, and decided otherwise since: chant has this one, so the other has no effect. */
function voidOthers(tx: Db, { id, approvalId }: Decision, now: Date): void {
  for (const other of listDecisions(tx, approvalId)) {
    if (other.id === id || (other.state !== 'telling' && other.state !== 'stuck')) continue
    changeDecision(tx, other.id, { state: 'void' })
    const why = 'the decision before it was written to chant after all'
    tell(tx, getApproval(tx, approvalId), { kind: 'void', decisionId: other.id, why }, now, other.personId)
  }
}

const changedWhy = 'the findings changed before chant had it'
