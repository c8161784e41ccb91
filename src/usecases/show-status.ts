import { isAtRisk, type Standing } from '../domain/at-risk.ts'
import type { CheckInCalendar } from '../domain/cadence/calendar.ts'
import { type Divergence, divergenceOf } from '../domain/divergence.ts'
import {
  type KeyResultId,
  type KpiId,
  type ObjectiveId,
  objectiveOf,
  type PersonId,
  parseId,
  type TeamId,
} from '../domain/ids.ts'
import { type LocalDate, localDateAt, type Zone } from '../domain/local-time.ts'
import { nearest } from '../domain/nearest.ts'
import { type Cycle, dueOf } from '../domain/objectives.ts'
import { elapsedShare, type PaceStatus, paceOf, paceStatus } from '../domain/pace.ts'
import { progressOf } from '../domain/progress.ts'
import { staleSince } from '../domain/staleness.ts'
import { ownerWorksOn, teamWorksOn } from '../domain/working-days.ts'
import type { Db } from '../platform/db.ts'
import { getCycle, openCycle } from '../storage/cycles.ts'
import { cycleIdOf, findKeyResult } from '../storage/key-results.ts'
import { findObjective } from '../storage/objectives.ts'
import { listPeople } from '../storage/people.ts'
import {
  lastSaidAt,
  listLastAnswers,
  listLastReadings,
  listReadingsSince,
  listStatusKeyResults,
  listStatusObjectives,
  listUnansweredAsks,
  type StatusKeyResult,
  type StatusKpi,
  type StatusObjective,
  type StatusSlice,
  type ValueOnDate,
} from '../storage/status-facts.ts'
import { listTeams } from '../storage/teams.ts'
import { loadCheckInCalendar } from './check-ins/load-calendar.ts'

export interface Status {
  asOf: Date
  /** Null: there is none. */
  cycle: Cycle | null
  /** The share of the cycle that is over, 0..1. */
  elapsed: number
  objectives: ObjectiveStatus[]
}

export interface ObjectiveStatus {
  objective: StatusObjective
  team: string
  keyResults: KeyResultStatus[]
}

/** How a key result stands: by its owner's word and by its measurements, which are never mixed. */
export interface KeyResultStatus extends Standing {
  keyResult: StatusKeyResult
  owner: { id: number; name: string } | null
  unit: string | null
  /** The key result's own, else its KPI's. */
  baseline: number | null
  target: number | null
  /** The value that counts today, and the date it is of. */
  current: ValueOnDate | null
  progress: number | null
  pace: number | null
  paceStatus: PaceStatus
  /** When the last answer was given. */
  checkedInAt: Date | null
  staleSince: Date | null
  divergence: Divergence | null
}

/** What somebody wants to see: everything, an objective, a key result, a team, or what is at risk. */
export type StatusScope =
  | { kind: 'all' }
  | { kind: 'at-risk' }
  | { kind: 'objective'; id: ObjectiveId }
  | { kind: 'key-result'; id: KeyResultId }
  | { kind: 'team'; id: TeamId }

/** What a person typed after `status`: nothing, `O1`, `o1-kr1`, `at-risk` or a team; else a sentence that says so. */
export function readStatusScope(db: Db, typed: string): StatusScope | { kind: 'unknown'; sentence: string } {
  const text = typed.trim()
  if (text === '') return { kind: 'all' }
  if (/^at[\s_-]?risk$/i.test(text)) return { kind: 'at-risk' }
  const id = parseId(text)
  if (id?.kind === 'objective') {
    return findObjective(db, id.id) ? { kind: 'objective', id: id.id } : unknown(`There is no objective ${id.id}.`)
  }
  if (id?.kind === 'key-result') {
    return findKeyResult(db, id.id) ? { kind: 'key-result', id: id.id } : unknown(`There is no key result ${id.id}.`)
  }
  const teams = listTeams(db)
  const team = teams.find(({ name }) => name.toLowerCase() === text.toLowerCase())
  if (team) return { kind: 'team', id: team.id }
  const meant = nearest(text, [...teams.map(({ name }) => name), 'at-risk'])
  return unknown(`There is no team called ${text.slice(0, 80)}.${meant === null ? '' : ` Did you mean ${meant}?`}`)
}

function unknown(sentence: string): { kind: 'unknown'; sentence: string } {
  return { kind: 'unknown', sentence }
}

/** How the OKRs of a cycle stand at `now`, in a fixed number of queries. */
export function showStatus(db: Db, scope: StatusScope, now: Date, defaultZone: Zone): Status {
  const today = localDateAt(now, defaultZone)
  const cycle = cycleOf(db, scope, today)
  if (cycle === null) return { asOf: now, cycle, elapsed: 0, objectives: [] }
  const look = lookAt(db, sliceOf(scope, cycle), cycle, now, defaultZone)
  const keyResults = Map.groupBy(look.keyResults, ({ keyResult }) => keyResult.objectiveId)
  const objectives = look.objectives.map((objective) => ({
    objective,
    team: look.teams.get(objective.teamId)?.name ?? '',
    keyResults: (keyResults.get(objective.id) ?? [])
      .filter(({ keyResult }) => scope.kind !== 'key-result' || keyResult.id === scope.id)
      .map(({ keyResult, kpi }) => keyResultStatus(db, look, objective.teamId, keyResult, kpi)),
  }))
  return { asOf: now, cycle, elapsed: elapsedShare(cycle, today), objectives: inScope(scope, objectives) }
}

function cycleOf(db: Db, scope: StatusScope, today: LocalDate): Cycle | null {
  if (scope.kind === 'key-result') return getCycle(db, cycleIdOf(db, scope.id))
  if (scope.kind !== 'objective') return openCycle(db, today)
  const objective = findObjective(db, scope.id)
  return objective ? getCycle(db, objective.cycleId) : null
}

function sliceOf(scope: StatusScope, { id: cycleId }: Cycle): StatusSlice {
  const objectiveId = scope.kind === 'objective' ? scope.id : scope.kind === 'key-result' ? objectiveOf(scope.id) : null
  return { cycleId, objectiveId, teamId: scope.kind === 'team' ? scope.id : null }
}

function inScope(scope: StatusScope, objectives: ObjectiveStatus[]): ObjectiveStatus[] {
  if (scope.kind !== 'at-risk') return objectives
  return objectives
    .map((one) => ({ ...one, keyResults: one.keyResults.filter(isAtRisk) }))
    .filter(({ keyResults }) => keyResults.length > 0)
}

interface Look {
  cycle: Cycle
  now: Date
  defaultZone: Zone
  teams: ReadonlyMap<TeamId, { name: string; zone: Zone }>
  dayOf(teamId: TeamId): { today: LocalDate; elapsed: number }
  names: ReadonlyMap<PersonId, string>
  objectives: readonly StatusObjective[]
  keyResults: ReturnType<typeof listStatusKeyResults>
  lastReadings(asOf: LocalDate): ReadonlyMap<KpiId, ValueOnDate>
  readings(): ReadonlyMap<KpiId, readonly ValueOnDate[]>
  answers: ReturnType<typeof listLastAnswers>
  asks: ReturnType<typeof listUnansweredAsks>
  calendar(): CheckInCalendar
}

/** Everything a status is read from. What only some of it needs is read when it is needed. */
function lookAt(db: Db, slice: StatusSlice, cycle: Cycle, now: Date, defaultZone: Zone): Look {
  const answers = listLastAnswers(db, slice)
  const keyResults = listStatusKeyResults(db, slice)
  const teams = new Map(listTeams(db).map(({ id, name, zone }) => [id, { name, zone: zone ?? defaultZone }]))
  const inZone = remembered((zone) => {
    const today = localDateAt(now, zone)
    return { today, elapsed: elapsedShare(cycle, today) }
  })
  return {
    cycle,
    now,
    defaultZone,
    teams,
    dayOf: (teamId: TeamId) => inZone(teams.get(teamId)?.zone ?? defaultZone),
    names: new Map(listPeople(db).map(({ id, name }) => [id, name])),
    objectives: listStatusObjectives(db, slice),
    keyResults,
    // Zones on earth share at most three dates.
    lastReadings: remembered((asOf) => listLastReadings(db, slice, asOf)),
    readings: once(() => listReadingsSince(db, onTrack(keyResults, answers), cycle.starts)),
    answers,
    asks: listUnansweredAsks(db, slice, answers),
    calendar: once(() => loadCheckInCalendar(db, defaultZone)),
  }
}

/** Only an answer of *on track* can disagree with the readings. */
function onTrack(keyResults: Look['keyResults'], answers: Look['answers']): KpiId[] {
  const found = keyResults.filter(({ keyResult }) => answers.get(keyResult.id)?.confidence === 2)
  return [...new Set(found.map(({ keyResult }) => keyResult.kpiId))]
}

function keyResultStatus(
  db: Db,
  look: Look,
  teamId: TeamId,
  keyResult: StatusKeyResult,
  kpi: StatusKpi,
): KeyResultStatus {
  const { id, ownerId, kpiId } = keyResult
  const { today, elapsed } = look.dayOf(teamId)
  const last = look.answers.get(id)
  const current = look.lastReadings(today).get(kpiId) ?? null
  const baseline = keyResult.baseline ?? kpi.baseline
  const target = keyResult.target ?? kpi.target
  const progress = progressOf({ baseline, target, current: current?.value ?? null })
  const since = staleOf(db, look, teamId, keyResult)
  const divergence =
    last?.confidence === 2 ? divergenceFrom(look, { ...keyResult, baseline, target }, kpi, today) : null
  return {
    keyResult,
    owner: ownerId === null ? null : { id: ownerId, name: look.names.get(ownerId) ?? '' },
    unit: kpi.unit,
    baseline,
    target,
    current,
    progress,
    pace: paceOf(progress, elapsed),
    paceStatus: paceStatus(progress, elapsed),
    confidence: last?.confidence ?? null,
    checkedInAt: last?.at ?? null,
    stale: since !== null,
    staleSince: since,
    divergent: divergence !== null,
    divergence,
  }
}

function divergenceFrom(look: Look, goal: StatusKeyResult, { every }: StatusKpi, today: LocalDate): Divergence | null {
  const readings = look.readings().get(goal.kpiId) ?? []
  return divergenceOf({ confidence: 2, readings, goal, cycle: look.cycle, due: dueOf(goal, look.cycle), every }, today)
}

function staleOf(db: Db, look: Look, teamId: TeamId, { id, ownerId }: StatusKeyResult): Date | null {
  const asks = look.asks.get(id)
  if (asks === undefined) return null
  const { teams, holidays, people } = look.calendar()
  const team = teams.get(teamId)
  const owner = ownerId === null ? undefined : people.get(ownerId)
  const teamWorks = teamWorksOn(team?.workingDays ?? [], holidays)
  const works = owner === undefined ? teamWorks : ownerWorksOn(teamWorks, owner)
  const said = lastSaidAt(db, id)
  return staleSince(asks, said === null ? [] : [said], owner?.zone ?? team?.zone ?? look.defaultZone, works, look.now)
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function remembered<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    const value = known.get(key) ?? make(key)
    known.set(key, value)
    return value
  }
}
