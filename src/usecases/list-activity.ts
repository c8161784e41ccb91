import { type Activity, activityOf, hasLabel, type SpecEvent } from '../domain/activity.ts'
import { driverOf, type Spec, type SpecId } from '../domain/specs.ts'
import type { Db } from '../platform/db.ts'
import { type EventFilter, lastSeenSpecs, listEvents } from '../storage/chant-events.ts'
import { listListingDrivers, listSpecsById } from '../storage/chant-specs.ts'

export interface ActivityFilter extends EventFilter {
  /** Only specs with one of these labels, their own or their driver's. */
  labels?: readonly string[]
}

export interface RepositoryActivity extends Activity {
  repository: string
}

/** What happened in all repositories, oldest first, with each spec as it stands now. */
export function listActivity(db: Db, { labels, ...filter }: ActivityFilter): RepositoryActivity[] {
  const all = [...listEvents(db, filter)].flatMap(([repository, events]) => {
    const specs = concernedSpecs(db, repository, events)
    const there = new Set(specs.map(({ id }) => id))
    const gone = [...new Set(events.map(({ specId }) => specId))].filter((id) => !there.has(id))
    const lastSeen = gone.length > 0 ? lastSeenSpecs(db, repository, gone) : undefined
    return activityOf(events, specs, lastSeen).map((activity) => ({ ...activity, repository }))
  })
  return all
    .filter((activity) => !labels || labels.some((label) => hasLabel(activity, label)))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}

/** The specs of the events and their drivers, by id as chant has them and by what drivers list as members. */
function concernedSpecs(db: Db, repository: string, events: readonly SpecEvent[]): Spec[] {
  const ids = new Set<SpecId>()
  for (const { specId } of events) {
    ids.add(specId)
    const driver = driverOf(specId)
    if (driver !== null) ids.add(driver)
  }
  return [...listListingDrivers(db, repository), ...listSpecsById(db, repository, [...ids])]
}
