import { eq } from 'drizzle-orm'
import type { Db } from '../platform/db.ts'
import { crossings } from './tables/kpis.ts'

export type Crossing = typeof crossings.$inferSelect

/** Records a crossing; null when that date's was recorded before. */
export function addCrossing(db: Db, crossing: Omit<Crossing, 'id'>): number | null {
  const row = db.insert(crossings).values(crossing).onConflictDoNothing().returning({ id: crossings.id }).get()
  return row?.id ?? null
}

export function getCrossing(db: Db, id: number): Crossing | null {
  return db.select().from(crossings).where(eq(crossings.id, id)).get() ?? null
}
