import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../platform/db.ts'
import { prepared } from '../platform/prepared.ts'
import type { ClaimedJob, Settlement } from './claim.ts'
import { maxJobAttempts, retryDelay } from './retry-delay.ts'
import { type JobState, jobs } from './tables.ts'

/** The job was taken from this worker (too slow, or another process runs): whatever it was about to record is void. */
export class StaleClaim extends Error {
  override readonly name = 'StaleClaim'
}

type Claim = Pick<ClaimedJob, 'id' | 'fence' | 'attempts'>

/** Records what became of a claimed job. False when the claim was lost meanwhile: then nothing is recorded. */
export function settle(db: Db, job: Claim, settlement: Settlement, now: Date): boolean {
  switch (settlement.kind) {
    case 'done':
      return write(db, job, { state: 'done', settledAt: now })
    case 'dead':
      return write(db, job, { state: 'dead', settledAt: now, problem: settlement.problem })
    case 'snooze': {
      const { until, state = 'waiting', problem = null } = settlement
      // SQLite takes NaN for null, and the job would be due at once, for ever.
      if (Number.isNaN(until.getTime())) throw new TypeError(`job ${job.id} cannot be snoozed until no date`)
      return write(db, job, { state, runAt: until, problem })
    }
  }
}

/** What a failed try leads to: another one after `retryDelay`, or none. `inDoubt`: it may have happened all the same. */
export function settleFailed(
  db: Db,
  job: Claim,
  problem: string,
  now: Date,
  inDoubt = false,
): 'retry' | 'dead' | 'stale' {
  const attempts = job.attempts + 1
  if (attempts >= maxJobAttempts) {
    return write(db, job, { state: 'dead', settledAt: now, problem, attempts }) ? 'dead' : 'stale'
  }
  const runAt = new Date(now.getTime() + retryDelay(attempts, job.id))
  const state = inDoubt ? 'unknown' : 'waiting'
  return write(db, job, { state, runAt, problem, attempts }) ? 'retry' : 'stale'
}

/** Whether this claim is still the one that counts. */
export function holdsClaim(db: Db, job: Claim): boolean {
  return heldClaim(db).get({ id: job.id, fence: job.fence }) !== undefined
}

interface Change {
  state: JobState
  runAt?: Date
  settledAt?: Date
  problem?: string | null
  attempts?: number
}

function write(db: Db, job: Claim, change: Change): boolean {
  const { state, runAt, settledAt, problem = null, attempts = job.attempts } = change
  const { changes } = updateClaimed(db).run({
    id: job.id,
    fence: job.fence,
    state,
    runAt: runAt?.getTime() ?? null,
    settledAt: settledAt?.getTime() ?? null,
    problem,
    attempts,
  })
  return changes === 1
}

const isHeld = and(
  eq(jobs.id, sql.placeholder('id')),
  eq(jobs.fence, sql.placeholder('fence')),
  eq(jobs.state, 'running'),
)

const heldClaim = prepared((db) => db.select({ id: jobs.id }).from(jobs).where(isHeld).prepare())

const updateClaimed = prepared((db) =>
  db
    .update(jobs)
    .set({
      state: sql`${sql.placeholder('state')}`,
      runAt: sql`coalesce(${sql.placeholder('runAt')}, ${jobs.runAt})`,
      claimedAt: null,
      settledAt: sql`${sql.placeholder('settledAt')}`,
      problem: sql`${sql.placeholder('problem')}`,
      attempts: sql`${sql.placeholder('attempts')}`,
    })
    .where(isHeld)
    .prepare(),
)
