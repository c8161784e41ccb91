import type { KeyResultId, KpiId, ObjectiveId } from '../ids.ts'

/** What is there already, so that a file can name it and be matched with it. */
export interface Known {
  teams: readonly string[]
  kpis: readonly KpiId[]
  objectives: readonly KnownObjective[]
  keyResults: readonly KnownKeyResult[]
}

export interface KnownObjective {
  id: ObjectiveId
  /** The name of its cycle. */
  cycle: string
  team: string
  /** Its title today, and the one the file last gave it. */
  titles: readonly string[]
  supports: ObjectiveId | KeyResultId | null
}

export interface KnownKeyResult {
  id: KeyResultId
  titles: readonly string[]
}

/** For a file that is looked at by itself. */
export const nothingKnown: Known = { teams: [], kpis: [], objectives: [], keyResults: [] }
