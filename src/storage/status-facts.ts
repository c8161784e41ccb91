import { type SQL, sql } from 'drizzle-orm'
import type { Confidence } from '../domain/check-ins.ts'
import type { KeyResultId, KpiId, ObjectiveId, PersonId, TeamId } from '../domain/ids.ts'
import type { Every } from '../domain/kpis.ts'
import type { LocalDate } from '../domain/local-time.ts'
import type { KeyResult, Objective } from '../domain/objectives.ts'
import type { Db } from '../platform/db.ts'
import { checkIns, checkInVersions, requestItems, requests, skips } from './tables/check-ins.ts'
import { deliveries } from './tables/deliveries.ts'
import { kpis, readings } from './tables/kpis.ts'
import { keyResults, objectives } from './tables/objectives.ts'

// How a whole cycle stands is asked often and may concern thousands of key results: these read only what is shown, as
// plain rows, each along an index. `cross join` keeps SQLite to that order: without statistics it would rather walk
// through everything there ever was.

/** Which of a cycle's objectives are looked at; null: all. */
export interface StatusSlice {
  cycleId: number
  objectiveId: ObjectiveId | null
  teamId: TeamId | null
}

export type StatusObjective = Pick<Objective, 'id' | 'teamId' | 'title' | 'type' | 'supports'>

export type StatusKeyResult = Pick<
  KeyResult,
  | 'id'
  | 'objectiveId'
  | 'title'
  | 'kpiId'
  | 'baseline'
  | 'target'
  | 'threshold'
  | 'due'
  | 'ownerId'
  | 'commitment'
  | 'indicator'
  | 'dashboard'
>

export interface StatusKpi {
  unit: string | null
  every: Every | null
  baseline: number | null
  target: number | null
}

export function listStatusObjectives(db: Db, slice: StatusSlice): StatusObjective[] {
  const rows = db.values<[string, number, string, Objective['type'], string | null]>(sql`
    select o.id, o.team_id, o.title, o.type, o.supports from ${objectives} o where ${within(slice)} order by o.number`)
  return rows.map(([id, teamId, title, type, supports]) => ({ id, teamId, title, type, supports }))
}

type KeyResultRow = [
  ...[string, string, string, string, number | null, number | null, number | null, string | null, PersonId | null],
  ...[KeyResult['commitment'], KeyResult['indicator'], string | null],
  ...[string | null, number | null, Every['unit'] | null, number | null, number | null],
]

/** Key results with the KPI they are measured by, O2-KR1 before O10-KR1. */
export function listStatusKeyResults(db: Db, slice: StatusSlice): { keyResult: StatusKeyResult; kpi: StatusKpi }[] {
  const rows = db.values<KeyResultRow>(sql`
    select k.id, k.objective_id, k.title, k.kpi_id, k.baseline, k.target, k.threshold, k.due, k.owner_id,
      k.commitment, k.indicator, k.dashboard, m.unit, m.every_count, m.every_unit, m.baseline, m.target
    from ${objectives} o
    cross join ${keyResults} k on k.objective_id = o.id
    cross join ${kpis} m on m.id = k.kpi_id
    where ${within(slice)} order by o.number, k.number`)
  return rows.map((row) => {
    const [id, objectiveId, title, kpiId, baseline, target, threshold, due, ownerId, commitment, indicator, dashboard] =
      row
    const [unit, count, every, kpiBaseline, kpiTarget] = row.slice(12) as [
      string | null,
      number,
      Every['unit'] | null,
      number | null,
      number | null,
    ]
    return {
      keyResult: {
        id,
        objectiveId,
        title,
        kpiId,
        baseline,
        target,
        threshold,
        due,
        ownerId,
        commitment,
        indicator,
        dashboard,
      },
      kpi: { unit, every: every === null ? null : { count, unit: every }, baseline: kpiBaseline, target: kpiTarget },
    }
  })
}

/** What the last answer about a key result says: the one for the latest week. */
export interface LastAnswer {
  confidence: Confidence
  at: Date
}

/** The last standing answer of each key result; one that was taken back does not stand. */
export function listLastAnswers(db: Db, slice: StatusSlice): Map<KeyResultId, LastAnswer> {
  const rows = db.values<[string, Confidence, number]>(sql`
    select k.id, v.confidence, v.answered_at
    from ${objectives} o
    cross join ${keyResults} k on k.objective_id = o.id
    cross join ${checkInVersions} v on v.rowid = (
      select v2.rowid from ${checkIns} c cross join ${checkInVersions} v2 on v2.check_in_id = c.id
      where c.key_result_id = k.id and v2.confidence is not null
        and not exists (select 1 from ${checkInVersions} v3 where v3.check_in_id = c.id and v3.version > v2.version)
      order by c.week desc limit 1)
    where ${within(slice)}`)
  return new Map(rows.map(([id, confidence, at]) => [id, { confidence, at: new Date(at) }]))
}

/**
 * When each key result was asked for in messages that arrived and still ask for it (not dropped, not skipped), later
 * than its last answer: only what nobody has answered since.
 */
export function listUnansweredAsks(
  db: Db,
  slice: StatusSlice,
  answers: ReadonlyMap<KeyResultId, LastAnswer>,
): Map<KeyResultId, Date[]> {
  const rows = db.values<[string, number]>(sql`
    select i.key_result_id, coalesce(d.settled_at, r.decided_at)
    from ${objectives} o
    cross join ${keyResults} k on k.objective_id = o.id
    cross join ${requestItems} i on i.key_result_id = k.id and i.dropped_at is null
    cross join ${requests} r on r.id = i.request_id
    cross join ${deliveries} d on d.key = 'check-in-request:' || r.id and d.state = 'sent'
    where ${within(slice)} and not exists (
      select 1 from ${skips} s where s.key_result_id = k.id and s.week = r.week and s.withdrawn_at is null)`)
  const unanswered = rows.filter(([id, at]) => at > (answers.get(id)?.at.getTime() ?? Number.NEGATIVE_INFINITY))
  const byKeyResult = Map.groupBy(unanswered, ([id]) => id)
  return new Map([...byKeyResult].map(([id, asks]) => [id, asks.map(([, at]) => new Date(at))]))
}

/** When somebody last said something that stands about a key result, for any week. Null: never. */
export function lastSaidAt(db: Db, id: KeyResultId): Date | null {
  const row = db.get<{ at: number | null } | undefined>(sql`
    select max(v.answered_at) as at from ${checkIns} c
    join ${checkInVersions} v on v.check_in_id = c.id and v.version = (
      select max(version) from ${checkInVersions} v2 where v2.check_in_id = c.id)
    where c.key_result_id = ${id} and v.confidence is not null`)
  return row?.at == null ? null : new Date(row.at)
}

export interface ValueOnDate {
  at: LocalDate
  value: number
}

/** Of each measured KPI, the value that counts on a date: the latest not after it, of one day the last recorded. */
export function listLastReadings(db: Db, slice: StatusSlice, asOf: LocalDate): Map<KpiId, ValueOnDate> {
  const rows = db.values<[string, string, number]>(sql`
    select r.kpi_id, r.at, r.value
    from (select distinct k.kpi_id from ${objectives} o cross join ${keyResults} k on k.objective_id = o.id
          where ${within(slice)}) m
    cross join ${readings} r on r.id = (
      select r2.id from ${readings} r2 where r2.kpi_id = m.kpi_id and r2.at <= ${asOf}
      order by r2.at desc, r2.recorded_at desc, r2.id desc limit 1)`)
  return new Map(rows.map(([kpiId, at, value]) => [kpiId, { at, value }]))
}

/** These KPIs' readings from a date on, each in the order in which they count. */
export function listReadingsSince(db: Db, kpiIds: readonly KpiId[], since: LocalDate): Map<KpiId, ValueOnDate[]> {
  const rows = db.values<[string, string, number]>(sql`
    select r.kpi_id, r.at, r.value
    from json_each(${JSON.stringify(kpiIds)}) wanted
    cross join ${readings} r on r.kpi_id = wanted.value and r.at >= ${since}
    order by wanted.id, r.at, r.recorded_at, r.id`)
  const byKpi = new Map<KpiId, ValueOnDate[]>()
  for (const [kpiId, at, value] of rows) {
    const found = byKpi.get(kpiId)
    if (found) found.push({ at, value })
    else byKpi.set(kpiId, [{ at, value }])
  }
  return byKpi
}

function within({ cycleId, objectiveId, teamId }: StatusSlice): SQL {
  const one = objectiveId === null ? sql`` : sql` and o.id = ${objectiveId}`
  const theirs = teamId === null ? sql`` : sql` and o.team_id = ${teamId}`
  return sql`o.cycle_id = ${cycleId}${one}${theirs}`
}
