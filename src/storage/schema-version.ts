import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type Database from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { DatabaseProblem } from './database-problem.ts'

/** `OKRc` in the file's header, so that `file` and we can tell whose it is. */
export const applicationId = 0x4f4b5263

const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url))

/** One step of the schema this program knows. */
export interface Migration {
  /** `0001_add_something`. */
  tag: string
  /** When it was generated: migrations are ordered by it, and Drizzle recognises them by it. */
  when: number
  hash: string
  statements: string[]
}

/** Every migration this program knows, oldest first. */
export function knownMigrations(): Migration[] {
  const journal: unknown = JSON.parse(readFileSync(`${migrationsFolder}/meta/_journal.json`, 'utf8'))
  const { entries } = journal as { entries: { tag: string }[] }
  return readMigrationFiles({ migrationsFolder }).map(({ sql, folderMillis, hash }, index) => ({
    tag: entries[index]?.tag ?? '',
    when: folderMillis,
    hash,
    statements: sql,
  }))
}

/** The migrations that the database still lacks. Assumes that `refuseForeign` let it pass. */
export function missingMigrations(sqlite: Database.Database, known = knownMigrations()): Migration[] {
  const applied = new Set(appliedHashes(sqlite).map(({ hash }) => hash))
  return known.filter(({ hash }) => !applied.has(hash))
}

/** Whether nothing was ever created in the file. */
export function isEmptyDatabase(sqlite: Database.Database): boolean {
  return sqlite.prepare('select 1 from sqlite_schema limit 1').get() === undefined
}

/** Refuses a file that another program made, or a version of this one whose schema this one does not know. */
export function refuseForeign(sqlite: Database.Database, path: string): void {
  const id = sqlite.pragma('application_id', { simple: true })
  const foreign = (id !== 0 && id !== applicationId) || (!isEmptyDatabase(sqlite) && !hasMigrationsTable(sqlite))
  if (foreign)
    throw new DatabaseProblem(`The file ${path} belongs to another program: set DATABASE_PATH to another file.`)

  const known = knownMigrations()
  const hashes = new Set(known.map(({ hash }) => hash))
  const unknown = appliedHashes(sqlite).find(({ hash }) => !hashes.has(hash))
  if (!unknown) return
  const newer = unknown.when > (known.at(-1)?.when ?? 0)
  throw new DatabaseProblem(
    newer
      ? `The database ${path} was written by a newer version of this program: update the program, or put an older backup back with \`okr restore FILE\`.`
      : `The database ${path} was written by an unreleased version of this program that this one cannot read: set DATABASE_PATH to another file.`,
  )
}

function hasMigrationsTable(sqlite: Database.Database): boolean {
  return sqlite.prepare(`select 1 from sqlite_schema where name = '__drizzle_migrations'`).get() !== undefined
}

function appliedHashes(sqlite: Database.Database): { hash: string; when: number }[] {
  if (!hasMigrationsTable(sqlite)) return []
  return sqlite.prepare('select hash, created_at as "when" from __drizzle_migrations').all() as never
}
