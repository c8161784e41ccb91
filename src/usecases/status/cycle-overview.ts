import { daysBetween, type LocalDate } from '../../domain/local-time.ts'
import type { PaceStatus } from '../../domain/pace.ts'
import { type RollUp, rollUp } from '../../domain/roll-up.ts'
import type { Db } from '../../platform/db.ts'
import { listOpenItems } from '../../storage/open-items.ts'
import type { KeyResultStatus, Status } from '../show-status.ts'
import { worstOf } from './worst.ts'

/** A cycle at a glance: how much of it is over, and each team in counts and its worst. */
export interface CycleOverview {
  name: string
  starts: LocalDate
  ends: LocalDate
  /** The share that is over, 0..1, and the days that are left, today not counted. */
  elapsed: number
  daysLeft: number
  rollUp: RollUp
  worst: KeyResultStatus | null
  /** What the measurements say, beside what people say. */
  paces: Readonly<Record<PaceStatus, number>>
  openItems: number
  teams: readonly TeamOverview[]
}

export interface TeamOverview {
  name: string
  objectives: number
  rollUp: RollUp
  worst: KeyResultStatus | null
}

/** Null when there is no cycle. */
export function overviewOf(db: Db, { cycle, elapsed, objectives }: Status, today: LocalDate): CycleOverview | null {
  if (cycle === null) return null
  const all = objectives.flatMap(({ keyResults }) => keyResults)
  const teams = Map.groupBy(objectives, ({ team }) => team)
  return {
    name: cycle.name,
    starts: cycle.starts,
    ends: cycle.ends,
    elapsed,
    daysLeft: Math.max(0, daysBetween(today, cycle.ends)),
    rollUp: rollUp(all),
    worst: worstOf(all),
    paces: countPaces(all),
    openItems: listOpenItems(
      db,
      all.map(({ keyResult }) => keyResult.id),
    ).length,
    teams: [...teams].map(([name, theirs]) => {
      const keyResults = theirs.flatMap((one) => one.keyResults)
      return { name, objectives: theirs.length, rollUp: rollUp(keyResults), worst: worstOf(keyResults) }
    }),
  }
}

function countPaces(keyResults: readonly KeyResultStatus[]): Record<PaceStatus, number> {
  const counts: Record<PaceStatus, number> = { met: 0, 'on pace': 0, behind: 0, 'no data': 0 }
  for (const { paceStatus } of keyResults) counts[paceStatus]++
  return counts
}
