import { describe, expect, test } from 'vitest'
import { type ClaimedJob, claim, nextJobAt } from '../../src/durable/claim.ts'
import { enqueue } from '../../src/durable/enqueue.ts'
import { countQueue, dropJob, listJobs, pruneJobs, retryJob } from '../../src/durable/manage.ts'
import { doubtOpenJobs, rescue } from '../../src/durable/rescue.ts'
import { maxJobAttempts } from '../../src/durable/retry-delay.ts'
import { holdsClaim, settle, settleFailed } from '../../src/durable/settle.ts'
import { type Db, transact } from '../../src/platform/db.ts'
import { freshDatabase } from '../support/database.ts'

const monday = new Date('2026-01-12T09:00:00Z')
const later = (ms: number) => new Date(monday.getTime() + ms)
const job = { kind: 'greet', args: { id: 1 }, runAt: monday }

function claimOne(db: Db, now = monday): ClaimedJob {
  const [claimed] = claim(db, now, 1)
  if (!claimed) throw new Error('nothing to claim')
  return claimed
}

describe('enqueue', () => {
  test('with a key that is known returns the job that has it, whatever became of that', () => {
    const { db } = freshDatabase()
    const first = enqueue(db, { ...job, key: 'weekly:3' })
    expect(first.isNew).toBe(true)
    settle(db, claimOne(db), { kind: 'done' }, monday)
    expect(enqueue(db, { ...job, args: 'others', key: 'weekly:3' })).toEqual({ id: first.id, isNew: false })
    expect(nextJobAt(db)).toBeNull()
  })

  test('without a key makes a job each time', () => {
    const { db } = freshDatabase()
    expect(enqueue(db, job).id).not.toBe(enqueue(db, job).id)
  })

  test('in a transaction that is rolled back leaves nothing', () => {
    const { db } = freshDatabase()
    const work = () =>
      transact(db, (tx) => {
        enqueue(tx, job)
        throw new Error('no')
      })
    expect(work).toThrow('no')
    expect(listJobs(db)).toEqual([])
  })
})

describe('claim', () => {
  test('takes what is due, most urgent first, then oldest, and only once', () => {
    const { db } = freshDatabase()
    const add = (kind: string, priority: number, runAt: Date) => enqueue(db, { kind, args: null, priority, runAt })
    add('late', 10, monday)
    add('early', 10, later(-1000))
    add('urgent', 0, monday)
    add('tomorrow', 0, later(86_400_000))
    expect(claim(db, monday, 10).map(({ kind }) => kind)).toEqual(['urgent', 'early', 'late'])
    expect(claim(db, monday, 10)).toEqual([])
    expect(nextJobAt(db)).toEqual(later(86_400_000))
  })

  test('takes no more than asked for, and only the more urgent when asked so', () => {
    const { db } = freshDatabase()
    for (const priority of [0, 3, 5, 9]) enqueue(db, { ...job, priority })
    expect(claim(db, monday, 5, { below: 5 }).map(({ priority }) => priority)).toEqual([0, 3])
    expect(claim(db, monday, 1).map(({ priority }) => priority)).toEqual([5])
    expect(claim(db, monday, 0)).toEqual([])
  })

  test('seeks instead of walking past what waits for another day', () => {
    const { db, sqlite } = freshDatabase()
    const plan = sqlite
      .prepare(
        `explain query plan select * from jobs where state in ('waiting', 'unknown') and priority = ? and run_at <= ? order by run_at, id limit 8`,
      )
      .all(10, 0)
    expect(JSON.stringify(plan)).toContain('USING INDEX jobs_due (priority=? AND run_at<?)')
    expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE')
    transact(db, (tx) => {
      for (let i = 0; i < 5000; i++) enqueue(tx, { ...job, runAt: later(86_400_000 + i) })
    })
    const before = performance.now()
    for (let i = 0; i < 100; i++) claim(db, monday, 8)
    expect(performance.now() - before).toBeLessThan(500)
  })
})

describe('settle', () => {
  test('done ends it; a snooze brings it back without counting as a failure', () => {
    const { db } = freshDatabase()
    enqueue(db, job)
    expect(settle(db, claimOne(db), { kind: 'snooze', until: later(5000), problem: 'too fast' }, monday)).toBe(true)
    expect(listJobs(db)).toMatchObject([{ state: 'waiting', runAt: later(5000), attempts: 0, problem: 'too fast' }])
    expect(claim(db, later(4999), 1)).toEqual([])
    expect(settle(db, claimOne(db, later(5000)), { kind: 'done' }, later(5000))).toBe(true)
    expect(listJobs(db, { state: 'done' })).toMatchObject([{ settledAt: later(5000), problem: null }])
  })

  test('a job in doubt says so to whoever claims it next', () => {
    const { db } = freshDatabase()
    enqueue(db, job)
    const first = claimOne(db)
    expect(first.inDoubt).toBe(false)
    settle(db, first, { kind: 'snooze', until: monday, state: 'unknown' }, monday)
    expect(claimOne(db).inDoubt).toBe(true)
  })

  test('records nothing for a worker that lost its claim', () => {
    const { db } = freshDatabase()
    enqueue(db, job)
    const lost = claimOne(db)
    rescue(db)
    const held = claimOne(db)
    expect(held.fence).toBeGreaterThan(lost.fence)
    expect(settle(db, lost, { kind: 'dead', problem: 'mine' }, monday)).toBe(false)
    expect(settleFailed(db, lost, 'mine', monday)).toBe('stale')
    expect([holdsClaim(db, lost), holdsClaim(db, held)]).toEqual([false, true])
    expect(settle(db, held, { kind: 'done' }, monday)).toBe(true)
    expect(settle(db, held, { kind: 'done' }, monday)).toBe(false)
  })

  test('a failed try is repeated later and later, and ends in death', () => {
    const { db } = freshDatabase()
    enqueue(db, job)
    let now = monday
    for (let tries = 1; tries < maxJobAttempts; tries++) {
      expect(settleFailed(db, claimOne(db, now), 'no', now)).toBe('retry')
      const next = nextJobAt(db) as Date
      expect(next.getTime()).toBeGreaterThan(now.getTime())
      now = next
    }
    expect(settleFailed(db, claimOne(db, now), 'no', now)).toBe('dead')
    expect(listJobs(db, { state: 'dead' })).toMatchObject([{ problem: 'no', attempts: maxJobAttempts }])
    expect(now.getTime() - monday.getTime()).toBeGreaterThan(24 * 3600_000)
  })
})

describe('after a crash', () => {
  test('what was running is due again, its failures kept', () => {
    const { db } = freshDatabase()
    enqueue(db, { ...job, key: 'k' })
    settleFailed(db, claimOne(db), 'no', monday)
    claimOne(db, later(2000))
    expect(rescue(db)).toBe(1)
    expect(rescue(db)).toBe(0)
    expect(claimOne(db, later(2000))).toMatchObject({ attempts: 1, key: 'k', fence: 3 })
  })

  test('in a file that was put back everything open is in doubt', () => {
    const { db } = freshDatabase()
    for (let i = 0; i < 3; i++) enqueue(db, job)
    settle(db, claimOne(db), { kind: 'done' }, monday)
    claimOne(db)
    expect(doubtOpenJobs(db)).toBe(2)
    expect(claim(db, monday, 5).map(({ inDoubt }) => inDoubt)).toEqual([true, true])
  })
})

describe('looking after the queue', () => {
  test('a dead job can be tried again from the beginning', () => {
    const { db } = freshDatabase()
    const { id } = enqueue(db, job)
    settle(db, claimOne(db), { kind: 'dead', problem: 'the channel is archived' }, monday)
    expect(retryJob(db, id, later(1000))).toBe(true)
    expect(claimOne(db, later(1000))).toMatchObject({ id, attempts: 0 })
  })

  test('neither a running nor a finished job can be tried again or dropped', () => {
    const { db } = freshDatabase()
    const { id } = enqueue(db, job)
    const claimed = claimOne(db)
    expect([retryJob(db, id, monday), dropJob(db, id, monday)]).toEqual([false, false])
    settle(db, claimed, { kind: 'done' }, monday)
    expect([retryJob(db, id, monday), dropJob(db, id, monday)]).toEqual([false, false])
    expect([retryJob(db, 999, monday), dropJob(db, 999, monday)]).toEqual([false, false])
  })

  test('a job in doubt stays in doubt when it is tried again', () => {
    const { db } = freshDatabase()
    const { id } = enqueue(db, job)
    settle(db, claimOne(db), { kind: 'snooze', until: later(5000), state: 'unknown' }, monday)
    retryJob(db, id, monday)
    expect(claimOne(db).inDoubt).toBe(true)
  })

  test('a dropped job keeps its key, so it does not come back', () => {
    const { db } = freshDatabase()
    const { id } = enqueue(db, { ...job, key: 'k' })
    expect(dropJob(db, id, monday)).toBe(true)
    expect(enqueue(db, { ...job, key: 'k' })).toEqual({ id, isNew: false })
    expect(listJobs(db)).toEqual([])
  })

  test('counts what is open, by state, and since when', () => {
    const { db } = freshDatabase()
    for (let i = 0; i < 5; i++) enqueue(db, { ...job, runAt: later(i) })
    const claimed = claim(db, later(10), 3)
    const [done, dead] = claimed as [ClaimedJob, ClaimedJob]
    settle(db, done, { kind: 'done' }, monday)
    settle(db, dead, { kind: 'dead', problem: 'no' }, monday)
    expect(countQueue(db).jobs).toEqual({ waiting: 2, running: 1, unknown: 0, dead: 1 })
    expect(countQueue(db).oldestRunAt).toEqual(later(3))
  })

  test('only what is done and old is pruned', () => {
    const { db } = freshDatabase()
    for (const key of ['old', 'young', 'dead']) enqueue(db, { ...job, key })
    const [old, young, dead] = claim(db, monday, 3) as [ClaimedJob, ClaimedJob, ClaimedJob]
    settle(db, old, { kind: 'done' }, monday)
    settle(db, young, { kind: 'done' }, later(1000))
    settle(db, dead, { kind: 'dead', problem: 'no' }, monday)
    expect(pruneJobs(db, later(500))).toBe(1)
    expect(['old', 'young', 'dead'].map((key) => enqueue(db, { ...job, key }).isNew)).toEqual([true, false, false])
  })
})
