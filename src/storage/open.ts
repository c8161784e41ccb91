import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Db } from '../platform/db.ts'
import { DatabaseProblem, damagedProblem, explained } from './database-problem.ts'
import { isEmptyDatabase, refuseForeign } from './schema-version.ts'

export { migrateDatabase } from './migrate.ts'

export interface OpenDatabase {
  db: Db
  sqlite: Database.Database
  /** Where the file is, `:memory:` for none. */
  path: string
  close(): void
}

/** Up to this size the whole file is checked when it is opened; a larger one is when it is backed up. */
const quicklyChecked = 128 * 1024 * 1024

/**
 * Opens the SQLite file at `path` (`:memory:` for a fresh one), creating it (0600) and its folder (0700) unless
 * `readonly`. Every connection is durable: what is committed survives a loss of power. Throws a `DatabaseProblem` when
 * the file cannot be used: not writable, damaged, not ours, or written by a newer version.
 */
export function openDatabase(path: string, { readonly = false }: { readonly?: boolean } = {}): OpenDatabase {
  const inMemory = path === ':memory:'
  let sqlite: Database.Database | undefined
  try {
    if (!inMemory) prepareFile(path, readonly)
    sqlite = new Database(path, { readonly, timeout: 5000 })
    refuseForeign(sqlite, path)
    refuseDamaged(sqlite, path)
    sqlite.pragma('foreign_keys = ON')
    if (!readonly) makeDurable(sqlite)
  } catch (error) {
    sqlite?.close()
    throw explained(error, path)
  }
  const opened = sqlite
  const db = drizzle(opened, { casing: 'snake_case' }) as unknown as Db
  return { db, sqlite: opened, path, close: () => opened.close() }
}

function prepareFile(path: string, readonly: boolean): void {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat?.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' })
  if (readonly) {
    if (!stat)
      throw new DatabaseProblem(`There is no database at ${path} yet: start the app once, or set DATABASE_PATH.`)
    return
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // SQLite gives its -wal and -shm files the mode of the database.
  if (!stat) closeSync(openSync(path, 'a', 0o600))
  else if ((stat.mode & 0o077) !== 0 && stat.uid === process.getuid?.()) chmodSync(path, 0o600)
}

function refuseDamaged(sqlite: Database.Database, path: string): void {
  if (isEmptyDatabase(sqlite)) return
  const pages = sqlite.pragma('page_count', { simple: true }) as number
  const pageSize = sqlite.pragma('page_size', { simple: true }) as number
  if (pages * pageSize <= quicklyChecked && !isSound(sqlite)) throw damagedProblem(path)
}

/** Whether every page, index entry and constraint is as it should be. Reads the whole file. */
export function isSound(sqlite: Database.Database): boolean {
  return sqlite.pragma('quick_check(1)', { simple: true }) === 'ok'
}

function makeDurable(sqlite: Database.Database): void {
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  // Only macOS knows the difference: its fsync leaves the last step to the drive.
  sqlite.pragma('fullfsync = ON')
  // After a large transaction the log shrinks again.
  sqlite.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
}
