import { onTestFinished } from 'vitest'
import { migrateDatabase, type OpenDatabase, openDatabase } from '../../src/storage/open.ts'

/** A new database in memory with today's schema, closed when the test ends. */
export function freshDatabase(): OpenDatabase {
  const database = openDatabase(':memory:')
  migrateDatabase(database)
  onTestFinished(() => database.close())
  return database
}
