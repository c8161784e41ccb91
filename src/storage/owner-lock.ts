import { closeSync, mkdirSync, openSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { DatabaseProblem, explained } from './database-problem.ts'

export interface Ownership {
  /** Lets another process own the database. */
  release(): void
}

// Kept here for as long as it is held: a handle nobody refers to is collected, and the lock with it.
const held = new Map<object, Database.Database>()

/**
 * Makes this process the one owner of the database at `path`: the one that receives, works and migrates. Others may
 * still read and write. Throws a `DatabaseProblem` that names the owner when there is one. The kernel ends it with the
 * process, however that ends.
 *
 * Node has no flock, SQLite has: a transaction that stays open on a small file beside the database.
 */
export function takeOwnership(path: string, now: Date): Ownership {
  if (path === ':memory:') return { release() {} }
  const lock = openLock(`${path}.owner`)
  const me = { pid: process.pid, host: hostname(), since: now.toISOString() }
  try {
    // Who holds it must be committed to be seen, which lets go of the lock for a moment: so look again after taking it.
    for (;;) {
      lock.exec('begin immediate')
      const { pid, host, since } = holder(lock) ?? {}
      if (pid === me.pid && host === me.host && since === me.since) break
      lock.prepare('insert or replace into owner (id, pid, host, since) values (1, @pid, @host, @since)').run(me)
      lock.exec('commit')
    }
  } catch (error) {
    const problem = isBusy(error) ? ownedProblem(path, holder(lock)) : explained(error, path)
    lock.close()
    throw problem
  }
  const key = {}
  held.set(key, lock)
  return {
    release() {
      held.delete(key)
      lock.close()
    },
  }
}

interface Holder {
  pid: number
  host: string
  since: string
}

function openLock(file: string): Database.Database {
  let lock: Database.Database | undefined
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    closeSync(openSync(file, 'a', 0o600))
    // Long enough for somebody else's commit, not for an owner to end.
    lock = new Database(file, { timeout: 200 })
    lock.exec('create table if not exists owner (id integer primary key, pid integer, host text, since text) strict')
    return lock
  } catch (error) {
    if (lock && isBusy(error)) return lock
    lock?.close()
    throw explained(error, file)
  }
}

function holder(lock: Database.Database): Holder | undefined {
  return lock.prepare('select pid, host, since from owner where id = 1').get() as Holder | undefined
}

function ownedProblem(path: string, owner: Holder | undefined): DatabaseProblem {
  const who = owner
    ? `process ${owner.pid} on ${owner.host}, since ${owner.since.slice(0, 16).replace('T', ' ')} UTC`
    : 'another process'
  return new DatabaseProblem(`The database ${path} is in use by ${who}: stop that one first.`)
}

function isBusy(error: unknown): boolean {
  return String((error as { code?: unknown })?.code).startsWith('SQLITE_BUSY')
}
