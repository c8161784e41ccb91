import type { ApprovalRule } from '../approval-rules.ts'
import type { KeyResultId, KpiId, ObjectiveId } from '../ids.ts'
import type { Every, Limit } from '../kpis.ts'
import type { LocalDate, LocalTime, Weekday, Zone } from '../local-time.ts'
import type { Assumption, commitments, indicators, objectiveTypes } from '../objectives.ts'
import type { ReportSection, TeamLevel } from '../teams.ts'

/**
 * The OKR file as it stands there, before any default: null is what it does not say. People are written as in
 * `parsePersonReference`. One file holds one cycle.
 */
export interface OkrFile {
  admins: readonly string[] | null
  people: readonly FilePerson[]
  cycle: FileCycle
  teams: readonly FileTeam[]
  holidays: readonly LocalDate[]
  kpis: readonly FileKpi[]
  objectives: readonly FileObjective[]
  initiatives: readonly FileInitiative[]
  approvals: readonly ApprovalRule[] | null
}

export interface FilePerson {
  person: string
  git: string | null
  zone: Zone | null
  delegate: string | null
  daysOff: readonly LocalDate[]
  checkIn: { weekday: Weekday | null; time: LocalTime | null } | null
}

export interface FileCycle {
  name: string
  starts: LocalDate
  ends: LocalDate
}

export interface FileTeam {
  name: string
  level: TeamLevel | null
  zone: Zone | null
  workingDays: readonly Weekday[] | null
  lead: string | null
  channel: string | null
  checkIn: { weekday: Weekday | null; time: LocalTime | null; starts: LocalDate | null } | null
  report: FileReport | null
}

export interface FileReport {
  channel: string
  time: LocalTime | null
  zone: Zone | null
  labels: readonly string[]
  kpis: readonly KpiId[]
  sections: readonly ReportSection[] | null
  when: 'new' | 'always' | null
}

export interface FileKpi {
  id: KpiId
  name: string | null
  unit: string | null
  every: Every | null
  owner: string | null
  baseline: number | null
  target: number | null
  limit: Limit | null
  readings: readonly FileReading[]
}

export interface FileReading {
  at: LocalDate
  value: number
  source: string | null
  note: string | null
}

export interface FileObjective {
  /** `O1`; null: matched by cycle, team and title, else the next free number. */
  id: ObjectiveId | null
  team: string
  title: string
  type: (typeof objectiveTypes)[number] | null
  supports: ObjectiveId | KeyResultId | null
  whyNow: string | null
  keyResults: readonly FileKeyResult[]
}

export interface FileKeyResult {
  /** `KR1`; null: matched by title, else the next free number. */
  id: string | null
  title: string
  /** Null: it gets its own KPI, named by its id. */
  kpi: KpiId | null
  baseline: number | null
  target: number | null
  threshold: number | null
  due: LocalDate | null
  owner: string | null
  indicator: (typeof indicators)[number] | null
  commitment: (typeof commitments)[number] | null
  measurement: string | null
  dashboard: string | null
  dependencies: readonly { on: string; owner: string | null; due: LocalDate | null }[]
  links: readonly { kind: string; title: string | null; url: string }[]
  labels: readonly string[]
  guardrail: KpiId | null
  assumption: Assumption | null
  proxyFor: string | null
}

export interface FileInitiative {
  title: string
  contributesTo: readonly KeyResultId[]
  link: string | null
  evidence: string | null
  expectedImpact: string | null
}

/** Where something stands in the file: `['objectives', 0, 'key_results', 1, 'due']`, keys as they are written. */
export type FilePath = readonly (string | number)[]

/** One thing that is wrong, at its place; the message is a sentence. */
export interface FileFault {
  path: FilePath
  message: string
}
