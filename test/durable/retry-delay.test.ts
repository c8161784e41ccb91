import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxJobAttempts, maxReceivedAttempts, retryDelay } from '../../src/durable/retry-delay.ts'

const attempt = fc.integer({ min: 1, max: 10_000 })
const seed = fc.oneof(fc.nat(), fc.string())
const hour = 3_600_000

test('never less than a second, never more than an hour and a quarter', () => {
  fc.assert(
    fc.property(attempt, seed, (attempts, id) => {
      const delay = retryDelay(attempts, id)
      expect(delay).toBeGreaterThanOrEqual(1000)
      expect(delay).toBeLessThanOrEqual(1.25 * hour)
      expect(Number.isInteger(delay)).toBe(true)
    }),
  )
})

test('longer after each failure until the longest is reached', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 11 }), seed, (attempts, id) => {
      expect(retryDelay(attempts + 1, id)).toBeGreaterThan(retryDelay(attempts, id))
    }),
  )
})

test('the same job and attempt always wait the same time, different jobs do not come back together', () => {
  expect([retryDelay(3, 17), retryDelay(4, 17), retryDelay(3, 'trigger:1')]).toEqual([4079, 8686, 4754])
  const delays = new Set(Array.from({ length: 1000 }, (_, id) => retryDelay(8, id)))
  expect(delays.size).toBeGreaterThan(900)
})

test('a job outlives a day without Slack, a click is given up after a few hours', () => {
  const total = (tries: number) =>
    Array.from({ length: tries - 1 }, (_, i) => retryDelay(i + 1, 7)).reduce((sum, delay) => sum + delay, 0)
  expect(total(maxJobAttempts)).toBeGreaterThan(24 * hour)
  expect(total(maxReceivedAttempts)).toBeGreaterThan(2 * hour)
  expect(total(maxReceivedAttempts)).toBeLessThan(6 * hour)
})
