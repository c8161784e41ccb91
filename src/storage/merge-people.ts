import { eq, sql } from 'drizzle-orm'
import type { PersonId } from '../domain/ids.ts'
import type { Db } from '../platform/db.ts'
import { requests } from './tables/check-ins.ts'
import { people, preferences } from './tables/people.ts'

/**
 * `gone` turned out to be `kept`: everything that names the one now names the other. Which columns those are is asked
 * of the database, so that a table added later is not forgotten. Where only one of two rows can stay (preferences,
 * the same day off), the kept person's does. Call inside a transaction.
 */
export function mergePeople(tx: Db, gone: PersonId, kept: PersonId): void {
  // Nobody stands in for themselves.
  for (const [one, other] of [
    [gone, kept],
    [kept, gone],
  ] as const) {
    tx.update(preferences)
      .set({ delegateId: null })
      .where(sql`${preferences.personId} = ${one} and ${preferences.delegateId} = ${other}`)
      .run()
  }
  joinRequests(tx, gone, kept)
  for (const { table, column } of columnsNaming(tx, 'people')) {
    tx.run(sql`update or ignore ${table} set ${column} = ${kept} where ${column} = ${gone}`)
    tx.run(sql`delete from ${table} where ${column} = ${gone}`)
  }
  fillGaps(tx, gone, kept)
  tx.delete(people).where(eq(people.id, gone)).run()
}

/** Two requests of one week become one, with everything that is about either. */
function joinRequests(tx: Db, gone: PersonId, kept: PersonId): void {
  const doubled = tx.all<{ from: number; to: number }>(sql`
    select g.id as "from", k.id as "to" from ${requests} g join ${requests} k on k.week = g.week
    where g.person_id = ${gone} and k.person_id = ${kept}`)
  for (const { from, to } of doubled) {
    for (const { table, column } of columnsNaming(tx, 'requests')) {
      tx.run(sql`update or ignore ${table} set ${column} = ${to} where ${column} = ${from}`)
      tx.run(sql`delete from ${table} where ${column} = ${from}`)
    }
    tx.delete(requests).where(eq(requests.id, from)).run()
  }
}

function columnsNaming(tx: Db, named: 'people' | 'requests') {
  const found = tx.all<{ tableName: string; columnName: string }>(sql`
    select m.name as "tableName", f."from" as "columnName"
    from sqlite_schema m join pragma_foreign_key_list(m.name) f on f."table" = ${named}
    where m.type = 'table' order by m.name, f."from"`)
  return found.map((row) => ({ table: sql.identifier(row.tableName), column: sql.identifier(row.columnName) }))
}

/** What the OKR file said about `gone` and nobody said about `kept`. */
function fillGaps(tx: Db, gone: PersonId, kept: PersonId): void {
  tx.run(sql`
    update people set
      git = coalesce(people.git, g.git), file_zone = coalesce(people.file_zone, g.file_zone),
      email = coalesce(people.email, g.email), handle = coalesce(people.handle, g.handle),
      is_admin = max(people.is_admin, g.is_admin)
    from people g where people.id = ${kept} and g.id = ${gone}`)
}
