import { and, desc, eq, gte, lte, sql } from 'drizzle-orm'
import type { KpiId, PersonId } from '../domain/ids.ts'
import type { Kpi, Reading } from '../domain/kpis.ts'
import type { LocalDate } from '../domain/local-time.ts'
import type { Db } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import { kpis, readings } from './tables/kpis.ts'

/** The KPI a row of ours names: that it is missing is a bug. */
export function getKpi(db: Db, id: KpiId): Kpi {
  const kpi = findKpi(db, id)
  if (!kpi) throw new Error(`no KPI ${id}`)
  return kpi
}

/** The KPI somebody named. */
export function findKpi(db: Db, id: KpiId): Kpi | null {
  const row = byId(db).get({ id })
  return row ? toKpi(row) : null
}

export function listKpis(db: Db): Kpi[] {
  return db.select().from(kpis).orderBy(kpis.id).all().map(toKpi)
}

/** Creates the KPI of this id, or changes it. */
export function saveKpi(db: Db, wanted: Kpi): void {
  const { every, limit, id, ...plain } = wanted
  const values = {
    ...plain,
    everyCount: every?.count ?? null,
    everyUnit: every?.unit ?? null,
    limitOperator: limit?.operator ?? null,
    limitValue: limit?.value ?? null,
  }
  db.insert(kpis)
    .values({ id, ...values })
    .onConflictDoUpdate({ target: kpis.id, set: values })
    .run()
}

/** The value that counts on a date: the latest reading not after it, of several on one day the last recorded. */
export function latestReading(db: Db, kpiId: KpiId, asOf: LocalDate): Reading | null {
  const found = db
    .select()
    .from(readings)
    .where(and(eq(readings.kpiId, kpiId), lte(readings.at, asOf)))
    .orderBy(desc(readings.at), desc(readings.recordedAt), desc(readings.id))
    .limit(1)
    .get()
  return found ?? null
}

/** The reading a row of ours names: that it is missing is a bug. */
export function getReading(db: Db, id: number): Reading {
  const found = db.select().from(readings).where(eq(readings.id, id)).get()
  if (!found) throw new Error(`no reading ${id}`)
  return found
}

/** Readings from a date on (null: all of them), in the order in which they count: by date, then as recorded. */
export function readingsOf(db: Db, kpiId: KpiId, since: LocalDate | null): Reading[] {
  return db
    .select()
    .from(readings)
    .where(and(eq(readings.kpiId, kpiId), since === null ? undefined : gte(readings.at, since)))
    .orderBy(readings.at, readings.recordedAt, readings.id)
    .all()
}

/** Every KPI's readings from a date on (null: all of them), each in the order in which they count. */
export function listReadings(db: Db, since: LocalDate | null): Map<KpiId, Reading[]> {
  const rows = db
    .select()
    .from(readings)
    .where(since === null ? undefined : gte(readings.at, since))
    .orderBy(readings.kpiId, readings.at, readings.recordedAt, readings.id)
    .all()
  return Map.groupBy(rows, (row) => row.kpiId)
}

export interface NewReading {
  kpiId: KpiId
  at: LocalDate
  value: number
  source: string
  note: string | null
  recordedBy: PersonId | null
}

/** Stores a reading; `duplicate` when the same KPI, date and value is there already, which then stays as it is. */
export function recordReading(db: Db, reading: NewReading, now: Date): 'stored' | 'duplicate' {
  const { changes } = db
    .insert(readings)
    .values({ ...reading, recordedAt: now })
    // `-0` and `0` are the same value, and SQLite agrees.
    .onConflictDoNothing()
    .run()
  return changes === 1 ? 'stored' : 'duplicate'
}

function toKpi(row: typeof kpis.$inferSelect): Kpi {
  const { everyCount, everyUnit, limitOperator, limitValue, ...rest } = row
  return {
    ...rest,
    every: everyCount === null || everyUnit === null ? null : { count: everyCount, unit: everyUnit },
    limit: limitOperator === null || limitValue === null ? null : { operator: limitOperator, value: limitValue },
  }
}

const byId = prepared((db) =>
  db
    .select()
    .from(kpis)
    .where(eq(kpis.id, sql.placeholder('id')))
    .prepare(),
)
