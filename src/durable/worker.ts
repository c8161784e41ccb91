import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Logger } from '../platform/logger.ts'
import { type ClaimedJob, claim, nextJobAt } from './claim.ts'
import { onEnqueued, urgentBelow } from './enqueue.ts'
import { rescue } from './rescue.ts'
import { type Handler, type RunOptions, runJob } from './run-job.ts'
import { createTimetable, type Timetable } from './timetable.ts'

export type { Handler, RunningJob } from './run-job.ts'
export type { Timetable } from './timetable.ts'

export interface WorkerOptions {
  db: Db
  clock: Clock
  log: Logger
  handlers: Record<string, Handler>
  timetable?: readonly Timetable[]
  /** How many jobs at once; two of them only for urgent ones (when there are more than two). Default 8. */
  concurrency?: number
  /** Called in the transaction that gives a job up: what it enqueues is enqueued exactly then. */
  onDead?: (job: ClaimedJob, problem: string, now: Date) => void
  /** A handler that takes longer has hung: its job is tried again, in doubt, and its slot is free. Default 5 minutes. */
  hungAfterMs?: number
}

export interface Worker {
  /** Does everything that is due at `clock.now()`; resolves when it is settled. Returns how many things it did. */
  runOnce(): Promise<number>
  /** `runOnce` until nothing is due. Returns how many things it did. */
  drain(): Promise<number>
  /** When the next thing is due (in the past: now), or null. */
  nextDueAt(): Date | null
  /** Looks now instead of at the next turn. */
  wake(): void
  /** Works until stopped. Reads the clock at each turn and never sleeps long: a suspend or a clock jump is seen at once. */
  start(): void
  /** Takes nothing new and waits for what runs, at most `graceMs`; the rest comes back at the next start. */
  stop(graceMs: number): Promise<void>
}

const pollMs = 250
const longestPollMs = 5000
/** A job that comes back so often without the clock moving does not wait for anything: that is a bug, not patience. */
const tooOften = 1000

/** The one worker of a database: what a former process left running is due again at its first turn. */
export function createWorker(options: WorkerOptions): Worker {
  const { db, clock, log, handlers, onDead, concurrency = 8, hungAfterMs = 5 * 60_000 } = options
  const timetable = createTimetable(options.timetable ?? [], log)
  const running = new Set<Promise<void>>()
  const normalSlots = concurrency > 2 ? concurrency - 2 : concurrency
  let jobsRunning = 0
  let rescued = false
  let phase: 'working' | 'stopping' | 'stopped' = 'working'
  let loop: { timer: NodeJS.Timeout | undefined; woken: boolean; unsubscribe: () => void } | undefined
  const runOptions: RunOptions = { db, clock, log, handlers, onDead, hungAfterMs, isOver: () => phase === 'stopped' }

  /** Begins whatever is due and has room. Returns the jobs, and how many things in all. */
  function begin(now: Date): { jobs: ClaimedJob[]; things: number } {
    if (phase !== 'working') return { jobs: [], things: 0 }
    rescueOnce()
    const entries = timetable.begin(now)
    for (const entry of entries) track(entry)
    const urgent = claim(db, now, concurrency - jobsRunning, { below: urgentBelow })
    const jobs = [...urgent, ...claim(db, now, normalSlots - jobsRunning - urgent.length)]
    for (const job of jobs) {
      jobsRunning++
      track(runJob(runOptions, job).finally(() => jobsRunning--))
    }
    return { jobs, things: entries.length + jobs.length }
  }

  function rescueOnce(): void {
    if (rescued) return
    const jobs = rescue(db)
    rescued = true
    if (jobs > 0) log.info({ jobs }, 'picked up what was running when the last process ended')
  }

  function track(work: Promise<void>): void {
    const tracked = work
      .catch((error) => log.error({ err: error }, 'the worker stumbled'))
      .finally(() => {
        running.delete(tracked)
        wake()
      })
    running.add(tracked)
  }

  async function runOnce(): Promise<number> {
    const now = clock.now()
    const times = new Map<number, number>()
    for (let did = 0; ; ) {
      const { jobs, things } = begin(now)
      did += things
      for (const { id, kind } of jobs) {
        times.set(id, (times.get(id) ?? 0) + 1)
        if ((times.get(id) ?? 0) > tooOften) throw new Error(`job ${id} (${kind}) is due again at once, over and over`)
      }
      if (running.size === 0) return did
      await Promise.race(running)
    }
  }

  async function drain(): Promise<number> {
    for (let did = 0; ; ) {
      const more = await runOnce()
      if (more === 0) return did
      did += more
    }
  }

  function nextDueAt(): Date | null {
    const instants = [nextJobAt(db), timetable.nextAt(clock.now())].filter((at) => at !== null)
    return instants.reduce<Date | null>((first, at) => (first && first <= at ? first : at), null)
  }

  function wake(): void {
    if (!loop || loop.woken) return
    loop.woken = true
    setImmediate(turn, loop, 0)
  }

  function turn(own: typeof loop, failures: number): void {
    if (!own || own !== loop) return
    own.woken = false
    clearTimeout(own.timer)
    let sleepMs = pollMs
    let failed = 0
    try {
      const now = clock.now()
      begin(now)
      const next = nextJobAt(db)
      // What is due and was not begun waits for room: the end of something that runs wakes us.
      if (next && next > now) sleepMs = Math.min(pollMs, next.getTime() - now.getTime())
    } catch (error) {
      failed = failures + 1
      sleepMs = Math.min(longestPollMs, pollMs * 2 ** failures)
      log.error({ err: error }, 'the queue could not be read')
    }
    own.timer = setTimeout(turn, sleepMs, own, failed)
  }

  function start(): void {
    if (loop) return
    phase = 'working'
    loop = { timer: undefined, woken: false, unsubscribe: onEnqueued(db, wake) }
    wake()
  }

  async function stop(graceMs: number): Promise<void> {
    phase = 'stopping'
    clearTimeout(loop?.timer)
    loop?.unsubscribe()
    loop = undefined
    const ended = await endsWithin(graceMs)
    phase = 'stopped'
    if (!ended) log.warn({ running: running.size }, 'stopped while something was still running; it comes back')
  }

  async function endsWithin(graceMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const graceOver = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, graceMs, false)
    })
    const allEnded = async (): Promise<true> => {
      while (running.size > 0) await Promise.race(running)
      return true
    }
    return Promise.race([allEnded(), graceOver]).finally(() => clearTimeout(timer))
  }

  return { runOnce, drain, nextDueAt, wake, start, stop }
}
