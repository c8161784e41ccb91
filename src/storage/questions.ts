import { and, eq, isNull } from 'drizzle-orm'
import type { PersonId } from '../domain/ids.ts'
import type { Db } from '../platform/db.ts'
import { checkIns, questions } from './tables/check-ins.ts'

/** What a lead asked about an answer, and what came back. */
export type Question = typeof questions.$inferSelect

export function addQuestion(
  db: Db,
  question: Pick<Question, 'checkInId' | 'summaryId' | 'askedBy' | 'askedOf' | 'text' | 'askedAt'>,
): number {
  return db.insert(questions).values(question).returning({ id: questions.id }).get().id
}

export function getQuestion(db: Db, id: number): Question | null {
  return db.select().from(questions).where(eq(questions.id, id)).get() ?? null
}

/** The questions asked from one summary, oldest first. */
export function listQuestions(db: Db, summaryId: number): Question[] {
  return db.select().from(questions).where(eq(questions.summaryId, summaryId)).orderBy(questions.id).all()
}

/** What somebody was asked about an answer of theirs and has not replied to, oldest first. */
export function listOpenQuestionsTo(db: Db, personId: PersonId): Question[] {
  const waiting = and(eq(questions.askedOf, personId), isNull(questions.reply))
  return db.select().from(questions).where(waiting).orderBy(questions.id).all()
}

/** Keeps what somebody replied. False when a reply stands already. */
export function saveReply(db: Db, id: number, reply: string, by: PersonId, now: Date): boolean {
  const { changes } = db
    .update(questions)
    .set({ reply, repliedBy: by, repliedAt: now })
    .where(and(eq(questions.id, id), isNull(questions.reply)))
    .run()
  return changes === 1
}

/** Which key result and week a check-in is of; that it is missing is a bug. */
export function checkInOf(db: Db, checkInId: number): { keyResultId: string; week: string } {
  const row = db.select().from(checkIns).where(eq(checkIns.id, checkInId)).get()
  if (!row) throw new Error(`no check-in ${checkInId}`)
  return row
}
