import { type Activity, type ActivityKind, isBookkeeping } from './activity.ts'
import { compareIds, type KeyResultId, type ObjectiveId } from './ids.ts'
import type { SpecId } from './specs.ts'

/** What happened to one spec, for people who want to know what it came to. */
export interface SpecNews {
  repository: string
  id: SpecId
  title: string | null
  /** In their order; the same thing several times is told once, as it was last. */
  events: SpecHappening[]
  /** For a driver: members done, of those not cancelled. */
  progress: { completed: number; total: number } | null
  /** For a driver: those of its members to which something happened. */
  members: SpecNews[]
}

export interface SpecHappening {
  event: ActivityKind
  at: Date
  by: string | null
  reason: string | null
  times: number
}

/** What contributes to one objective, and to which of its key results. Null: to none we know. */
export interface ActivityGroup {
  objective: ObjectiveId | null
  keyResults: KeyResultId[]
  specs: SpecNews[]
}

/** What is known of a driver beside what happened to it. */
export interface DriverFacts {
  title: string | null
  progress: { completed: number; total: number }
}

export type ReportedActivity = Activity & { repository: string }

/** A driver's name across repositories. */
export function specKey({ repository, id }: { repository: string; id: SpecId }): string {
  return `${repository}/${id}`
}

/** Leaves out what chant writes for its own book-keeping: a decision is told as the decision. */
export function worthTelling<T extends Activity>(activities: readonly T[]): T[] {
  return activities.filter((activity) => !isBookkeeping(activity))
}

/**
 * Events, oldest first, as one entry for each spec, members under their driver, each under the objective it works for:
 * objectives in order, what works for none of them last.
 */
export function groupActivity(
  activities: readonly ReportedActivity[],
  drivers: ReadonlyMap<string, DriverFacts>,
  goalOf: (activity: ReportedActivity) => { objective: ObjectiveId | null; keyResults: readonly KeyResultId[] },
): ActivityGroup[] {
  const groups = new Map<ObjectiveId | null, ActivityGroup>()
  const specs = new Map<string, SpecNews>()
  for (const activity of activities) {
    const goal = goalOf(activity)
    const group = groups.get(goal.objective) ?? { objective: goal.objective, keyResults: [], specs: [] }
    groups.set(goal.objective, group)
    group.keyResults = [...new Set([...group.keyResults, ...goal.keyResults])].sort(compareIds)
    happen(newsOf(activity, group, specs, drivers), activity)
  }
  return [...groups.values()].sort(byObjective)
}

/** How often each kind of thing happened; a spec that was worked on three times counts once. */
export function countHappenings(groups: readonly ActivityGroup[]): Map<ActivityKind, number> {
  const counts = new Map<ActivityKind, number>()
  const count = (spec: SpecNews): void => {
    for (const { event } of spec.events) counts.set(event, (counts.get(event) ?? 0) + 1)
    spec.members.forEach(count)
  }
  for (const group of groups) group.specs.forEach(count)
  return counts
}

function newsOf(
  { repository, id, title, driver }: ReportedActivity,
  group: ActivityGroup,
  specs: Map<string, SpecNews>,
  drivers: ReadonlyMap<string, DriverFacts>,
): SpecNews {
  const known = specs.get(specKey({ repository, id }))
  if (known) return known
  const progress = drivers.get(specKey({ repository, id }))?.progress ?? null
  const news: SpecNews = { repository, id, title, events: [], progress, members: [] }
  specs.set(specKey({ repository, id }), news)
  if (driver === null) group.specs.push(news)
  else driverNews(repository, driver, group, specs, drivers).members.push(news)
  return news
}

/** A driver is shown with its members also when nothing happened to itself. */
function driverNews(
  repository: string,
  id: SpecId,
  group: ActivityGroup,
  specs: Map<string, SpecNews>,
  drivers: ReadonlyMap<string, DriverFacts>,
): SpecNews {
  const known = specs.get(specKey({ repository, id }))
  if (known) return known
  const facts = drivers.get(specKey({ repository, id }))
  const title = facts?.title ?? null
  const news: SpecNews = { repository, id, title, events: [], progress: facts?.progress ?? null, members: [] }
  specs.set(specKey({ repository, id }), news)
  group.specs.push(news)
  return news
}

function happen({ events }: SpecNews, { event, at, by, reason }: ReportedActivity): void {
  const before = events.findIndex((one) => one.event === event)
  const times = before === -1 ? 1 : (events[before]?.times ?? 0) + 1
  // A second rejection has a reason of its own, and both were said.
  if (before !== -1 && event !== 'rejected' && event !== 'approved') events.splice(before, 1)
  events.push({ event, at, by, reason, times: event === 'rejected' || event === 'approved' ? 1 : times })
}

function byObjective(a: ActivityGroup, b: ActivityGroup): number {
  if (a.objective === null || b.objective === null) return Number(a.objective === null) - Number(b.objective === null)
  return compareIds(a.objective, b.objective)
}
