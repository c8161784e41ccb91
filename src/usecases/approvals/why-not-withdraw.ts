import { type Approval, standingOf } from '../../domain/approvals.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { findNextRound } from '../../storage/approvals/approvals.ts'
import { latestDecision } from '../../storage/approvals/decisions.ts'
import { listDepending, listSpecsById } from '../../storage/chant-specs.ts'
import { getPerson } from '../../storage/people.ts'
import { driversFollowing } from './follow-work.ts'

/**
 * Why a decision cannot be taken back by somebody, in a sentence; null when it can: by whoever made it, in Slack, as
 * long as nothing that depends on it has begun.
 */
export function whyNotWithdraw(db: Db, approval: Approval | null, by: PersonId): string | null {
  if (approval === null) return 'This approval is gone. Nothing was changed.'
  const latest = latestDecision(db, approval.id)
  const standing = standingOf(approval, latest)
  if (latest === null || (standing !== 'approved' && standing !== 'rejected')) {
    return standing === 'deciding' || standing === 'stuck'
      ? 'It is still being written to chant. Wait until the card says it is decided.'
      : 'Nothing was decided here. Nothing was changed.'
  }
  const { deactivatedAt } = getPerson(db, by)
  if (latest.personId !== by || latest.isOutside || deactivatedAt !== null) {
    const name = latest.personId === null ? latest.byName : getPerson(db, latest.personId).name
    const where = latest.isOutside ? ' with chant itself: take it back there.' : ', and only they can take it back.'
    return `${name} decided this${where} Nothing was changed.`
  }
  return whyTooLate(db, approval)
}

/** What has begun that depends on the decision, in a sentence; null while nothing has. */
export function whyTooLate(db: Db, approval: Approval): string | null {
  const { repository, specId, outcome } = approval
  const next = findNextRound(db, approval)
  if (next) return `Round ${next.round} is open already. Decide there. Nothing was changed.`
  if (outcome !== 'approved') return null
  const begun = driversFollowing(db, repository, specId).filter(({ hasBegun }) => hasBegun)
  if (begun[0]) return `Work that depends on it has begun (${begun[0].specId}). Stop that first. Nothing was changed.`
  const [spec] = listSpecsById(db, repository, [specId])
  const depending = listDepending(db, repository, [specId]).find(
    ({ archived, status }) => !archived && !['pending', 'blocked', 'cancelled', 'ready'].includes(status),
  )
  if (depending) return `Work that depends on it has begun (${depending.id}). Stop that first. Nothing was changed.`
  const isReleased = approval.kind === 'release' && spec && !['pending', 'blocked', 'ready'].includes(spec.status)
  return isReleased && spec.status !== 'completed'
    ? 'Work on it has begun. Stop that first. Nothing was changed.'
    : null
}
