import { inArray } from 'drizzle-orm'
import type { LocalDate } from '../domain/local-time.ts'
import type { Db } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { holidays as table } from './tables/teams.ts'

/** Dates on which no team works, earliest first. */
export function holidays(db: Db): LocalDate[] {
  return all(db)
    .all()
    .map((row) => row.date)
}

export function addHolidays(db: Db, dates: readonly LocalDate[]): void {
  if (dates.length === 0) return
  db.insert(table)
    .values(dates.map((date) => ({ date })))
    .onConflictDoNothing()
    .run()
}

export function removeHolidays(db: Db, dates: readonly LocalDate[]): void {
  db.delete(table)
    .where(inArray(table.date, [...dates]))
    .run()
}

const all = prepared((db) => db.select().from(table).orderBy(table.date).prepare())
