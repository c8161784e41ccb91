import { and, eq, max } from 'drizzle-orm'
import type { KeyResultId, PersonId } from '../domain/ids.ts'
import type { Week } from '../domain/weeks.ts'
import type { Db } from '../platform/db.ts'
import { requestItems, requests } from './tables/check-ins.ts'

export type Request = typeof requests.$inferSelect
export type RequestItem = typeof requestItems.$inferSelect

/** Records what became of an owner's week. Null when it was recorded before: the first record stands. */
export function addRequest(db: Db, request: Omit<Request, 'id' | 'page'>): number | null {
  const row = db.insert(requests).values(request).onConflictDoNothing().returning({ id: requests.id }).get()
  return row?.id ?? null
}

export function getRequest(db: Db, id: number): Request | null {
  return db.select().from(requests).where(eq(requests.id, id)).get() ?? null
}

export function findRequest(db: Db, personId: PersonId, week: Week): Request | null {
  return (
    db
      .select()
      .from(requests)
      .where(and(eq(requests.personId, personId), eq(requests.week, week)))
      .get() ?? null
  )
}

export function listRequestsOfWeek(db: Db, week: Week): Request[] {
  return db.select().from(requests).where(eq(requests.week, week)).all()
}

/** What every owner's week became, for all weeks. */
export function listRecordedOutcomes(db: Db): Pick<Request, 'personId' | 'week' | 'outcome'>[] {
  return db.select({ personId: requests.personId, week: requests.week, outcome: requests.outcome }).from(requests).all()
}

export function changeRequest(db: Db, id: number, change: Partial<Omit<Request, 'id'>>): void {
  db.update(requests).set(change).where(eq(requests.id, id)).run()
}

export function addRequestItem(
  db: Db,
  item: { requestId: number; keyResultId: KeyResultId; onBehalfOf?: PersonId | null },
): void {
  db.insert(requestItems).values(item).onConflictDoNothing().run()
}

/** In the order in which they were asked for. */
export function listRequestItems(db: Db, requestId: number): RequestItem[] {
  return db.select().from(requestItems).where(eq(requestItems.requestId, requestId)).all()
}

/** Every request of a week that asks for this key result; more than one after a hand-over. */
export function listRequestsFor(db: Db, keyResultId: KeyResultId, week: Week): Request[] {
  return db
    .select({ request: requests })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(and(eq(requestItems.keyResultId, keyResultId), eq(requests.week, week)))
    .all()
    .map(({ request }) => request)
}

/** The newest week in which anybody was asked for this key result; null when nobody ever was. */
export function newestRequestWeek(db: Db, keyResultId: KeyResultId): Week | null {
  const found = db
    .select({ week: max(requests.week) })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(eq(requestItems.keyResultId, keyResultId))
    .get()
  return found?.week ?? null
}
