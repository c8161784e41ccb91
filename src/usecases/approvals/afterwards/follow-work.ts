import type { ActivityKind, SpecEvent } from '../../../domain/activity.ts'
import { isBookkeeping } from '../../../domain/activity.ts'
import type { Approval } from '../../../domain/approvals.ts'
import { driverProgress, driversOf, type Spec, type SpecId } from '../../../domain/specs.ts'
import { type Db, transact } from '../../../platform/db.ts'
import { latestDecision } from '../../../storage/approvals/decisions.ts'
import { listFollowedDrivers, markFollowed } from '../../../storage/approvals/news.ts'
import { listEvents } from '../../../storage/chant-events.ts'
import { listDepending, listMembers } from '../../../storage/chant-specs.ts'
import { approvalChanged, tell } from '../approval-messages.ts'

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
  return driversAmong(db, repository, listDepending(db, repository, [specId]), specId).map(({ driver }) => driver)
}

/**
 * Tells in the threads of what was approved how the work on it goes: a driver that came, members that started or ended.
 * `rounds`: the last ones of the repository's specs.
 */
export function followWork(db: Db, repository: string, rounds: Iterable<Approval>, now: Date): void {
  const approved = [...rounds].filter(({ outcome }) => outcome === 'approved')
  const depending = listDepending(
    db,
    repository,
    approved.map(({ specId }) => specId),
  )
  for (const approval of approved) {
    const drivers = driversAmong(db, repository, depending, approval.specId)
    if (drivers.length > 0) transact(db, (tx) => followOne(tx, approval, drivers, now))
  }
}

function followOne(tx: Db, approval: Approval, drivers: readonly DriverWithSpecs[], now: Date): void {
  const since = latestDecision(tx, approval.id)?.decidedAt ?? approval.openedAt
  const known = new Set(listFollowedDrivers(tx, approval.id))
  const titles = new Map(drivers.flatMap(({ specs }) => specs).map(({ id, title }) => [id, title]))
  let isNews = false
  for (const { specId } of drivers.map(({ driver }) => driver)) {
    if (known.has(specId) || !markFollowed(tx, approval.id, specId, 'driver', now)) continue
    tell(tx, approval, { kind: 'driver', specId }, now)
    isNews = true
  }
  const ids = new Set(drivers.flatMap(({ driver }) => [driver.specId, ...driver.members]))
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

/** A driver with its file's and its members' specs. */
interface DriverWithSpecs {
  driver: FollowedDriver
  specs: readonly Spec[]
}

function driversAmong(db: Db, repository: string, depending: readonly Spec[], specId: SpecId): DriverWithSpecs[] {
  const drivers = depending.filter(
    ({ id, type, dependsOn }) => id !== specId && dependsOn.includes(specId) && (type === 'driver' || type === 'group'),
  )
  return drivers.map((spec) => {
    const { id, title, status } = spec
    const specs = [spec, ...listMembers(db, repository, spec).filter((one) => one.id !== id)]
    const driverOfMember = driversOf(specs)
    const members = specs.filter((one) => driverOfMember.get(one.id) === id)
    const { completed, total } = driverProgress(id, specs)
    const hasBegun = [status, ...members.map((member) => member.status)].some((one) => !waiting.has(one))
    const driver = {
      specId: id,
      title,
      status,
      completed,
      total,
      members: members.map((member) => member.id),
      hasBegun,
    }
    return { driver, specs }
  })
}
