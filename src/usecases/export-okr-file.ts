import type { KeyResultId, ObjectiveId } from '../domain/ids.ts'
import type { Kpi } from '../domain/kpis.ts'
import type { Cycle, Dependency, KeyResult, Link, Objective } from '../domain/objectives.ts'
import type { GivenIds } from '../domain/okr-file/give-ids.ts'
import type { FileKeyResult, FileKpi, FilePerson, FileReading, OkrFile } from '../domain/okr-file/okr-file.ts'
import type { Db } from '../platform/db.ts'
import { listApprovalRules } from '../storage/approval-rules.ts'
import { holidays } from '../storage/holidays.ts'
import { listInitiatives } from '../storage/initiatives.ts'
import { listDependencies, listKeyResults, listLinks } from '../storage/key-results.ts'
import { listKpis, listReadings } from '../storage/kpis.ts'
import { listObjectives } from '../storage/objectives.ts'
import { listFileAdmins, listFileFacts, listPeople } from '../storage/people.ts'
import { listDaysOff, listPreferences } from '../storage/preferences.ts'
import { listTeams } from '../storage/teams.ts'
import { referenceOf } from './okr-file/people-as-written.ts'

type WritePerson = (id: number | null) => string | null

/**
 * A cycle as an OKR file, as it is stored now, edits made in Slack included: importing it again changes nothing.
 * People, teams, KPIs and initiatives belong to no cycle and are all in it.
 */
export function exportOkrFile(db: Db, cycle: Cycle): OkrFile {
  const names = new Map(listPeople(db).map((person) => [person.id, referenceOf(person)]))
  const write: WritePerson = (id) => (id === null ? null : (names.get(id) ?? null))
  const teams = new Map(listTeams(db).map((team) => [team.id, team]))
  const kpis = listKpis(db)
  const admins = listFileAdmins(db).flatMap((id) => names.get(id) ?? [])
  const rules = listApprovalRules(db)
  return {
    admins: admins.length === 0 ? null : admins.sort(),
    people: people(db, write),
    cycle: { name: cycle.name, starts: cycle.starts, ends: cycle.ends },
    teams: [...teams.values()].map(({ name, level, zone, workingDays, leadId, channel, checkIn, report }) => {
      return { name, level, zone, workingDays, lead: write(leadId), channel, checkIn, report }
    }),
    holidays: holidays(db),
    kpis: fileKpis(db, kpis, write),
    objectives: objectives(db, cycle, new Map([...teams].map(([id, { name }]) => [id, name])), kpis, write),
    initiatives: listInitiatives(db).map(({ id: _, ...initiative }) => initiative),
    approvals: rules.length === 0 ? null : rules,
  }
}

/** The ids of a file in which everything has one. */
export function explicitIds(file: OkrFile): GivenIds {
  const id = (objective: ObjectiveId, keyResult: string): KeyResultId => `${objective}-${keyResult}`
  return {
    objectives: file.objectives.map((objective) => objective.id ?? ''),
    keyResults: file.objectives.map((objective) =>
      objective.keyResults.map((keyResult) => id(objective.id ?? '', keyResult.id ?? '')),
    ),
  }
}

/** Everybody about whom there is something to say. */
function people(db: Db, write: WritePerson): FilePerson[] {
  const facts = listFileFacts(db)
  const preferences = listPreferences(db)
  const daysOff = listDaysOff(db)
  return [...facts]
    .map(([id, { git, zone }]): FilePerson => {
      const { weekday = null, time = null, delegateId = null } = preferences.get(id) ?? {}
      return {
        person: write(id) ?? '',
        git,
        zone,
        delegate: write(delegateId),
        daysOff: daysOff.get(id) ?? [],
        checkIn: weekday === null && time === null ? null : { weekday, time },
      }
    })
    .filter(
      ({ git, zone, delegate, daysOff: off, checkIn }) => git || zone || delegate || off.length > 0 || checkIn !== null,
    )
    .sort((a, b) => (a.person < b.person ? -1 : 1))
}

function fileKpis(db: Db, kpis: readonly Kpi[], write: WritePerson): FileKpi[] {
  const readings = listReadings(db, null)
  return kpis
    .map((kpi) => ({ kpi, values: (readings.get(kpi.id) ?? []).map(toFileReading) }))
    .filter(({ kpi, values }) => !kpi.isImplicit || values.length > 0 || saysMoreThanItsName(kpi))
    .map(({ kpi, values }): FileKpi => {
      const { id, name, unit, every, ownerId, baseline, target, limit } = kpi
      return { id, name, unit, every, owner: write(ownerId), baseline, target, limit, readings: values }
    })
}

function saysMoreThanItsName({ unit, every, ownerId, baseline, target, limit }: Kpi): boolean {
  return [unit, every, ownerId, baseline, target, limit].some((value) => value !== null)
}

function toFileReading({ at, value, source, note }: FileReading): FileReading {
  return { at, value, source, note }
}

function objectives(
  db: Db,
  cycle: Cycle,
  teams: ReadonlyMap<number, string>,
  kpis: readonly Kpi[],
  write: WritePerson,
): OkrFile['objectives'] {
  const implicit = new Set(kpis.filter((kpi) => kpi.isImplicit).map((kpi) => kpi.id))
  const keyResults = Map.groupBy(listKeyResults(db, cycle.id), (one) => one.objectiveId)
  const dependencies = listDependencies(db, cycle.id)
  const links = listLinks(db, cycle.id)
  return listObjectives(db, cycle.id).map(({ id, teamId, title, type, supports, whyNow }: Objective) => ({
    id,
    team: teams.get(teamId) ?? '',
    title,
    type,
    supports,
    whyNow,
    keyResults: (keyResults.get(id) ?? []).map((keyResult) => {
      const waits = dependencies.get(keyResult.id) ?? []
      return toFileKeyResult(keyResult, waits, links.get(keyResult.id) ?? [], implicit, write)
    }),
  }))
}

function toFileKeyResult(
  keyResult: KeyResult,
  dependencies: readonly Dependency[],
  links: readonly Link[],
  implicit: ReadonlySet<string>,
  write: WritePerson,
): FileKeyResult {
  const { id, objectiveId, title, kpiId, ownerId, guardrailKpiId, ownedSince: _, ...plain } = keyResult
  return {
    ...plain,
    id: id.slice(objectiveId.length + 1),
    title,
    kpi: kpiId === id && implicit.has(id) ? null : kpiId,
    owner: write(ownerId),
    guardrail: guardrailKpiId,
    dependencies: dependencies.map(({ on, ownerId: by, due }) => ({ on, owner: write(by), due })),
    links: links.map(({ kind, title: name, url }) => ({ kind, title: name, url })),
  }
}
