import { and, eq, gte, inArray, max, sql } from 'drizzle-orm'
import type { KeyResultId, PersonId } from '../domain/ids.ts'
import type { Week } from '../domain/weeks.ts'
import type { Db } from '../platform/db.ts'
import { among, listed, prepared } from '../platform/prepared.ts'
import { requestItems, requests } from './tables/check-ins.ts'

export type Request = typeof requests.$inferSelect
export type RequestItem = typeof requestItems.$inferSelect

/** Records what became of an owner's week. Null when it was recorded before: the first record stands. */
export function addRequest(db: Db, request: Omit<Request, 'id' | 'page'>): number | null {
  const row = db.insert(requests).values(request).onConflictDoNothing().returning({ id: requests.id }).get()
  return row?.id ?? null
}

export function getRequest(db: Db, id: number): Request | null {
  return byId(db).get({ id }) ?? null
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

/** What every owner's week became, for all weeks. */
export function listRecordedOutcomes(db: Db): Pick<Request, 'personId' | 'week' | 'outcome'>[] {
  return outcomes(db).all()
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

/** A key result leaves a request, with the note that says why. */
export function dropRequestItem(tx: Db, requestId: number, keyResultId: KeyResultId, because: string, now: Date): void {
  tx.update(requestItems)
    .set({ droppedAt: now, droppedBecause: because })
    .where(and(eq(requestItems.requestId, requestId), eq(requestItems.keyResultId, keyResultId)))
    .run()
}

/** A key result that had left a request is part of it again, as the reader's own. */
export function takeBackRequestItem(tx: Db, requestId: number, keyResultId: KeyResultId): void {
  tx.update(requestItems)
    .set({ onBehalfOf: null, droppedAt: null, droppedBecause: null })
    .where(and(eq(requestItems.requestId, requestId), eq(requestItems.keyResultId, keyResultId)))
    .run()
}

export function listRequestItems(db: Db, requestId: number): RequestItem[] {
  return itemsOfRequest(db).all({ requestId })
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

/** Every request that was made in these weeks and later, oldest first. */
export function listRequestsSince(db: Db, since: Week): Request[] {
  return madeSince(db).all({ since })
}

/** What these requests cover, by request. */
export function listItemsOf(db: Db, requestIds: readonly number[]): Map<number, RequestItem[]> {
  const rows = itemsOf(db).all({ ids: listed(requestIds) })
  return Map.groupBy(rows, ({ requestId }) => requestId)
}

/** Every request that ever asked for one of these key results, with what it says of it; oldest week first. */
export function listRequestsAbout(
  db: Db,
  keyResultIds: readonly KeyResultId[],
): { request: Request; item: RequestItem }[] {
  return db
    .select({ request: requests, item: requestItems })
    .from(requestItems)
    .innerJoin(requests, eq(requests.id, requestItems.requestId))
    .where(inArray(requestItems.keyResultId, [...keyResultIds]))
    .orderBy(requests.week, requests.id)
    .all()
}

/** What became of every week of these people. */
export function listRequestsOfPeople(db: Db, personIds: readonly PersonId[]): Request[] {
  return db
    .select()
    .from(requests)
    .where(inArray(requests.personId, [...personIds]))
    .all()
}

/** Whether any of these key results was ever asked for. */
export function wasAskedFor(db: Db, keyResultIds: readonly KeyResultId[]): boolean {
  const found = db
    .select({ id: requestItems.requestId })
    .from(requestItems)
    .where(inArray(requestItems.keyResultId, [...keyResultIds]))
    .limit(1)
    .get()
  return found !== undefined
}

const byId = prepared((db) =>
  db
    .select()
    .from(requests)
    .where(eq(requests.id, sql.placeholder('id')))
    .prepare(),
)

const itemsOfRequest = prepared((db) =>
  db
    .select()
    .from(requestItems)
    .where(eq(requestItems.requestId, sql.placeholder('requestId')))
    .prepare(),
)

const outcomes = prepared((db) =>
  db.select({ personId: requests.personId, week: requests.week, outcome: requests.outcome }).from(requests).prepare(),
)

const madeSince = prepared((db) =>
  db
    .select()
    .from(requests)
    .where(gte(requests.week, sql.placeholder('since')))
    .orderBy(requests.week, requests.id)
    .prepare(),
)

const itemsOf = prepared((db) => db.select().from(requestItems).where(among(requestItems.requestId)).prepare())
