import { and, eq, gte, lt, sql } from 'drizzle-orm'
import type { Notice } from '../domain/notices.ts'
import type { Db } from '../platform/db.ts'
import { among, listed, prepared } from '../platform/prepared.ts'
import { deliveries } from './tables/deliveries.ts'

export type Delivery = typeof deliveries.$inferSelect

export interface NewDelivery {
  key: string
  mark: string
  notice: Notice
  personId?: number
  channel?: string
  threadOf?: string
}

/** Records that a message is owed. False when that occasion already has its row. */
export function addDelivery(db: Db, delivery: NewDelivery, now: Date): boolean {
  const { changes } = db
    .insert(deliveries)
    .values({ ...delivery, state: 'waiting', createdAt: now })
    .onConflictDoNothing()
    .run()
  return changes === 1
}

export function getDelivery(db: Db, key: string): Delivery | undefined {
  return byKey(db).get({ key })
}

/** What was owed in the thread of a delivery before another one of it, in that order. */
export function listThread(db: Db, threadOf: string, before: string): Delivery[] {
  const isEarlier = sql`rowid < (select rowid from ${deliveries} where ${deliveries.key} = ${before})`
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.threadOf, threadOf), isEarlier))
    .orderBy(sql`rowid`)
    .all()
}

/** The delivery whose message stands there: from a click back to what it was about. */
export function findDeliveryByMessage(db: Db, channelId: string, ts: string): Delivery | undefined {
  return db
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.channelId, channelId), eq(deliveries.ts, ts)))
    .get()
}

export function changeDelivery(db: Db, key: string, change: Partial<Omit<Delivery, 'key' | 'createdAt'>>): void {
  db.update(deliveries).set(change).where(eq(deliveries.key, key)).run()
}

/** Those of `keys` that are owed or were sent, by key. */
export function deliveriesByKey(db: Db, keys: readonly string[]): Map<string, Delivery> {
  const rows = byKeys(db).all({ ids: listed(keys) })
  return new Map(rows.map((row) => [row.key, row]))
}

/** The keys of all deliveries that begin so: `leaver:3:`. */
export function deliveryKeysFrom(db: Db, prefix: string): string[] {
  const rows = db
    .select({ key: deliveries.key })
    .from(deliveries)
    .where(and(gte(deliveries.key, prefix), lt(deliveries.key, `${prefix}\uffff`)))
    .orderBy(deliveries.key)
    .all()
  return rows.map(({ key }) => key)
}

const byKey = prepared((db) =>
  db
    .select()
    .from(deliveries)
    .where(eq(deliveries.key, sql.placeholder('key')))
    .prepare(),
)

const byKeys = prepared((db) => db.select().from(deliveries).where(among(deliveries.key)).prepare())
