import type { ActivityKind, SpecEvent } from '../../domain/activity.ts'
import { isBookkeeping } from '../../domain/activity.ts'
import type { Approval } from '../../domain/approvals.ts'
import { driverProgress, driversOf, type Spec, type SpecId } from '../../domain/specs.ts'
import { type Db, transact } from '../../platform/db.ts'
import { latestRounds } from '../../storage/approvals/approvals.ts'
import { latestDecision } from '../../storage/approvals/decisions.ts'
import { listFollowedDrivers, markFollowed } from '../../storage/approvals/news.ts'
import { listEvents } from '../../storage/chant-events.ts'
import { listSpecs } from '../../storage/chant-specs.ts'
import { approvalChanged, tell } from './approval-messages.ts'

/** A spec that carries out what was approved, with its members. */
export interface FollowedDriver {
  specId: SpecId
  title: string | null
  status: string
  completed: number
  total: number
  members: readonly SpecId[]
  /** True once anything of it is further than waiting. */
  hasBegun: boolean
}

/** What is told of work, as people follow it. */
const followed: ReadonlySet<ActivityKind> = new Set([
  'started',
  'completed',
  'failed',
  'needs_attention',
  'paused',
  'cancelled',
  'reopened',
  'merged',
])

/** The drivers (or groups) that depend on a spec, oldest first. */
export function driversFollowing(db: Db, repository: string, specId: SpecId): FollowedDriver[] {
  return driversAmong(listSpecs(db, repository), specId)
}

/** Tells in the threads of what was approved how the work on it goes: a driver that came, members that started or ended. */
export function followWork(db: Db, repository: string, now: Date): void {
  const approved = [...latestRounds(db, repository).values()].filter(({ outcome }) => outcome === 'approved')
  if (approved.length === 0) return
  const specs = listSpecs(db, repository)
  for (const approval of approved) {
    const drivers = driversAmong(specs, approval.specId)
    if (drivers.length > 0) transact(db, (tx) => followOne(tx, approval, drivers, specs, now))
  }
}

function followOne(
  tx: Db,
  approval: Approval,
  drivers: readonly FollowedDriver[],
  specs: readonly Spec[],
  now: Date,
): void {
  const since = latestDecision(tx, approval.id)?.decidedAt ?? approval.openedAt
  const known = new Set(listFollowedDrivers(tx, approval.id))
  const titles = new Map(specs.map(({ id, title }) => [id, title]))
  let isNews = false
  for (const { specId } of drivers) {
    if (known.has(specId) || !markFollowed(tx, approval.id, specId, 'driver', now)) continue
    tell(tx, approval, { kind: 'driver', specId }, now)
    isNews = true
  }
  const ids = new Set(drivers.flatMap(({ specId, members }) => [specId, ...members]))
  const happened = [...ids]
    .flatMap((specId) => [...listEvents(tx, { repository: approval.repository, specId }).values()].flat())
    .filter((event) => followed.has(event.event) && !isBookkeeping(event) && event.at >= since)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  const fresh = happened.filter((event) => markFollowed(tx, approval.id, event.specId, keyOf(event), now))
  if (fresh.length > 0) {
    const events = fresh.map(({ specId, event, note }) => ({ specId, event, title: titles.get(specId) ?? null, note }))
    tell(tx, approval, { kind: 'work', events }, now)
    isNews = true
  }
  if (isNews) approvalChanged(tx, approval.id, [], now)
}

function keyOf({ event, at }: SpecEvent): string {
  return `${event} ${at.toISOString()}`
}

const waiting = new Set(['pending', 'blocked', 'ready', 'cancelled'])

function driversAmong(specs: readonly Spec[], specId: SpecId): FollowedDriver[] {
  const drivers = specs.filter(
    ({ id, type, dependsOn }) => id !== specId && dependsOn.includes(specId) && (type === 'driver' || type === 'group'),
  )
  if (drivers.length === 0) return []
  const driverOfMember = driversOf(specs)
  return drivers.map(({ id, title, status }) => {
    const members = specs.filter((one) => driverOfMember.get(one.id) === id)
    const { completed, total } = driverProgress(id, specs)
    const hasBegun = [status, ...members.map((member) => member.status)].some((one) => !waiting.has(one))
    return { specId: id, title, status, completed, total, members: members.map((member) => member.id), hasBegun }
  })
}
