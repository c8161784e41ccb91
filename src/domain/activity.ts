import type { Spec, SpecId } from './specs.ts'
import { driverOf, driversOf } from './specs.ts'

/** What can happen to a spec, in the order in which it is told when it happened at once. */
export const activityKinds = [
  'created',
  'started',
  'worked',
  'paused',
  'needs_attention',
  'failed',
  'completed',
  'cancelled',
  'reopened',
  'rejected',
  'approved',
  'merged',
  'archived',
] as const
export type ActivityKind = (typeof activityKinds)[number]

/** A spec as an event needs it. */
export type SpecView = Pick<Spec, 'title' | 'type' | 'labels'>

/** One thing that happened to one spec, as a commit (or a file not committed yet) shows it. */
export interface SpecEvent {
  specId: SpecId
  event: ActivityKind
  /** The commit's author date: the minute `chant activity` shows. */
  at: Date
  /** Who decided, for approvals and rejections; else the commit's author. Null when nobody can be known. */
  by: string | null
  /** Why it was rejected. */
  reason: string | null
  /** What a work commit says about itself. */
  note: string | null
  /** Null: seen in the working copy and in no commit yet. */
  commit: string | null
  /** The spec as it stood then; null when the commit did not touch its file. */
  spec: SpecView | null
}

/** An event as people read it: with the spec as it stands now, or as it last stood. */
export interface Activity {
  at: Date
  event: ActivityKind
  id: SpecId
  title: string | null
  type: string | null
  labels: readonly string[]
  by: string | null
  reason: string | null
  note: string | null
  driver: SpecId | null
  /** The driver's labels: members count under them too. */
  driverLabels: readonly string[]
  commit: string | null
}

/**
 * Events as people read them, oldest first; what happened at one instant stays in the order given (that of commits).
 * The same event in two commits (a rebase keeps the author's date) is one.
 * `lastSeen`: how specs stood that are there no more.
 */
export function activityOf(
  events: readonly SpecEvent[],
  specs: readonly Spec[],
  lastSeen: ReadonlyMap<SpecId, SpecView> = new Map(),
): Activity[] {
  const now = new Map<SpecId, SpecView>(lastSeen)
  for (const event of events) if (event.spec) now.set(event.specId, event.spec)
  for (const spec of specs) if (spec.archived) now.set(spec.id, spec)
  for (const spec of specs) if (!spec.archived) now.set(spec.id, spec)
  const drivers = driversOf(specs)
  const oldestFirst = withoutTwins(events).sort((a, b) => a.at.getTime() - b.at.getTime())
  return oldestFirst.map((event) => {
    const spec = now.get(event.specId)
    const driver = drivers.get(event.specId) ?? driverOf(event.specId)
    return {
      at: event.at,
      event: event.event,
      id: event.specId,
      title: spec?.title ?? null,
      type: spec?.type ?? null,
      labels: spec?.labels ?? [],
      by: event.by,
      reason: event.reason,
      note: event.note,
      driver,
      driverLabels: (driver !== null ? now.get(driver)?.labels : undefined) ?? [],
      commit: event.commit,
    }
  })
}

/** True when the spec or its driver carries the label. */
export function hasLabel({ labels, driverLabels }: Activity, label: string): boolean {
  return labels.includes(label) || driverLabels.includes(label)
}

/**
 * True for a work commit in which nobody worked: chant writes `chant(<id>): approve spec` for a decision that is an
 * event of its own. `chant activity` shows it as WORKED, so it is kept; a report for people leaves it out.
 */
export function isBookkeeping({ event, note }: Pick<Activity, 'event' | 'note'>): boolean {
  return (
    event === 'worked' &&
    /^(approve spec|reject spec|update status to |create fix spec |convert to driver with )/.test(note ?? '')
  )
}

function withoutTwins(events: readonly SpecEvent[]): SpecEvent[] {
  const seen = new Set<string>()
  return events.filter((event) => {
    const key = `${event.specId}\n${event.event}\n${event.at.getTime()}\n${event.note ?? ''}`
    return !seen.has(key) && seen.add(key)
  })
}
