import { and, eq, gte, inArray, isNull, sql } from 'drizzle-orm'
import type { PersonId } from '../domain/ids.ts'
import type { LocalDate } from '../domain/local-time.ts'
import type { Pause, Preferences } from '../domain/people.ts'
import type { Db } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { daysOff, pauses, preferences } from './tables/people.ts'

/** Null when nobody ever said anything: everything is as the team has it. */
export function preferencesOf(db: Db, personId: PersonId): Preferences | null {
  const row = ofPerson(db).get({ personId })
  return row ? toPreferences(row) : null
}

export function listPreferences(db: Db): Map<PersonId, Preferences> {
  const rows = allPreferences(db).all()
  return new Map(rows.map((row) => [row.personId, toPreferences(row)]))
}

export function savePreferences(db: Db, personId: PersonId, wanted: Preferences, now: Date): void {
  const values = { ...wanted, changedAt: now }
  db.insert(preferences)
    .values({ personId, ...values })
    .onConflictDoUpdate({ target: preferences.personId, set: values })
    .run()
}

/** Local dates on which somebody does not work, earliest first. */
export function daysOffOf(db: Db, personId: PersonId): LocalDate[] {
  const rows = db.select({ date: daysOff.date }).from(daysOff).where(eq(daysOff.personId, personId))
  return rows.orderBy(daysOff.date).all().map(toDate)
}

export function listDaysOff(db: Db): Map<PersonId, LocalDate[]> {
  const rows = allDaysOff(db).all()
  return groupBy(rows, (row) => row.personId, toDate)
}

export function addDaysOff(db: Db, personId: PersonId, dates: readonly LocalDate[], source: 'file' | 'home'): void {
  if (dates.length === 0) return
  const rows = dates.map((date) => ({ personId, date, source }))
  db.insert(daysOff).values(rows).onConflictDoNothing().run()
}

export function removeDaysOff(db: Db, personId: PersonId, dates: readonly LocalDate[]): void {
  db.delete(daysOff)
    .where(and(eq(daysOff.personId, personId), inArray(daysOff.date, [...dates])))
    .run()
}

/** Every pause somebody ever took, earliest first; also those that are over. */
export function pausesOf(db: Db, personId: PersonId): Pause[] {
  return db.select().from(pauses).where(eq(pauses.personId, personId)).orderBy(pauses.starts, pauses.id).all()
}

export function listPauses(db: Db): Map<PersonId, Pause[]> {
  const rows = allPauses(db).all()
  return groupBy(
    rows,
    (row) => row.personId,
    (row) => row,
  )
}

/** Somebody is not asked from `starts` to `ends`, both included. */
export function addPause(tx: Db, personId: PersonId, span: Pick<Pause, 'starts' | 'ends'>, now: Date): void {
  tx.insert(pauses)
    .values({ personId, ...span, pausedAt: now })
    .run()
}

/** Ends whatever pauses of somebody reach to `today` or beyond. Returns how many there were. */
export function endPauses(tx: Db, personId: PersonId, today: LocalDate, now: Date): number {
  return tx
    .update(pauses)
    .set({ resumedAt: now })
    .where(and(eq(pauses.personId, personId), gte(pauses.ends, today), isNull(pauses.resumedAt)))
    .run().changes
}

function toPreferences({ weekday, time, delegateId, source }: typeof preferences.$inferSelect): Preferences {
  return { weekday, time, delegateId, source }
}

function toDate({ date }: { date: string }): LocalDate {
  return date
}

function groupBy<Row, Key, Value>(rows: readonly Row[], key: (row: Row) => Key, value: (row: Row) => Value) {
  const groups = new Map<Key, Value[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(value(row))
    else groups.set(key(row), [value(row)])
  }
  return groups
}

const ofPerson = prepared((db) =>
  db
    .select()
    .from(preferences)
    .where(eq(preferences.personId, sql.placeholder('personId')))
    .prepare(),
)

const allPreferences = prepared((db) => db.select().from(preferences).prepare())
const allDaysOff = prepared((db) => db.select().from(daysOff).orderBy(daysOff.date).prepare())
const allPauses = prepared((db) => db.select().from(pauses).orderBy(pauses.starts, pauses.id).prepare())
