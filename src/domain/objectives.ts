import type { KeyResultId, KpiId, ObjectiveId, PersonId, TeamId } from './ids.ts'
import type { LocalDate } from './local-time.ts'

/** A quarter, usually. */
export interface Cycle {
  id: number
  name: string
  starts: LocalDate
  ends: LocalDate
  closedAt: Date | null
}

export const objectiveTypes = ['impact', 'enabler'] as const

export interface Objective {
  id: ObjectiveId
  cycleId: number
  teamId: TeamId
  title: string
  /** `impact` moves a core metric, `enabler` unlocks later impact. */
  type: (typeof objectiveTypes)[number] | null
  /** The objective or key result above that this one serves. */
  supports: ObjectiveId | KeyResultId | null
  whyNow: string | null
}

export const indicators = ['leading', 'lagging'] as const
export const commitments = ['committed', 'aspirational'] as const

/** What is believed, how it is tested, when it counts as passed, and what came out (RAT style). */
export interface Assumption {
  statement: string | null
  test: string | null
  threshold: string | null
  result: string | null
}

export interface KeyResult {
  id: KeyResultId
  objectiveId: ObjectiveId
  title: string
  kpiId: KpiId
  baseline: number | null
  target: number | null
  /** Pass or fail. Null: the default of `thresholdOf`. */
  threshold: number | null
  /** Null: the cycle's end (see `dueOf`). */
  due: LocalDate | null
  ownerId: PersonId | null
  /** When the present owner took over: they are asked from the next ask on. */
  ownedSince: Date | null
  indicator: (typeof indicators)[number] | null
  commitment: (typeof commitments)[number]
  measurement: string | null
  dashboard: string | null
  guardrailKpiId: KpiId | null
  /** chant labels whose specs contribute. */
  labels: readonly string[]
  assumption: Assumption | null
  /** The outcome this stands for. */
  proxyFor: string | null
}

/** What a key result waits for; open until closed. */
export interface Dependency {
  id: number
  keyResultId: KeyResultId
  on: string
  ownerId: PersonId | null
  due: LocalDate | null
  closedAt: Date | null
}

export interface Link {
  keyResultId: KeyResultId
  kind: string
  title: string | null
  url: string
}

/** Work that contributes to key results. */
export interface Initiative {
  id: number
  title: string
  contributesTo: readonly KeyResultId[]
  /** A URL, or `chant:[repository/]<spec id>`. */
  link: string | null
  evidence: string | null
  expectedImpact: string | null
}

export function dueOf(keyResult: Pick<KeyResult, 'due'>, cycle: Pick<Cycle, 'ends'>): LocalDate {
  return keyResult.due ?? cycle.ends
}
