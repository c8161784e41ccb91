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
