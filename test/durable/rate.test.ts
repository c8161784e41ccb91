import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { heldUntil, hold, reserve } from '../../src/durable/rate.ts'
import { freshDatabase } from '../support/database.ts'

const monday = new Date('2026-01-12T09:00:00Z')
const later = (ms: number) => new Date(monday.getTime() + ms)
const ms = (at: Date) => at.getTime() - monday.getTime()

const channel = (name: string) => ({ key: `channel:${name}`, everyMs: 1000 })
const workspace = { key: 'workspace', everyMs: 200 }

describe('a budget', () => {
  test('gives the first its turn now and each further one its own later instant', () => {
    const { db } = freshDatabase()
    expect([1, 2, 3].map(() => ms(reserve(db, [channel('a')], monday)))).toEqual([0, 1000, 2000])
    expect(ms(reserve(db, [channel('b')], monday))).toBe(0)
    expect(ms(reserve(db, [channel('a')], later(10_000)))).toBe(10_000)
  })

  test('with a burst lets that many go at once after a quiet time', () => {
    const { db } = freshDatabase()
    const answers = { key: 'answers', everyMs: 1000, burst: 3 }
    expect([1, 2, 3, 4, 5].map(() => ms(reserve(db, [answers], monday)))).toEqual([0, 0, 0, 1000, 2000])
  })

  test('of a workspace is spent evenly over everybody', () => {
    const { db } = freshDatabase()
    const turns = ['a', 'b', 'c', 'd'].map((name) => ms(reserve(db, [channel(name), workspace], monday)))
    expect(turns).toEqual([0, 200, 400, 600])
  })

  test('of a workspace is not held up by what waits for one busy channel', () => {
    const { db } = freshDatabase()
    for (let i = 0; i < 20; i++) reserve(db, [channel('busy'), workspace], monday)
    // 20 messages used 4 seconds of the workspace, although the last of them goes after 19.
    expect(ms(reserve(db, [channel('quiet'), workspace], monday))).toBe(4000)
  })

  test('is used but not waited for by what overtakes', () => {
    const { db } = freshDatabase()
    for (let i = 0; i < 100; i++) reserve(db, [channel(`dm${i}`), workspace], monday)
    expect(ms(reserve(db, [channel('asked'), { ...workspace, overtakes: true }], monday))).toBe(0)
    expect(ms(reserve(db, [channel('next'), workspace], monday))).toBe(20_200)
  })

  test('never lets two in one channel come closer than its pace, whatever else is sent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.constantFrom('a', 'b', 'c'), waits: fc.nat(3000) }), { maxLength: 60 }),
        (messages) => {
          const { db, close } = freshDatabase()
          const turns = new Map<string, number[]>()
          let now = monday
          for (const { name, waits } of messages) {
            now = new Date(now.getTime() + waits)
            const turn = reserve(db, [channel(name), workspace], now)
            expect(turn.getTime()).toBeGreaterThanOrEqual(now.getTime())
            turns.set(name, [...(turns.get(name) ?? []), turn.getTime()])
          }
          for (const own of turns.values()) {
            own.forEach((turn, index) => {
              if (index > 0) expect(turn - (own[index - 1] ?? 0)).toBeGreaterThanOrEqual(1000)
            })
          }
          close()
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('"come back later"', () => {
  test('makes every reservation before that instant void, and the line begins anew after it', () => {
    const { db } = freshDatabase()
    const keys = [channel('a'), workspace]
    const reserved = reserve(db, keys, monday)
    expect(heldUntil(db, ['channel:a', 'workspace'])).toBeNull()
    hold(db, 'workspace', later(30_000))
    expect(heldUntil(db, ['channel:a', 'workspace'])).toEqual(later(30_000))
    expect(reserved < (heldUntil(db, ['workspace']) as Date)).toBe(true)
    expect([channel('b'), channel('c')].map((own) => ms(reserve(db, [own, workspace], later(10))))).toEqual([
      30_000, 30_200,
    ])
  })

  test('holds what overtakes as well', () => {
    const { db } = freshDatabase()
    hold(db, 'workspace', later(30_000))
    const turn = reserve(db, [channel('asked'), { ...workspace, overtakes: true }], monday)
    expect(ms(turn)).toBe(30_000)
  })

  test('is never shortened by a later, earlier one', () => {
    const { db } = freshDatabase()
    hold(db, 'workspace', later(30_000))
    hold(db, 'workspace', later(5000))
    expect(heldUntil(db, ['workspace'])).toEqual(later(30_000))
  })

  test('puts those who had a turn before it behind those who have one after it', () => {
    const { db } = freshDatabase()
    const turns = Array.from({ length: 200 }, (_, i) => reserve(db, [channel(`dm${i}`), workspace], monday))
    hold(db, 'workspace', later(30_000))
    const kept = turns.filter((turn) => turn >= later(30_000))
    const again = turns
      .filter((turn) => turn < later(30_000))
      .map((_, i) => reserve(db, [channel(`dm${i}`), workspace], later(10)))
    const all = [...kept, ...again].map(ms).sort((a, b) => a - b)
    all.forEach((turn, index) => {
      if (index > 0) expect(turn - (all[index - 1] ?? 0)).toBeGreaterThanOrEqual(200)
    })
    expect(all[0]).toBe(30_000)
  })
})
