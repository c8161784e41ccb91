import { and, asc, desc, eq, gt, gte, isNull, lte, or, sql } from 'drizzle-orm'
import type { Approval, ApprovalId, ApprovalOutcome } from '../../domain/approvals.ts'
import type { SpecApproval, SpecId } from '../../domain/specs.ts'
import type { Db } from '../../platform/db.ts'
import { approvalDecisions, approvals, type SeenApproval } from '../tables/approvals.ts'

export function findApproval(db: Db, id: ApprovalId): Approval | null {
  const row = db.select().from(approvals).where(eq(approvals.id, id)).get()
  return row ? toApproval(row) : null
}

/** The approval with this row number, which came from our own tables: that it is missing is a bug. */
export function getApproval(db: Db, id: ApprovalId): Approval {
  const approval = findApproval(db, id)
  if (!approval) throw new Error(`no approval ${id}`)
  return approval
}

/** The last round of every spec of a repository that ever had one. */
export function latestRounds(db: Db, repository: string): Map<SpecId, Approval> {
  const rows = db
    .select()
    .from(approvals)
    .where(eq(approvals.repository, repository))
    .orderBy(asc(approvals.round), asc(approvals.id))
    .all()
  return new Map(rows.map((row) => [row.specId, toApproval(row)]))
}

/** The last round of one spec; null when it never had one. */
export function latestRound(db: Db, repository: string, specId: SpecId): Approval | null {
  const row = db
    .select()
    .from(approvals)
    .where(and(eq(approvals.repository, repository), eq(approvals.specId, specId)))
    .orderBy(desc(approvals.round))
    .get()
  return row ? toApproval(row) : null
}

/** The round that came after this one, of the same spec or of one that was informed by its discussion; null when none did. */
export function findNextRound(db: Db, { id, repository }: Pick<Approval, 'id' | 'repository'>): Approval | null {
  const of = and(eq(approvals.repository, repository), eq(approvals.follows, id))
  const row = db.select().from(approvals).where(of).orderBy(asc(approvals.id)).get()
  return row ? toApproval(row) : null
}

/** All rounds of a spec, first to last. */
export function listRounds(db: Db, repository: string, specId: SpecId): Approval[] {
  return db
    .select()
    .from(approvals)
    .where(and(eq(approvals.repository, repository), eq(approvals.specId, specId)))
    .orderBy(asc(approvals.round))
    .all()
    .map(toApproval)
}

/** What nobody has decided on, longest waiting first. */
export function listOpenApprovals(db: Db): Approval[] {
  return db
    .select()
    .from(approvals)
    .where(isNull(approvals.closedAt))
    .orderBy(asc(approvals.openedAt), asc(approvals.id))
    .all()
    .map(toApproval)
}

/** What somebody has to do something about: open, or with a decision on its way; longest waiting first. */
export function listUnsettledApprovals(db: Db): Approval[] {
  const onItsWay = sql`${approvals.id} in (select approval_id from ${approvalDecisions} where state in ('telling', 'stuck'))`
  return db
    .select()
    .from(approvals)
    .where(or(isNull(approvals.closedAt), onItsWay))
    .orderBy(asc(approvals.openedAt), asc(approvals.id))
    .all()
    .map(toApproval)
}

/** What was approved since, newest first. */
export function listApprovedSince(db: Db, since: Date): Approval[] {
  return db
    .select()
    .from(approvals)
    .where(and(eq(approvals.outcome, 'approved'), gte(approvals.closedAt, since)))
    .orderBy(desc(approvals.closedAt), desc(approvals.id))
    .all()
    .map(toApproval)
}

/** What was open at an instant, longest waiting first. */
export function listOpenAt(db: Db, at: Date): Approval[] {
  return db
    .select()
    .from(approvals)
    .where(and(lte(approvals.openedAt, at), or(isNull(approvals.closedAt), gt(approvals.closedAt, at))))
    .orderBy(asc(approvals.openedAt), asc(approvals.id))
    .all()
    .map(toApproval)
}

/** Every approval, newest first. */
export function listApprovals(db: Db): Approval[] {
  return db.select().from(approvals).orderBy(desc(approvals.openedAt), desc(approvals.id)).all().map(toApproval)
}

export function addApproval(tx: Db, approval: Omit<Approval, 'id'>): ApprovalId {
  const values = { ...approval, seen: toSeen(approval.seen) }
  return tx.insert(approvals).values(values).returning({ id: approvals.id }).get().id
}

export type ApprovalChange = Partial<
  Pick<Approval, 'version' | 'fingerprint' | 'settledVersion' | 'seen' | 'title' | 'kind' | 'channel' | 'askedId'>
>

export function changeApproval(tx: Db, id: ApprovalId, { seen, ...change }: ApprovalChange): void {
  const values = { ...change, ...(seen !== undefined && { seen: toSeen(seen) }) }
  tx.update(approvals).set(values).where(eq(approvals.id, id)).run()
}

/** Ends it, or ends it otherwise: a decision may be taken back. */
export function closeApproval(
  tx: Db,
  id: ApprovalId,
  { outcome, because = null }: { outcome: ApprovalOutcome; because?: string | null },
  now: Date,
): void {
  tx.update(approvals).set({ outcome, closedAt: now, closedBecause: because }).where(eq(approvals.id, id)).run()
}

function toSeen(seen: SpecApproval | null): SeenApproval | null {
  return seen && { ...seen, at: seen.at?.toISOString() ?? null }
}

function toApproval({ seen, ...row }: typeof approvals.$inferSelect): Approval {
  return { ...row, seen: seen && { ...seen, at: seen.at === null ? null : new Date(seen.at) } }
}
