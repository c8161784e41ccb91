import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import type { Db } from '../platform/db.ts'

export interface OpenDatabase {
  db: Db
  sqlite: Database.Database
  close(): void
}

/** Opens the SQLite file at `path` (`:memory:` for a fresh one). Every connection is durable: FULL, WAL, foreign keys. */
export function openDatabase(path: string): OpenDatabase {
  const sqlite = new Database(path)
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  sqlite.pragma('busy_timeout = 5000')
  const db = drizzle(sqlite, { casing: 'snake_case' })
  return { db: db as unknown as Db, sqlite, close: () => sqlite.close() }
}

/** Brings the schema up to date. Foreign keys are off meanwhile: SQLite rebuilds tables, and cascades would delete. */
export function migrateDatabase({ db, sqlite }: OpenDatabase): void {
  sqlite.pragma('foreign_keys = OFF')
  migrate(db as never, { migrationsFolder: new URL('../../drizzle', import.meta.url).pathname })
  const broken = sqlite.pragma('foreign_key_check') as unknown[]
  if (broken.length > 0) throw new Error(`migration left ${broken.length} broken references`)
  sqlite.pragma('foreign_keys = ON')
}
