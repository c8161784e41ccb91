import type Database from 'better-sqlite3'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'

/** The database, or a transaction of it: the first argument of everything that reads or writes. */
export type Db = BaseSQLiteDatabase<'sync', Database.RunResult>

type NotAPromise<T> = T extends PromiseLike<unknown> ? never : T

/**
 * Runs `work` in one synchronous transaction and returns what it returns; a throw rolls everything back.
 *
 * Takes the write lock at once (BEGIN IMMEDIATE), so the CLI and the app never deadlock upgrading a read. Inside
 * another transaction it is a savepoint. `work` must not be async: better-sqlite3 would commit before its first await.
 */
export function transact<T>(db: Db, work: (tx: Db) => NotAPromise<T>): T {
  return db.transaction((tx) => work(tx as unknown as Db), { behavior: 'immediate' }) as T
}
