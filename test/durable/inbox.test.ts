import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createFinisher,
  failReceived,
  finishReceived,
  forgetReceived,
  nextUnfinishedAt,
  pruneReceived,
  receive,
  unfinishedReceived,
} from '../../src/durable/inbox.ts'
import { countQueue } from '../../src/durable/manage.ts'
import { rescueReceived } from '../../src/durable/rescue.ts'
import { maxReceivedAttempts } from '../../src/durable/retry-delay.ts'
import { transact } from '../../src/platform/db.ts'
import { freshDatabase } from '../support/database.ts'

const monday = new Date('2026-01-12T09:00:00Z')
const click = { key: 'trigger:1', source: 'slack', body: { type: 'block_actions' } }
const later = (ms: number) => new Date(monday.getTime() + ms)

describe('something received', () => {
  test('is new once, unfinished until it had its effect, and done for ever after', () => {
    const { db } = freshDatabase()
    expect(receive(db, click, monday)).toBe('new')
    expect(receive(db, click, monday)).toBe('unfinished')
    finishReceived(db, click.key, monday)
    expect(receive(db, { ...click, body: 'another body' }, monday)).toBe('done')
  })

  test('stays unfinished when the transaction that did what it asked for is rolled back', () => {
    const { db } = freshDatabase()
    receive(db, click, monday)
    const work = () =>
      transact(db, (tx) => {
        finishReceived(tx, click.key, monday)
        throw new Error('no')
      })
    expect(work).toThrow('no')
    expect(receive(db, click, monday)).toBe('unfinished')
  })

  test('is left alone for a minute, in which whoever received it finishes it, then driven again, oldest first', () => {
    const { db } = freshDatabase()
    receive(db, { ...click, key: 'second' }, later(10))
    receive(db, click, monday)
    expect(unfinishedReceived(db, later(59_000), 10)).toEqual([])
    expect(nextUnfinishedAt(db)).toEqual(later(60_000))
    const due = unfinishedReceived(db, later(61_000), 10)
    expect(due.map(({ key }) => key)).toEqual(['trigger:1', 'second'])
    expect(due[0]).toEqual({ ...click, receivedAt: monday, attempts: 0 })
    expect(unfinishedReceived(db, later(61_000), 1)).toHaveLength(1)
  })

  test('by a process that ended is due at once', () => {
    const { db } = freshDatabase()
    receive(db, click, monday)
    receive(db, { ...click, key: 'done' }, monday)
    finishReceived(db, 'done', monday)
    expect(rescueReceived(db, later(5))).toBe(1)
    expect(unfinishedReceived(db, later(5), 10).map(({ key }) => key)).toEqual(['trigger:1'])
  })

  test('is tried again later each time it fails, and given up in the end without being forgotten', () => {
    const { db } = freshDatabase()
    receive(db, click, monday)
    failReceived(db, click.key, 'Slack was away', monday)
    expect(unfinishedReceived(db, later(900), 10)).toEqual([])
    expect(unfinishedReceived(db, later(1300), 10)).toMatchObject([{ attempts: 1 }])
    for (let tries = 1; tries < maxReceivedAttempts; tries++) failReceived(db, click.key, 'Slack was away', monday)
    expect(nextUnfinishedAt(db)).toBeNull()
    expect(countQueue(db).received).toEqual({ unfinished: 0, dead: 1 })
    expect(receive(db, click, monday)).toBe('unfinished')
  })

  test('cannot fail any more once it is done', () => {
    const { db } = freshDatabase()
    receive(db, click, monday)
    finishReceived(db, click.key, monday)
    failReceived(db, click.key, 'too late', monday)
    expect(receive(db, click, monday)).toBe('done')
  })

  test('and forgotten may come again; what is done is not forgotten so easily', () => {
    const { db } = freshDatabase()
    receive(db, click, monday)
    forgetReceived(db, click.key)
    expect(receive(db, click, monday)).toBe('new')
    finishReceived(db, click.key, monday)
    forgetReceived(db, click.key)
    expect(receive(db, click, monday)).toBe('done')
  })

  test('is pruned only when it is done and old', () => {
    const { db } = freshDatabase()
    for (const key of ['old', 'young', 'unfinished']) receive(db, { ...click, key }, monday)
    finishReceived(db, 'old', monday)
    finishReceived(db, 'young', later(1000))
    expect(pruneReceived(db, later(500))).toBe(1)
    expect(['old', 'young', 'unfinished'].map((key) => receive(db, { ...click, key }, monday))).toEqual([
      'new',
      'done',
      'unfinished',
    ])
  })
})

describe('the finisher', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('marks what changed nothing together, 25 ms later', () => {
    const { db } = freshDatabase()
    const finisher = createFinisher(db, { now: () => monday })
    for (const key of ['a', 'b']) receive(db, { ...click, key }, monday)
    finisher.finish('a')
    vi.advanceTimersByTime(20)
    finisher.finish('b')
    expect(receive(db, { ...click, key: 'a' }, monday)).toBe('unfinished')
    vi.advanceTimersByTime(5)
    expect(['a', 'b'].map((key) => receive(db, { ...click, key }, monday))).toEqual(['done', 'done'])
  })

  test('marks what it still has when it stops', () => {
    const { db } = freshDatabase()
    const finisher = createFinisher(db, { now: () => monday })
    receive(db, click, monday)
    finisher.finish(click.key)
    finisher.stop()
    expect(receive(db, click, monday)).toBe('done')
    expect(vi.getTimerCount()).toBe(0)
  })

  test('keeps its marks until the database takes them', () => {
    const { db, sqlite } = freshDatabase()
    const finisher = createFinisher(db, { now: () => monday })
    receive(db, click, monday)
    finisher.finish(click.key)
    sqlite.pragma('query_only = on')
    vi.advanceTimersByTime(100)
    sqlite.pragma('query_only = off')
    expect(receive(db, click, monday)).toBe('unfinished')
    vi.advanceTimersByTime(25)
    expect(receive(db, click, monday)).toBe('done')
  })
})
