import { type Column, type SQL, sql } from 'drizzle-orm'
import type { Db } from './db.ts'

/**
 * A statement that is built once for each connection and reused by everything on it, transactions included: building
 * a query costs several times what running it does. Values come through `sql.placeholder`.
 *
 *   const byId = prepared((db) => db.select().from(people).where(eq(people.id, sql.placeholder('id'))).prepare())
 *   byId(tx).get({ id })
 */
export function prepared<T>(build: (db: Db) => T): (db: Db) => T {
  const built = new WeakMap<object, T>()
  return (db) => {
    // A transaction shares its session with the database it was begun on; Drizzle keeps that out of its types.
    const { session } = db as unknown as { session: object }
    let statement = built.get(session)
    if (statement === undefined) {
      statement = build(db)
      built.set(session, statement)
    }
    return statement
  }
}

/**
 * For a prepared statement: the column is one of a list that is given as JSON, `byIds(db).all({ ids: listed(ids) })`.
 * A list of its own length in the text would be another statement each time.
 */
export function among(column: Column, name = 'ids'): SQL {
  return sql`${column} in (select value from json_each(${sql.placeholder(name)}))`
}

export function listed(values: readonly (string | number)[]): string {
  return JSON.stringify(values)
}
