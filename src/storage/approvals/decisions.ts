import { and, asc, desc, eq, gt, lte, ne, sql } from 'drizzle-orm'
import type { ApprovalId, Decision } from '../../domain/approvals.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { approvalDecisions, approvalVotes } from '../tables/approvals.ts'

export function findDecision(db: Db, id: number): Decision | null {
  return db.select().from(approvalDecisions).where(eq(approvalDecisions.id, id)).get() ?? null
}

/** Everything that was decided on it, in order, what had no effect included. */
export function listDecisions(db: Db, approvalId: ApprovalId): Decision[] {
  return db
    .select()
    .from(approvalDecisions)
    .where(eq(approvalDecisions.approvalId, approvalId))
    .orderBy(asc(approvalDecisions.number))
    .all()
}

/** Decisions that were found in chant after `after`, up to `until`, in that order. */
export function listDecisionsWritten(db: Db, after: Date, until: Date): Decision[] {
  return db
    .select()
    .from(approvalDecisions)
    .where(
      and(
        eq(approvalDecisions.state, 'written'),
        gt(approvalDecisions.writtenAt, after),
        lte(approvalDecisions.writtenAt, until),
      ),
    )
    .orderBy(asc(approvalDecisions.writtenAt), asc(approvalDecisions.id))
    .all()
}

/** The decision that counts: the last one that has an effect, or will. */
export function latestDecision(db: Db, approvalId: ApprovalId): Decision | null {
  const row = db
    .select()
    .from(approvalDecisions)
    .where(and(eq(approvalDecisions.approvalId, approvalId), ne(approvalDecisions.state, 'void')))
    .orderBy(desc(approvalDecisions.number))
    .get()
  return row ?? null
}

/** Records a decision; the database refuses a second one while the first is on its way. Returns its id. */
export function addDecision(tx: Db, decision: Omit<Decision, 'id' | 'number'>): number {
  const number = listDecisions(tx, decision.approvalId).length + 1
  return tx
    .insert(approvalDecisions)
    .values({ ...decision, number })
    .returning({ id: approvalDecisions.id })
    .get().id
}

export function changeDecision(
  tx: Db,
  id: number,
  change: Partial<Pick<Decision, 'state' | 'problem' | 'commit' | 'writtenAt'>>,
): void {
  tx.update(approvalDecisions).set(change).where(eq(approvalDecisions.id, id)).run()
}

/** Everything that was decided so far, as one text for each approval that has decisions: another text, something happened. */
export function decisionsSoFar(db: Db): Map<ApprovalId, string> {
  const rows = db.values<[number, string]>(sql`
    select approval_id, group_concat(id || state, ' ') from ${approvalDecisions} group by approval_id`)
  return new Map(rows)
}

/** The same for one approval. */
export function decisionsSoFarOf(db: Db, approvalId: ApprovalId): string | undefined {
  const rows = db.values<[string | null]>(sql`
    select group_concat(id || state, ' ') from ${approvalDecisions} where approval_id = ${approvalId}`)
  return rows[0]?.[0] ?? undefined
}

/** Who has said yes to this version, in order. */
export function listVotes(db: Db, approvalId: ApprovalId, version: number): { personId: PersonId; votedAt: Date }[] {
  return db
    .select({ personId: approvalVotes.personId, votedAt: approvalVotes.votedAt })
    .from(approvalVotes)
    .where(and(eq(approvalVotes.approvalId, approvalId), eq(approvalVotes.version, version)))
    .orderBy(asc(approvalVotes.votedAt), asc(approvalVotes.personId))
    .all()
}

/** False when this person had said so already. */
export function addVote(tx: Db, approvalId: ApprovalId, version: number, personId: PersonId, now: Date): boolean {
  const vote = { approvalId, version, personId, votedAt: now }
  return tx.insert(approvalVotes).values(vote).onConflictDoNothing().run().changes === 1
}

/** What somebody said who may not say it any more counts for nothing, and is not shown. */
export function removeVote(tx: Db, approvalId: ApprovalId, version: number, personId: PersonId): void {
  const theirs = and(
    eq(approvalVotes.approvalId, approvalId),
    eq(approvalVotes.version, version),
    eq(approvalVotes.personId, personId),
  )
  tx.delete(approvalVotes).where(theirs).run()
}
