import { sql } from 'drizzle-orm'
import { stopwatch } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'

/** What takes long is computed so much more seldom that it takes one part in a hundred of the time. */
const breather = 100

/**
 * Remembers what was computed from the database until it changed, or its instant has come; after a change it is at most
 * `forMs` old, or older where computing it takes long. The timetable asks several times a second, and the answer costs
 * a look at everybody's calendar.
 */
export function remembered<T extends Date | boolean | null>(
  db: Db,
  forMs: number,
  compute: (now: Date) => T,
): (now: Date) => T {
  let held: { value: T; at: number; version: string; restMs: number } | null = null

  function computeAnew(now: Date, version: string): T {
    const tookMs = stopwatch()
    const value = compute(now)
    const restMs = forMs === 0 ? 0 : Math.max(forMs, tookMs() * breather)
    held = { value, at: now.getTime(), version, restMs }
    return value
  }

  return (now) => {
    const isDue = held?.value instanceof Date && held.value <= now
    const isOld = held !== null && Math.abs(now.getTime() - held.at) >= held.restMs
    if (held && !isDue && !isOld) return held.value
    const version = versionOf(db)
    if (!held || isDue || held.version !== version) return computeAnew(now, version)
    held.at = now.getTime()
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
  const version = bothVersions(db).get()
  return `${version?.ours}:${version?.theirs}`
}

const bothVersions = prepared((db) =>
  db
    .select({ ours: sql<number>`total_changes()`, theirs: sql<number>`data_version` })
    .from(sql`pragma_data_version`)
    .prepare(),
)
