import { sql } from 'drizzle-orm'
import type { Confidence } from '../domain/check-ins.ts'
import type { KeyResultId, KpiId, PersonId } from '../domain/ids.ts'
import type { LocalDate } from '../domain/local-time.ts'
import type { Db } from '../platform/db.ts'
import { checkIns, checkInVersions } from './tables/check-ins.ts'
import { readings } from './tables/kpis.ts'

/** A reading as a report needs it. `id` grows with every reading, whatever date it is of. */
export interface ReportReading {
  id: number
  at: LocalDate
  value: number
  source: string
  note: string | null
}

/** A KPI's readings up to a date, newest first: by date, of several on one day the last recorded first. */
export function newestReadings(db: Db, kpiId: KpiId, asOf: LocalDate, most: number): ReportReading[] {
  const rows = db.values<[number, string, number, string, string | null]>(sql`
    select id, at, value, source, note from ${readings} where kpi_id = ${kpiId} and at <= ${asOf}
    order by at desc, recorded_at desc, id desc limit ${most}`)
  return rows.map(([id, at, value, source, note]) => ({ id, at, value, source, note }))
}

/** The last reading that was recorded, of any KPI; 0 when there is none. */
export function lastReadingId(db: Db): number {
  return db.values<[number | null]>(sql`select max(id) from ${readings}`)[0]?.[0] ?? 0
}

/** How many readings of each KPI were recorded after one and up to another. */
export function countReadingsBetween(db: Db, after: number, until: number): Map<KpiId, number> {
  const rows = db.values<[string, number]>(sql`
    select kpi_id, count(*) from ${readings} where id > ${after} and id <= ${until} group by kpi_id`)
  return new Map(rows)
}

/** What was last said of a key result. */
export interface SaidThen {
  confidence: Confidence
  by: PersonId
  at: Date
  /** In its giver's words, where there are any. */
  why: string | null
}

/** What was last said of each key result at an instant: an answer of a later week outranks one of an earlier. */
export function answersAsOf(db: Db, keyResultIds: readonly KeyResultId[], asOf: Date): Map<KeyResultId, SaidThen> {
  const until = asOf.getTime()
  const rows = db.values<[string, Confidence, number, number, string | null, string | null]>(sql`
    select c.key_result_id, v.confidence, v.answered_by, v.answered_at, v.note, v.risk_text
    from ${checkIns} c cross join ${checkInVersions} v on v.check_in_id = c.id
    where c.key_result_id in (select value from json_each(${JSON.stringify(keyResultIds)}))
      and v.confidence is not null and v.answered_at <= ${until}
      and not exists (
        select 1 from ${checkInVersions} later
        where later.check_in_id = c.id and later.version > v.version and later.answered_at <= ${until})
    order by c.week`)
  return new Map(
    rows.map(([id, confidence, by, at, note, risk]) => [id, { confidence, by, at: new Date(at), why: note ?? risk }]),
  )
}
