import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'

// Kept here for as long as it is held: a handle nobody refers to is collected, and the lock with it.
const held = new Set<Database.Database>()

/**
 * Does the work while no other process does any under the same lock. Null, and nothing done, when somebody else held it
 * for `patienceMs`. The kernel lets go of it when this process ends, however that happens.
 *
 * Node has no flock, SQLite has: a transaction that stays open on an empty file.
 */
export async function withLock<Result>(
  file: string,
  work: () => Promise<Result>,
  patienceMs = 30_000,
): Promise<Result | null> {
  const lock = new Database(file, { timeout: 0 })
  held.add(lock)
  try {
    if (!(await take(lock, patienceMs))) return null
    return await work()
  } finally {
    held.delete(lock)
    lock.close()
  }
}

async function take(lock: Database.Database, patienceMs: number): Promise<boolean> {
  const pauseMs = 25
  for (let waitedMs = 0; ; waitedMs += pauseMs) {
    try {
      lock.exec('begin immediate')
      return true
    } catch (error) {
      if (!String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error
    }
    if (waitedMs >= patienceMs) return false
    await setTimeout(pauseMs)
  }
}
