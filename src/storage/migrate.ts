import { readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type Database from 'better-sqlite3'
import { systemClock } from '../platform/clock.ts'
import { copyDatabase } from './copy.ts'
import { DatabaseProblem, explained } from './database-problem.ts'
import { applicationId, isEmptyDatabase, knownMigrations, type Migration, missingMigrations } from './schema-version.ts'

interface MigratableDatabase {
  sqlite: Database.Database
  path: string
}

export interface MigrationReport {
  /** The migrations that were applied now, by name. */
  applied: string[]
  /** The copy that was made before, beside the file. */
  backup: string | null
}

const backupsKept = 3

/**
 * Brings the schema up to date: all missing migrations, or none when one fails. What has data is copied first, to
 * `okr.before-0001_add_something.sqlite` beside `okr.sqlite`; the last three of these are kept. Only for the process
 * that owns the file. `migrations`: those of this program, unless a test has its own.
 */
export function migrateDatabase(
  database: MigratableDatabase,
  { now = systemClock.now(), migrations = knownMigrations() }: { now?: Date; migrations?: Migration[] } = {},
): MigrationReport {
  const { sqlite, path } = database
  const [first] = missingMigrations(sqlite, migrations)
  if (!first) return { applied: [], backup: null }
  try {
    const backup = isEmptyDatabase(sqlite) || path === ':memory:' ? null : backupBefore(database, first, now)
    return { applied: applyMissing(sqlite, migrations), backup }
  } catch (error) {
    throw explained(error, path)
  }
}

/** Throws a `DatabaseProblem` when the schema is not up to date: for commands that must not change it. */
export function requireMigrated({ sqlite, path }: MigratableDatabase): void {
  if (missingMigrations(sqlite).length === 0) return
  throw new DatabaseProblem(
    isEmptyDatabase(sqlite)
      ? `The database ${path} is empty: run \`okr migrate\`, or start the app once.`
      : `The database ${path} was written by an older version of this program: stop the app and run \`okr migrate\`.`,
  )
}

function backupBefore({ sqlite, path }: MigratableDatabase, { tag }: Migration, now: Date): string {
  const folder = dirname(path)
  const prefix = `${basename(path, extname(path))}.before-`
  const backup = join(folder, `${prefix}${tag}.sqlite`)
  copyDatabase(sqlite, backup, now)
  const older = readdirSync(folder)
    .filter((name) => name.startsWith(prefix) && name.endsWith('.sqlite') && join(folder, name) !== backup)
    .sort((a, b) => statSync(join(folder, b)).mtimeMs - statSync(join(folder, a)).mtimeMs)
  for (const name of older.slice(backupsKept - 1)) rmSync(join(folder, name))
  return backup
}

function applyMissing(sqlite: Database.Database, migrations: Migration[]): string[] {
  // SQLite rebuilds tables, and with foreign keys on their children would be deleted. It cannot be switched inside a
  // transaction, whatever the migration itself says, so it is off round it and checked before the commit.
  sqlite.pragma('foreign_keys = OFF')
  try {
    return sqlite
      .transaction(() => {
        sqlite.exec(migrationsTable)
        // Read again under the write lock: another process may have been faster.
        const missing = missingMigrations(sqlite, migrations)
        for (const { statements, hash, when } of missing) {
          for (const statement of statements) sqlite.exec(statement)
          sqlite.prepare('insert into __drizzle_migrations (hash, created_at) values (?, ?)').run(hash, when)
        }
        const broken = sqlite.pragma('foreign_key_check') as unknown[]
        if (broken.length > 0) throw new Error(`the migration would leave ${broken.length} broken references`)
        sqlite.pragma(`application_id = ${applicationId}`)
        return missing.map(({ tag }) => tag)
      })
      .immediate()
  } finally {
    sqlite.pragma('foreign_keys = ON')
  }
}

// As Drizzle's own migrator makes it, so that its tools still understand the file.
const migrationsTable =
  'create table if not exists __drizzle_migrations (id serial primary key, hash text not null, created_at numeric)'
