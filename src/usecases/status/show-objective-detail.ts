import { isKeyResultId, type ObjectiveId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { Cycle, Objective } from '../../domain/objectives.ts'
import { type RollUp, rollUp } from '../../domain/roll-up.ts'
import type { Db } from '../../platform/db.ts'
import { getCycle } from '../../storage/cycles.ts'
import { findKeyResult } from '../../storage/key-results.ts'
import { findObjective, getObjective, listSupporters } from '../../storage/objectives.ts'
import { listOpenItems } from '../../storage/open-items.ts'
import { getTeam } from '../../storage/teams.ts'
import { type OwedItem, owedItem } from '../home/show-owed.ts'
import { type KeyResultStatus, showStatus } from '../show-status.ts'
import type { Reader } from './reader.ts'
import { type SaidInWeek, saidInWeeks } from './said-in-weeks.ts'
import { worstOf } from './worst.ts'

/** Everything there is to know about one objective. */
export interface ObjectiveDetail {
  objective: Objective
  team: string
  cycle: Cycle
  /** The share of the cycle that is over, 0..1. */
  elapsed: number
  rollUp: RollUp
  worst: KeyResultStatus | null
  keyResults: readonly (KeyResultStatus & { weeks: readonly SaidInWeek[]; open: readonly OwedItem[] })[]
  /** What it serves above, and what serves it below. */
  supports: Named | null
  supportedBy: readonly Named[]
}

export interface Named {
  id: string
  title: string
}

/** Throws when there is no such objective: a bug. */
export function showObjectiveDetail(db: Db, id: ObjectiveId, reader: Reader, defaultZone: Zone): ObjectiveDetail {
  const { now, zone } = reader
  const objective = getObjective(db, id)
  const { elapsed, objectives } = showStatus(db, { kind: 'objective', id }, now, defaultZone)
  const keyResults = objectives[0]?.keyResults ?? []
  const ids = keyResults.map(({ keyResult }) => keyResult.id)
  const open = Map.groupBy(listOpenItems(db, ids), ({ keyResultId }) => keyResultId)
  const said = saidInWeeks(db, objective.teamId, ids, reader, defaultZone)
  return {
    objective,
    team: getTeam(db, objective.teamId).name,
    cycle: getCycle(db, objective.cycleId),
    elapsed,
    rollUp: rollUp(keyResults),
    worst: worstOf(keyResults),
    keyResults: keyResults.map((one) => ({
      ...one,
      weeks: said.get(one.keyResult.id) ?? [],
      open: (open.get(one.keyResult.id) ?? []).map((item) => owedItem(db, item, reader.id, now, zone)),
    })),
    supports: objective.supports === null ? null : named(db, objective.supports),
    supportedBy: listSupporters(db, [id, ...ids]).map((one) => ({ id: one.id, title: one.title })),
  }
}

/** What an objective serves may be in another cycle, or not be known here at all. */
function named(db: Db, id: string): Named {
  const found = isKeyResultId(id) ? findKeyResult(db, id) : findObjective(db, id)
  return { id, title: found?.title ?? '' }
}
