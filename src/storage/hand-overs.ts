import { and, desc, eq, inArray, isNull } from 'drizzle-orm'
import type { KeyResultId, PersonId } from '../domain/ids.ts'
import type { Db } from '../platform/db.ts'
import { handOvers } from './tables/check-ins.ts'

/** A key result offered to somebody. `answer` null: they have not said yet, and nothing has changed hands. */
export type HandOver = typeof handOvers.$inferSelect

export type HandOverAnswer = NonNullable<HandOver['answer']>

export function findHandOver(db: Db, id: number): HandOver | null {
  return db.select().from(handOvers).where(eq(handOvers.id, id)).get() ?? null
}

/** The offer somebody still has to answer, if there is one. */
export function findOpenHandOver(db: Db, keyResultId: KeyResultId): HandOver | null {
  const open = and(eq(handOvers.keyResultId, keyResultId), isNull(handOvers.answer))
  return db.select().from(handOvers).where(open).get() ?? null
}

/** Every offer of a key result, newest first. */
export function listHandOvers(db: Db, keyResultId: KeyResultId): HandOver[] {
  const rows = db.select().from(handOvers).where(eq(handOvers.keyResultId, keyResultId))
  return rows.orderBy(desc(handOvers.offeredAt), desc(handOvers.id)).all()
}

/** What is offered to somebody and waits for their answer, oldest first. */
export function listHandOversTo(db: Db, personId: PersonId): HandOver[] {
  const waiting = and(eq(handOvers.toId, personId), isNull(handOvers.answer))
  return db.select().from(handOvers).where(waiting).orderBy(handOvers.offeredAt, handOvers.id).all()
}

/** Records an offer; there must be no open one. Returns its id. */
export function addHandOver(tx: Db, offer: Omit<HandOver, 'id' | 'answer' | 'answeredAt'>): number {
  return tx.insert(handOvers).values(offer).returning({ id: handOvers.id }).get().id
}

/** Records what became of it; the first answer stands. */
export function answerHandOver(tx: Db, id: number, answer: HandOverAnswer, now: Date): void {
  tx.update(handOvers)
    .set({ answer, answeredAt: now })
    .where(and(eq(handOvers.id, id), isNull(handOvers.answer)))
    .run()
}

/** Every change of hands of these key results, oldest first. */
export function listAcceptedHandOvers(db: Db, keyResultIds: readonly KeyResultId[]): HandOver[] {
  return db
    .select()
    .from(handOvers)
    .where(and(inArray(handOvers.keyResultId, [...keyResultIds]), eq(handOvers.answer, 'accepted')))
    .orderBy(handOvers.answeredAt, handOvers.id)
    .all()
}
