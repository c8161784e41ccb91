import type { ApprovalRule } from '../approval-rules.ts'
import { formatEvery, formatLimit } from '../kpis.ts'
import type { LocalDate, LocalTime, Weekday, Zone } from '../local-time.ts'
import {
  defaultCheckIn,
  defaultReportTime,
  defaultWorkingDays,
  type ReportSettings,
  reportSections,
  type TeamLevel,
} from '../teams.ts'
import type { GivenIds } from './give-ids.ts'
import type { FileKeyResult, FileKpi, FileObjective, FilePerson, FileTeam, OkrFile } from './okr-file.ts'

/**
 * What the file says of each kind of thing, defaults filled in: what is compared and merged, field by field, when a
 * file is imported again. People are written as in `parsePersonReference`.
 */
export interface Definitions {
  cycle: { starts: LocalDate; ends: LocalDate }
  admins: { people: readonly string[] }
  person: {
    git: string | null
    zone: Zone | null
    delegate: string | null
    weekday: Weekday | null
    time: LocalTime | null
    daysOff: readonly LocalDate[]
  }
  holidays: { dates: readonly LocalDate[] }
  team: {
    level: TeamLevel
    zone: Zone | null
    workingDays: readonly Weekday[]
    lead: string | null
    channel: string | null
    checkInWeekday: Weekday
    checkInTime: LocalTime
    checkInStarts: LocalDate | null
    report: ReportSettings | null
  }
  kpi: {
    name: string
    unit: string | null
    every: string | null
    owner: string | null
    baseline: number | null
    target: number | null
    limit: string | null
  }
  objective: Pick<FileObjective, 'team' | 'title' | 'type' | 'supports' | 'whyNow'>
  'key-result': Omit<FileKeyResult, 'id' | 'kpi' | 'commitment'> & {
    kpi: string
    commitment: NonNullable<FileKeyResult['commitment']>
  }
  initiative: {
    contributesTo: readonly string[]
    link: string | null
    evidence: string | null
    expectedImpact: string | null
  }
  approvals: { rules: readonly ApprovalRule[] }
}

export type ThingKind = keyof Definitions

/** One thing a file describes. `key` is what it is known by: its id, name, title or person; empty if there is one. */
export interface Thing<Kind extends ThingKind = ThingKind> {
  kind: Kind
  key: string
  definition: Definitions[Kind]
}

/** Fields that are sets: what is added in one place and removed in another are two changes that fit together. */
export const setFields: { readonly [Kind in ThingKind]?: readonly string[] } = {
  admins: ['people'],
  person: ['daysOff'],
  holidays: ['dates'],
  'key-result': ['labels'],
  initiative: ['contributesTo'],
}

/** Everything a file describes, each thing after those it names. */
export function thingsOf(file: OkrFile, ids: GivenIds): Thing[] {
  return [
    thing('cycle', file.cycle.name, { starts: file.cycle.starts, ends: file.cycle.ends }),
    ...(file.admins === null ? [] : [thing('admins', '', { people: [...new Set(file.admins)] })]),
    ...file.people.map(personThing),
    ...(file.holidays.length === 0 ? [] : [thing('holidays', file.cycle.name, { dates: file.holidays })]),
    ...file.teams.map(teamThing),
    ...file.kpis.map(kpiThing),
    ...file.objectives.map((objective, index) => objectiveThing(objective, ids.objectives[index] ?? '')),
    ...file.objectives.flatMap(({ keyResults }, index) =>
      keyResults.map((keyResult, number) => keyResultThing(keyResult, ids.keyResults[index]?.[number] ?? '')),
    ),
    ...file.initiatives.map(({ title, contributesTo, link, evidence, expectedImpact }) =>
      thing('initiative', title, { contributesTo: [...new Set(contributesTo)], link, evidence, expectedImpact }),
    ),
    ...(file.approvals === null ? [] : [thing('approvals', '', { rules: file.approvals })]),
  ]
}

/** The same thing with every person in it written as `write` says. */
export function withPeople<Kind extends ThingKind>(one: Thing<Kind>, write: (person: string) => string): Thing<Kind> {
  const rewrite = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return personKeys.has(key) ? write(value) : value
    if (Array.isArray(value)) return value.map((item) => rewrite(item, key))
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, rewrite(part, name)]))
  }
  const key = one.kind === 'person' ? write(one.key) : one.key
  return { ...one, key, definition: rewrite(one.definition, '') as Definitions[Kind] }
}

const personKeys = new Set(['people', 'owner', 'lead', 'delegate'])

function thing<Kind extends ThingKind>(kind: Kind, key: string, definition: Definitions[Kind]): Thing<Kind> {
  return { kind, key, definition }
}

function personThing({ person, git, zone, delegate, daysOff, checkIn }: FilePerson): Thing {
  const { weekday, time } = checkIn ?? { weekday: null, time: null }
  return thing('person', person, { git, zone, delegate, weekday, time, daysOff })
}

function teamThing({ name, level, zone, workingDays, lead, channel, checkIn, report }: FileTeam): Thing {
  return thing('team', name, {
    level: level ?? 'team',
    zone,
    workingDays: workingDays ?? defaultWorkingDays,
    lead,
    channel,
    checkInWeekday: checkIn?.weekday ?? defaultCheckIn.weekday,
    checkInTime: checkIn?.time ?? defaultCheckIn.time,
    checkInStarts: checkIn?.starts ?? null,
    report: report && {
      ...report,
      time: report.time ?? defaultReportTime,
      sections: report.sections ?? reportSections,
      when: report.when ?? 'new',
    },
  })
}

function kpiThing({ id, name, unit, every, owner, baseline, target, limit }: FileKpi): Thing {
  return thing('kpi', id, {
    name: name ?? id,
    unit,
    every: every && formatEvery(every),
    owner,
    baseline,
    target,
    limit: limit && formatLimit(limit),
  })
}

function objectiveThing({ team, title, type, supports, whyNow }: FileObjective, id: string): Thing {
  return thing('objective', id, { team, title, type, supports, whyNow })
}

function keyResultThing({ id: _, kpi, commitment, ...rest }: FileKeyResult, id: string): Thing {
  return thing('key-result', id, { ...rest, kpi: kpi ?? id, commitment: commitment ?? 'aspirational' })
}
