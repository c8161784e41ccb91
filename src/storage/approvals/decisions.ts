import { and, asc, desc, eq, gt, lte, ne } from 'drizzle-orm'
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
