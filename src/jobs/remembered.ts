import { sql } from 'drizzle-orm'
import type { Db } from '../platform/db.ts'

/**
 * Remembers what was computed from the database until it changed, or its instant has come; after a change it is at most
 * `forMs` old. The timetable asks several times a second, and the answer costs a look at everybody's calendar.
 */
export function remembered<T extends Date | boolean | null>(
  db: Db,
  forMs: number,
  compute: (now: Date) => T,
): (now: Date) => T {
  let held: { value: T; at: number; version: string } | null = null
  return (now) => {
    const isDue = held?.value instanceof Date && held.value <= now
    const isOld = held !== null && Math.abs(now.getTime() - held.at) >= forMs
    if (held && !isDue && !isOld) return held.value
    const version = versionOf(db)
    if (!held || isDue || held.version !== version) held = { value: compute(now), at: now.getTime(), version }
    else held.at = now.getTime()
    return held.value
  }
}

/** Remembers what was read from the database until it changed: for several that need it at one moment. */
export function rememberedRead<T>(db: Db, read: () => T): () => T {
  let held: { value: T; version: string } | null = null
  return () => {
    const version = versionOf(db)
    if (held?.version !== version) held = { value: read(), version }
    return held.value
  }
}

/** Changes with every change to the database, by us or by another process. */
function versionOf(db: Db): string {
  const ours = db.get<{ n: number }>(sql`select total_changes() as n`)
  const theirs = db.get<{ data_version: number }>(sql`pragma data_version`)
  return `${ours?.n}:${theirs?.data_version}`
}
