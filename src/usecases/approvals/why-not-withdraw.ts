import { type Approval, standingOf } from '../../domain/approvals.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { findNextRound } from '../../storage/approvals/approvals.ts'
import { latestDecision } from '../../storage/approvals/decisions.ts'
import { listDepending, listSpecsById } from '../../storage/chant-specs.ts'
import { getPerson } from '../../storage/people.ts'
import { driversFollowing } from './afterwards/follow-work.ts'
import { whoDecides, whyNotNow } from './deciders/who-decides.ts'

/**
 * Why a decision cannot be taken back by somebody, in a sentence; null when it can: by whoever made it, in Slack, as
 * long as they are still named and nothing that depends on it has begun. A rejection that is taken back is an approval:
 * for that they must be able to give one now, and alone.
 */
export function whyNotWithdraw(
  db: Db,
  approval: Approval | null,
  by: PersonId,
  now: Date,
  defaultZone: Zone,
): string | null {
  if (approval === null) return 'This approval is gone. Nothing was changed.'
  const latest = latestDecision(db, approval.id)
  const standing = standingOf(approval, latest)
  if (latest === null || (standing !== 'approved' && standing !== 'rejected')) {
    return standing === 'deciding' || standing === 'stuck'
      ? 'It is still being written to chant. Wait until the card says it is decided.'
      : 'Nothing was decided here. Nothing was changed.'
  }
  if (latest.personId !== by || latest.isOutside) {
    const name = latest.personId === null ? latest.byName : getPerson(db, latest.personId).name
    const where = latest.isOutside ? ' with chant itself: take it back there.' : ', and only they can take it back.'
    return `${name} decided this${where} Nothing was changed.`
  }
  const deciding = whoDecides(db, approval, now, defaultZone)
  const isApproval = latest.verdict === 'rejected'
  // Who stood in and was right to may take their approval back when the others are here again.
  const why = whyNotNow(db, by, isApproval ? deciding : { ...deciding, isFallbackNeeded: true })
  if (why !== null) return why
  if (isApproval && deciding.quorum > 1) {
    return `It takes ${deciding.quorum} people to approve, so one alone cannot take this rejection back. When the findings change, a new round opens.`
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
