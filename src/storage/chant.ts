import { and, asc, eq, isNull, lt, ne, sql } from 'drizzle-orm'
import type { ReadingCursor, RepositoryNote } from '../domain/chant-reading.ts'
import type { Db } from '../platform/db.ts'
import { chantEvents, chantRepositories, chantSpecs } from './tables/chant.ts'

/** How many rows are written at once: few enough for SQLite's parameters, and for everything else that waits. */
export const rowsAtOnce = 500

export interface KnownRepository {
  name: string
  cursor: ReadingCursor | null
  readings: number
  readAt: Date | null
  notes: readonly RepositoryNote[]
  problem: string | null
}

export function findRepository(db: Db, name: string): KnownRepository | null {
  return db.select().from(chantRepositories).where(eq(chantRepositories.name, name)).get() ?? null
}

export function listRepositories(db: Db): KnownRepository[] {
  return db.select().from(chantRepositories).orderBy(asc(chantRepositories.name)).all()
}

/** Counts one more reading of a repository, which is new when it was never read; returns its number. */
export function beginReading(db: Db, name: string): number {
  const row = db
    .insert(chantRepositories)
    .values({ name, readings: 1, notes: [] })
    .onConflictDoUpdate({ target: chantRepositories.name, set: { readings: sql`${chantRepositories.readings} + 1` } })
    .returning({ readings: chantRepositories.readings })
    .get()
  return row.readings
}

export function endReading(
  db: Db,
  name: string,
  { cursor, notes }: { cursor: ReadingCursor; notes: RepositoryNote[] },
  now: Date,
): void {
  const set = { cursor, notes, readAt: now, problem: null }
  db.update(chantRepositories).set(set).where(eq(chantRepositories.name, name)).run()
}

export function failReading(db: Db, name: string, problem: string): void {
  db.insert(chantRepositories)
    .values({ name, notes: [], problem })
    .onConflictDoUpdate({ target: chantRepositories.name, set: { problem } })
    .run()
}

/** After a reading of everything: what it did not find is gone. */
export function loseUnfound(db: Db, repository: string, reading: number, now: Date): void {
  db.delete(chantSpecs)
    .where(and(eq(chantSpecs.repository, repository), lt(chantSpecs.reading, reading)))
    .run()
  const isUnfound = and(lt(chantEvents.reading, reading), ne(chantEvents.commit, ''), isNull(chantEvents.goneAt))
  db.update(chantEvents)
    .set({ goneAt: now })
    .where(and(eq(chantEvents.repository, repository), isUnfound))
    .run()
}
