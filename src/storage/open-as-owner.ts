import { type MigrationReport, migrateDatabase } from './migrate.ts'
import { type OpenDatabase, openDatabase } from './open.ts'
import { takeOwnership } from './owner-lock.ts'

export interface OwnedDatabase extends OpenDatabase {
  /** What was migrated on the way, and the copy made before. */
  migration: MigrationReport
}

/**
 * For the process that runs the app: takes the database for itself, opens it and brings it up to date, in this order, so
 * that nobody migrates under a running app. Closing lets go of it. Throws a `DatabaseProblem` when any of it fails.
 */
export function openAsOwner(path: string, now: Date): OwnedDatabase {
  const owner = takeOwnership(path, now)
  let database: OpenDatabase | undefined
  try {
    database = openDatabase(path)
    const migration = migrateDatabase(database, { now })
    const { db, sqlite, close } = database
    return {
      db,
      sqlite,
      path,
      migration,
      close() {
        close()
        owner.release()
      },
    }
  } catch (error) {
    database?.close()
    owner.release()
    throw error
  }
}
