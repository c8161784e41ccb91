import { describe, expect, test, vi } from 'vitest'
import { claim } from '../../src/durable/claim.ts'
import { enqueue } from '../../src/durable/enqueue.ts'
import { listJobs } from '../../src/durable/manage.ts'
import { maxJobAttempts } from '../../src/durable/retry-delay.ts'
import { takeSlot } from '../../src/durable/slots.ts'
import { createWorker, type Handler, type Worker, type WorkerOptions } from '../../src/durable/worker.ts'
import { type Db, transact } from '../../src/platform/db.ts'
import { silentLogger } from '../../src/platform/logger.ts'
import { freshDatabase } from '../support/database.ts'

const monday = new Date('2026-01-12T09:00:00Z')
const later = (ms: number) => new Date(monday.getTime() + ms)

function setUp(options: Partial<WorkerOptions> = {}) {
  const { db, sqlite } = freshDatabase()
  const time = { now: monday }
  const clock = { now: () => time.now }
  const did: unknown[] = []
  const note: Handler = (job) => {
    did.push(job.args)
    return undefined
  }
  const worker = createWorker({ db, clock, log: silentLogger, ...options, handlers: { note, ...options.handlers } })
  return { db, sqlite, time, clock, worker, did }
}

/** Plays time event by event until nothing is due before `until`. */
async function play(worker: Worker, time: { now: Date }, until: Date): Promise<void> {
  for (let at = worker.nextDueAt(); at && at <= until; at = worker.nextDueAt()) {
    if (at > time.now) time.now = at
    await worker.drain()
  }
  time.now = until
}

const note = (args: unknown, runAt = monday, priority = 10) => ({ kind: 'note', args, runAt, priority })

describe('runOnce', () => {
  test('does everything due, most urgent first, and leaves the rest for its time', async () => {
    const { db, worker, did, time } = setUp({ concurrency: 1 })
    for (const job of [note('c', monday, 20), note('a', monday, 0), note('later', later(60_000)), note('b')]) {
      enqueue(db, job)
    }
    expect(await worker.runOnce()).toBe(3)
    expect(did).toEqual(['a', 'b', 'c'])
    expect(worker.nextDueAt()).toEqual(later(60_000))
    time.now = later(60_000)
    expect(await worker.drain()).toBe(1)
    expect(worker.nextDueAt()).toBeNull()
  })

  test('never runs more at once than it may, and keeps two places for what is urgent', async () => {
    let running = 0
    const most = { all: 0 }
    const slow: Handler = async () => {
      most.all = Math.max(most.all, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return undefined
    }
    const { db, worker } = setUp({ handlers: { slow }, concurrency: 4 })
    for (let i = 0; i < 20; i++) enqueue(db, { kind: 'slow', args: i, runAt: monday })
    await worker.drain()
    expect(most.all).toBe(2)
    for (let i = 0; i < 20; i++) enqueue(db, { kind: 'slow', args: i, runAt: monday, priority: 0 })
    await worker.drain()
    expect(most.all).toBe(4)
  })

  test('an answer asked for during a fan-out of 5,000 is next, not last', async () => {
    const order: string[] = []
    const { db, worker } = setUp({
      handlers: {
        message: async ({ args }) => {
          if (order.push('message') === 100) enqueue(db, { kind: 'answer', args, runAt: monday, priority: 0 })
          return undefined
        },
        answer: () => {
          order.push('answer')
          return undefined
        },
      },
    })
    transact(db, (tx) => {
      for (let i = 0; i < 5000; i++) enqueue(tx, { kind: 'message', args: i, runAt: monday })
    })
    await worker.drain()
    expect(order).toHaveLength(5001)
    expect(order.indexOf('answer')).toBeLessThan(120)
  })

  test('does what the jobs themselves enqueue for now', async () => {
    const { db, worker, did } = setUp({
      handlers: {
        first: (job) => {
          transact(db, (tx) => {
            enqueue(tx, note('second'))
            job.settleIn(tx, { kind: 'done' })
          })
          return undefined
        },
      },
    })
    enqueue(db, { kind: 'first', args: null, runAt: monday })
    expect(await worker.drain()).toBe(2)
    expect(did).toEqual(['second'])
  })

  test('refuses to spin on a job that is always due again', async () => {
    const { db, worker } = setUp({ handlers: { eager: (_job, now) => ({ kind: 'snooze', until: now }) } })
    enqueue(db, { kind: 'eager', args: null, runAt: monday })
    await expect(worker.drain()).rejects.toThrow('job 1 (eager) is due again at once')
  })
})

describe('a handler that', () => {
  test('throws is tried again later and given up in the end, told in the same transaction', async () => {
    const told: string[] = []
    const { db, worker, time, did } = setUp({
      handlers: {
        fails: () => {
          throw new Error('no such channel, token xoxb-123-abc')
        },
      },
      onDead: (job, problem, now) => {
        told.push(`${job.kind}: ${problem}`)
        enqueue(db, note('told', now))
      },
    })
    enqueue(db, { kind: 'fails', args: null, runAt: monday })
    await worker.drain()
    expect(listJobs(db)).toMatchObject([{ state: 'waiting', attempts: 1, problem: 'no such channel, token [secret]' }])
    await play(worker, time, later(40 * 3600_000))
    expect(listJobs(db)).toMatchObject([{ state: 'dead', attempts: maxJobAttempts }])
    expect(told).toEqual(['fails: no such channel, token [secret]'])
    expect(did).toEqual(['told'])
  })

  test('says dead is not tried again', async () => {
    const told: string[] = []
    const { db, worker } = setUp({
      handlers: { refuses: () => ({ kind: 'dead', problem: 'archived' }) },
      onDead: (_job, problem) => told.push(problem),
    })
    enqueue(db, { kind: 'refuses', args: null, runAt: monday })
    await worker.drain()
    expect(listJobs(db, { state: 'dead' })).toMatchObject([{ problem: 'archived', attempts: 0 }])
    expect(told).toEqual(['archived'])
  })

  test('has nobody to be told by still ends dead', async () => {
    const { db, worker } = setUp({
      handlers: { refuses: () => ({ kind: 'dead', problem: 'archived' }) },
      onDead: () => {
        throw new Error('no admin')
      },
    })
    enqueue(db, { kind: 'refuses', args: null, runAt: monday })
    await worker.drain()
    expect(listJobs(db, { state: 'dead' })).toHaveLength(1)
  })

  test('does not exist makes the job fail, not the worker', async () => {
    const { db, worker, did } = setUp()
    enqueue(db, { kind: 'unheard-of', args: null, runAt: monday })
    enqueue(db, note('fine'))
    await worker.drain()
    expect(did).toEqual(['fine'])
    expect(listJobs(db)).toMatchObject([{ problem: 'nothing here does jobs of the kind unheard-of' }])
  })

  test('lost its claim cannot record anything', async () => {
    const written: boolean[] = []
    const { db, worker } = setUp({
      handlers: {
        slow: async (job) => {
          // Another worker takes the queue over, as after a start that overlaps.
          db.run("update jobs set state = 'waiting', claimed_at = null")
          claim(db, monday, 1)
          transact(db, (tx) => {
            takeSlot(tx, 'effect', '2026-01-12', monday)
            job.settleIn(tx, { kind: 'done' })
          })
          written.push(true)
          return undefined
        },
      },
    })
    enqueue(db, { kind: 'slow', args: null, runAt: monday })
    await worker.runOnce()
    expect(written).toEqual([])
    expect(db.all('select * from slots')).toEqual([])
    expect(listJobs(db)).toMatchObject([{ state: 'running', fence: 2 }])
  })

  test('settles in a transaction that is rolled back has failed, not succeeded', async () => {
    const { db, worker } = setUp({
      handlers: {
        sloppy: (job) => {
          try {
            transact(db, (tx) => {
              job.settleIn(tx, { kind: 'done' })
              throw new Error('after all not')
            })
          } catch {}
          return undefined
        },
      },
    })
    enqueue(db, { kind: 'sloppy', args: null, runAt: monday })
    await worker.runOnce()
    expect(listJobs(db)).toMatchObject([{ state: 'waiting', attempts: 1 }])
  })

  test('throws after it settled has succeeded', async () => {
    const { db, worker } = setUp({
      handlers: {
        careless: (job) => {
          transact(db, (tx) => job.settleIn(tx, { kind: 'done' }))
          throw new Error('too late')
        },
      },
    })
    enqueue(db, { kind: 'careless', args: null, runAt: monday })
    await worker.runOnce()
    expect(listJobs(db, { state: 'done' })).toHaveLength(1)
  })

  test('returns an outcome the database cannot hold fails instead of staying claimed', async () => {
    const { db, worker } = setUp({
      handlers: { odd: () => ({ kind: 'snooze', until: new Date(Number.NaN) }) },
    })
    enqueue(db, { kind: 'odd', args: null, runAt: monday })
    await worker.runOnce()
    expect(listJobs(db)).toMatchObject([{ attempts: 1 }])
    expect(listJobs(db, { state: 'running' })).toEqual([])
  })

  test('hangs gives up its place, and its job is tried again in doubt', async () => {
    const seen: boolean[] = []
    const { db, worker, time, did } = setUp({
      concurrency: 1,
      hungAfterMs: 5,
      handlers: {
        hangs: (job) => {
          seen.push(job.inDoubt)
          return seen.length === 1 ? new Promise(() => {}) : undefined
        },
      },
    })
    enqueue(db, { kind: 'hangs', args: null, runAt: monday, priority: 0 })
    enqueue(db, note('behind'))
    await worker.drain()
    expect(did).toEqual(['behind'])
    expect(listJobs(db, { state: 'unknown' })).toMatchObject([{ attempts: 1, problem: 'no answer within 0.005 s' }])
    await play(worker, time, later(5000))
    expect(seen).toEqual([false, true])
    expect(listJobs(db)).toEqual([])
  })

  test('cannot have its outcome written for a while keeps its job until the disk takes it', async () => {
    const { db, worker, sqlite } = setUp({
      handlers: {
        works: () => {
          sqlite.pragma('query_only = on')
          setTimeout(() => sqlite.pragma('query_only = off'), 20)
          return undefined
        },
      },
    })
    enqueue(db, { kind: 'works', args: null, runAt: monday })
    await worker.runOnce()
    expect(listJobs(db, { state: 'done' })).toHaveLength(1)
  })
})

describe('a new worker', () => {
  test('does what a former one was running when it ended', async () => {
    const { db, worker, did } = setUp()
    enqueue(db, note('interrupted'))
    claim(db, monday, 1)
    await worker.drain()
    expect(did).toEqual(['interrupted'])
  })
})

describe('the timetable', () => {
  /** Something for every full hour, each hour once. */
  function hourly(db: () => Db, did: string[]) {
    const hourOf = (now: Date) => now.toISOString().slice(0, 13)
    let last = hourOf(monday)
    return {
      name: 'hourly',
      dueAt: (now: Date) =>
        hourOf(now) > last ? now : new Date(`${hourOf(new Date(now.getTime() + 3600_000))}:00:00Z`),
      run: (now: Date) => {
        last = hourOf(now)
        if (takeSlot(db(), 'hourly', last, now)) did.push(last)
      },
    }
  }

  test('is played event by event', async () => {
    const did: string[] = []
    const set = setUp({ timetable: [hourly(() => set.db, did)] })
    expect(set.worker.nextDueAt()).toEqual(new Date('2026-01-12T10:00:00Z'))
    await play(set.worker, set.time, later(3 * 3600_000))
    expect(did).toEqual(['2026-01-12T10', '2026-01-12T11', '2026-01-12T12'])
  })

  test('is caught up once after the clock jumped, and not repeated when it jumps back', async () => {
    const did: string[] = []
    const set = setUp({ timetable: [hourly(() => set.db, did)] })
    set.time.now = later(48 * 3600_000)
    await set.worker.drain()
    set.time.now = later(47 * 3600_000)
    await set.worker.drain()
    expect(did).toEqual(['2026-01-14T09'])
  })

  test('an entry that fails is tried again later and keeps nothing else from running', async () => {
    const tried: Date[] = []
    const broken = {
      name: 'broken',
      dueAt: () => monday,
      run: (now: Date) => {
        tried.push(now)
        throw new Error('no')
      },
    }
    const confused = {
      name: 'confused',
      dueAt: (): Date => {
        throw new Error('what time is it?')
      },
      run: () => {},
    }
    const { db, worker, time, did } = setUp({ timetable: [confused, broken] })
    enqueue(db, note('fine'))
    await worker.drain()
    expect(did).toEqual(['fine'])
    expect(tried).toEqual([monday])
    const again = worker.nextDueAt() as Date
    expect(again.getTime()).toBeGreaterThanOrEqual(later(1000).getTime())
    await play(worker, time, again)
    expect(tried).toEqual([monday, again])
    // A clock set back does not make it wait for the time of the failure to come again.
    time.now = later(-86_400_000)
    expect(worker.nextDueAt()).toEqual(monday)
  })

  test('an entry that is due whatever it does is stopped from spinning', async () => {
    let ran = 0
    const { worker } = setUp({ timetable: [{ name: 'eager', dueAt: () => monday, run: () => void ran++ }] })
    await worker.drain()
    expect(ran).toBeLessThan(200)
  })

  test('an entry may do its work in parts', async () => {
    let left = 5
    const { worker } = setUp({
      timetable: [{ name: 'parts', dueAt: () => (left > 0 ? monday : null), run: () => void left-- }],
    })
    await worker.drain()
    expect([left, worker.nextDueAt()]).toEqual([0, null])
  })

  test('an entry that takes long neither runs twice nor holds up the jobs', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    let runs = 0
    let over = false
    const slow = {
      name: 'slow',
      dueAt: () => (over ? null : monday),
      run: async () => {
        runs++
        await promise
        over = true
      },
    }
    const { db, worker } = setUp({
      timetable: [slow],
      handlers: {
        frees: () => {
          resolve()
          return undefined
        },
      },
    })
    enqueue(db, { kind: 'frees', args: null, runAt: monday })
    await worker.drain()
    expect(runs).toBe(1)
  })
})

describe('a started worker', () => {
  test('does at once what is enqueued, and stops when it has finished what runs', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    const ended: string[] = []
    const { db, worker } = setUp({
      handlers: {
        waits: async () => {
          resolve('begun')
          await new Promise((end) => setImmediate(end))
          ended.push('ended')
          return undefined
        },
      },
    })
    worker.start()
    enqueue(db, { kind: 'waits', args: null, runAt: monday })
    await promise
    enqueue(db, note('too late', later(1)))
    await worker.stop(5000)
    expect(ended).toEqual(['ended'])
    expect(listJobs(db, { state: 'done' })).toHaveLength(1)
    expect(listJobs(db, { state: 'waiting' })).toHaveLength(1)
  })

  test('waits no longer than it may for what does not end, which comes back', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const { db, worker, clock } = setUp({
      handlers: {
        hangs: () => {
          resolve()
          return new Promise(() => {})
        },
      },
    })
    worker.start()
    enqueue(db, { kind: 'hangs', args: null, runAt: monday })
    await promise
    await worker.stop(5)
    const next = createWorker({ db, clock, log: silentLogger, handlers: { hangs: () => undefined } })
    expect(await next.drain()).toBe(1)
  })

  test('sees what another process enqueued and what became due within a quarter of a second', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] })
    try {
      const { db, worker, did, time } = setUp()
      worker.start()
      vi.advanceTimersByTime(1)
      db.run(
        `insert into jobs (kind, args, state, priority, run_at, created_at) values ('note', '"theirs"', 'waiting', 10, ${monday.getTime()}, 0)`,
      )
      enqueue(db, note('due soon', later(40)))
      vi.advanceTimersByTime(250)
      expect(did).toEqual(['theirs'])
      time.now = later(40)
      vi.advanceTimersByTime(250)
      expect(did).toEqual(['theirs', 'due soon'])
    } finally {
      vi.useRealTimers()
    }
  })

  test('survives a database that fails for a while', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate'] })
    try {
      const { db, worker, did, sqlite } = setUp()
      enqueue(db, note('kept'))
      sqlite.pragma('query_only = on')
      worker.start()
      vi.advanceTimersByTime(3000)
      expect(did).toEqual([])
      sqlite.pragma('query_only = off')
      vi.advanceTimersByTime(6000)
      expect(did).toEqual(['kept'])
    } finally {
      vi.useRealTimers()
    }
  })
})
