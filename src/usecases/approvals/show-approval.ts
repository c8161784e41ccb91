import {
  type Approval,
  type ApprovalId,
  type Decision,
  hasChangedSince,
  type Standing,
  standingOf,
} from '../../domain/approvals.ts'
import { compareContents } from '../../domain/findings/compare.ts'
import type { FindingContent } from '../../domain/findings/content.ts'
import { differenceInWords } from '../../domain/findings/difference-in-words.ts'
import { isLong } from '../../domain/findings/parts.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import type { Db } from '../../platform/db.ts'
import { findApproval, findNextRound, getApproval } from '../../storage/approvals/approvals.ts'
import { chantProblem } from '../../storage/approvals/chant-program.ts'
import { getContent } from '../../storage/approvals/contents.ts'
import { latestDecision, listVotes } from '../../storage/approvals/decisions.ts'
import { listRepositories } from '../../storage/chant.ts'
import { findSpec } from '../../storage/chant-specs.ts'
import { getPerson, peopleById } from '../../storage/people.ts'
import { answersAsOf } from '../../storage/report-facts.ts'
import { measure } from '../check-ins/measured.ts'
import { linkToMessage } from '../link-to-message.ts'
import { driversFollowing } from './afterwards/follow-work.ts'
import { whyNoDriver } from './afterwards/why-no-driver.ts'
import { cardKey } from './approval-messages.ts'
import { keyResultsConcerned } from './deciders/concerned.ts'
import { whoDecides } from './deciders/who-decides.ts'
import type { ApprovalShown, DecisionShown, EarlierRound } from './shown.ts'
import { whyTooLate } from './why-not-withdraw.ts'

/** An approval as its card shows it now. Throws when there is none: a bug. */
export function showApproval(db: Db, approvalId: ApprovalId, now: Date, defaultZone: Zone): ApprovalShown {
  const approval = getApproval(db, approvalId)
  const { repository, specId, kind, round, version, title } = approval
  const latest = latestDecision(db, approvalId)
  const standing = standingOf(approval, latest)
  const content = getContent(db, approvalId, version)
  const spec = findSpec(db, repository, specId)
  const drivers = driversFollowing(db, repository, specId)
  const who = whoDecides(db, approval, now, defaultZone).shown
  // To take a rejection back is to approve, which one alone cannot where several have to.
  const isOneOnesToTakeBack = latest?.isOutside === false && (standing === 'approved' || who.quorum === 1)
  const isSettled = standing === 'approved' || standing === 'rejected'
  return {
    id: approvalId,
    kind,
    round,
    version,
    repository,
    isOneOfSeveral: listRepositories(db).length > 1,
    specId,
    title,
    content,
    isInThread: isLong(content),
    criteria: spec?.criteria ?? { checked: 0, total: 0 },
    informedBy: spec?.informedBy ?? [],
    keyResults: keyResultsConcerned(db, repository, specId).map((one) => keyResultShown(db, one, now, defaultZone)),
    who,
    openedAt: approval.openedAt,
    expiresAt: approval.expiresAt,
    standing,
    closedBecause: approval.closedBecause,
    decision: latest && showDecision(db, latest),
    votes: votersOf(db, approval),
    changes: standing === 'open' ? version - 1 : 0,
    hasChangedSince: standing === 'approved' && hasChangedSince(approval),
    earlier: earlierRounds(db, approval),
    difference: differenceSince(db, approval, content),
    next: nextRound(db, approval),
    chantProblem: chantProblem(db),
    drivers,
    wantsDriver: wantsDriver(db, approval, standing),
    canBeWithdrawn: isSettled && isOneOnesToTakeBack && whyTooLate(db, approval) === null,
  }
}

export function showDecision(db: Db, decision: Decision): DecisionShown {
  const { id, verdict, kind, personId, byName, decidedAt, reason, isOutside, problem, commit } = decision
  const person = personId === null ? null : getPerson(db, personId)
  return {
    id,
    verdict,
    kind,
    byName: person?.name ?? byName,
    bySlackId: person?.slackId ?? null,
    at: decidedAt,
    reason,
    isOutside,
    problem,
    commit,
  }
}

/** An approved finding leads to work: somebody makes a driver spec of it. */
export function wantsDriver(db: Db, approval: Approval, standing: Standing): boolean {
  return approval.kind === 'finding' && standing === 'approved' && whyNoDriver(db, approval) === null
}

/** Who said yes to what stands there now, by name. */
export function votersOf(db: Db, { id, version }: Pick<Approval, 'id' | 'version'>): string[] {
  const votes = listVotes(db, id, version)
  const people = peopleById(
    db,
    votes.map(({ personId }) => personId),
  )
  return votes.flatMap(({ personId }) => people.get(personId)?.name ?? [])
}

function keyResultShown(
  db: Db,
  keyResult: KeyResult,
  now: Date,
  defaultZone: Zone,
): ApprovalShown['keyResults'][number] {
  const { progress } = measure(db, keyResult, localDateAt(now, defaultZone))
  const said = answersAsOf(db, [keyResult.id], now).get(keyResult.id)
  return { id: keyResult.id, title: keyResult.title, progress, confidence: said?.confidence ?? null }
}

/** The rounds before this one, of the same spec and of those it follows. */
function earlierRounds(db: Db, approval: Approval): EarlierRound[] {
  const earlier: EarlierRound[] = []
  for (let id = approval.follows; id !== null; ) {
    const one = findApproval(db, id)
    if (!one) break
    const latest = latestDecision(db, one.id)
    const decision = latest && showDecision(db, latest)
    earlier.unshift({
      round: one.round,
      outcome: standingOf(one, latest),
      byName: decision?.byName ?? null,
      at: decision?.at ?? one.closedAt,
      reason: decision?.reason ?? one.closedBecause,
      link: linkToMessage(db, cardKey(one.id)),
    })
    id = one.follows
  }
  return earlier
}

/** What is different since the round before. */
function differenceSince(db: Db, { follows }: Approval, content: FindingContent): string | null {
  const before = follows === null ? null : findApproval(db, follows)
  if (!before) return null
  return differenceInWords(compareContents(getContent(db, before.id, before.settledVersion ?? before.version), content))
}

function nextRound(db: Db, approval: Approval): ApprovalShown['next'] {
  const next = findNextRound(db, approval)
  return next ? { round: next.round, link: linkToMessage(db, cardKey(next.id)) } : null
}
