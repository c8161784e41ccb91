import type { Clock } from '../platform/clock.ts'
import { type Db, transact } from '../platform/db.ts'
import { type Logger, scrub } from '../platform/logger.ts'
import type { ClaimedJob, Settlement } from './claim.ts'
import { holdsClaim, StaleClaim, settle, settleFailed } from './settle.ts'

/** A claimed job that can be settled in its handler's own transaction. */
export type RunningJob = ClaimedJob & {
  /** Settles together with what the handler writes in `tx`. Throws `StaleClaim` when the job was taken away. */
  settleIn(tx: Db, settlement: Settlement): void
}

/**
 * Does one kind of job. Returning nothing means done (unless `settleIn` was used); a throw is tried again after
 * `retryDelay`, in the end the job is dead. It may run twice, after a crash: whatever it does must bear that.
 */
export type Handler = (job: RunningJob, now: Date) => Promise<Settlement | undefined> | Settlement | undefined

export interface RunOptions {
  db: Db
  clock: Clock
  log: Logger
  handlers: Readonly<Record<string, Handler>>
  /** Called in the transaction that gives a job up: what it enqueues is enqueued exactly then. */
  onDead?: ((job: ClaimedJob, problem: string, now: Date) => void) | undefined
  hungAfterMs: number
  /** True when recording an outcome is not to be tried any longer. */
  isOver(): boolean
}

/** How long until an outcome that the disk did not take is written again. */
const rewriteMs = 250

/** Calls the handler of a claimed job and records what became of it, whatever happens. */
export async function runJob(options: RunOptions, job: ClaimedJob): Promise<void> {
  const { db, clock, handlers, hungAfterMs } = options
  let settledInside = false
  const settleIn = (tx: Db, settlement: Settlement) => {
    settleOrThrow(options, tx, job, settlement)
    settledInside = true
  }
  try {
    const handler = handlers[job.kind]
    if (!handler) throw new Error(`nothing here does jobs of the kind ${job.kind}`)
    const settlement = await unlessHung(async () => handler({ ...job, settleIn }, clock.now()), hungAfterMs)
    if (settlement || !settledInside) {
      await persist(options, () =>
        transact(db, (tx) => settleOrThrow(options, tx, job, settlement ?? { kind: 'done' })),
      )
    } else if (holdsClaim(db, job)) {
      throw new Error('the transaction that settled the job was rolled back')
    }
  } catch (error) {
    await recordFailure(options, job, error)
  }
}

function settleOrThrow(options: RunOptions, tx: Db, job: ClaimedJob, settlement: Settlement): void {
  const now = options.clock.now()
  if (!settle(tx, job, settlement, now)) throw new StaleClaim(`job ${job.id} was taken by somebody else`)
  if (settlement.kind === 'dead') tellDead(options, job, settlement.problem, now)
}

async function recordFailure(options: RunOptions, job: ClaimedJob, error: unknown): Promise<void> {
  const { db, clock, log } = options
  const about = { job: job.id, kind: job.kind }
  if (error instanceof StaleClaim) {
    log.warn(about, error.message)
    return
  }
  const problem = sentenceOf(error)
  log.error({ ...about, err: error, attempt: job.attempts + 1 }, 'a job failed')
  const write = (tx: Db) => {
    const now = clock.now()
    const outcome = settleFailed(tx, job, problem, now, job.inDoubt || error instanceof Hung)
    if (outcome === 'dead') tellDead(options, job, problem, now)
    if (outcome === 'stale') log.warn(about, 'the job was taken by somebody else, or had settled before it failed')
  }
  await persist(options, () => transact(db, write)).catch((reason) => {
    log.error({ ...about, err: reason }, 'the failure of a job could not be recorded; it comes back at the next start')
  })
}

function tellDead({ log, onDead }: RunOptions, job: ClaimedJob, problem: string, now: Date): void {
  log.error({ job: job.id, kind: job.kind, problem }, 'a job was given up')
  try {
    onDead?.(job, problem, now)
  } catch (error) {
    log.error({ err: error, job: job.id }, 'nobody could be told of the job that was given up')
  }
}

/** Writes until the disk takes it: a job must not stay claimed by nobody. Anything but database trouble is thrown. */
async function persist({ log, isOver }: RunOptions, write: () => void): Promise<void> {
  for (;;) {
    try {
      return write()
    } catch (error) {
      if (isOver() || !isDatabaseTrouble(error)) throw error
      log.error({ err: error }, 'the outcome of a job could not be written, trying again')
      await new Promise((resolve) => setTimeout(resolve, rewriteMs))
    }
  }
}

function unlessHung<T>(work: () => Promise<T>, hungAfterMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Hung(`no answer within ${hungAfterMs / 1000} s`)), hungAfterMs)
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer))
  })
}

class Hung extends Error {
  override readonly name = 'Hung'
}

function sentenceOf(error: unknown): string {
  return scrub(error instanceof Error ? error.message : String(error)).slice(0, 500)
}

// A full or failing disk passes; a constraint that says no will say no again.
function isDatabaseTrouble(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown }
    if (typeof code === 'string' && code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT')) return true
  }
  return false
}
