import { keyResultsOf, objectiveFor } from '../../domain/contributions.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import {
  type ActivityGroup,
  type DriverFacts,
  groupActivity,
  type ReportedActivity,
  specKey,
  worthTelling,
} from '../../domain/reports-activity.ts'
import type { Db } from '../../platform/db.ts'
import { driverFacts } from '../../storage/chant-drivers.ts'
import { listInitiatives } from '../../storage/initiatives.ts'
import { listActivity } from '../list-activity.ts'

/**
 * What became known of chant's specs in a span of time, grouped by the objectives they work for. `labels`: only specs
 * with one of these, their own or their driver's; empty: all.
 */
export function reportActivity(
  db: Db,
  labels: readonly string[],
  keyResults: readonly KeyResult[],
  { since, until }: { since: Date; until: Date },
): ActivityGroup[] {
  const filter = { known: { after: since, until }, ...(labels.length > 0 && { labels }) }
  return showActivity(db, worthTelling(listActivity(db, filter)), keyResults)
}

/** Events as people read them: by objective, members under their drivers, and how far those are. */
export function showActivity(
  db: Db,
  activities: readonly ReportedActivity[],
  keyResults: readonly KeyResult[],
): ActivityGroup[] {
  if (activities.length === 0) return []
  const initiatives = listInitiatives(db)
  return groupActivity(activities, factsOfDrivers(db, activities), (activity) => {
    const goals = keyResultsOf(activity, { keyResults, initiatives })
    return { keyResults: goals, objective: objectiveFor(activity, goals) }
  })
}

function factsOfDrivers(db: Db, activities: readonly ReportedActivity[]): Map<string, DriverFacts> {
  const facts = new Map<string, DriverFacts>()
  for (const [repository, some] of Map.groupBy(activities, (activity) => activity.repository)) {
    const ids = new Set(some.map(({ driver, id }) => driver ?? id))
    for (const [id, known] of driverFacts(db, repository, [...ids])) facts.set(specKey({ repository, id }), known)
  }
  return facts
}
