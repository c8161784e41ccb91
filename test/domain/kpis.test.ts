import { describe, expect, test } from 'vitest'
import {
  formatEvery,
  formatLimit,
  isKpiId,
  isWithin,
  type Limit,
  parseEvery,
  parseLimit,
} from '../../src/domain/kpis.ts'

describe('how often', () => {
  test.each([
    ['1 month', { count: 1, unit: 'month' }],
    ['2 Weeks', { count: 2, unit: 'week' }],
    [' day ', { count: 1, unit: 'day' }],
    ['monthly', null],
    ['0 days', null],
    ['1.5 weeks', null],
  ])('%j', (text, every) => {
    expect(parseEvery(text)).toEqual(every)
  })

  test('is written as it is read', () => {
    for (const text of ['1 day', '2 weeks', '12 months']) {
      const every = parseEvery(text)
      expect(every && formatEvery(every)).toBe(text)
    }
  })
})

describe('a limit', () => {
  test.each([
    ['<= 400', { operator: '<=', value: 400 }],
    ['>30', { operator: '>', value: 30 }],
    ['< -1.5e3', { operator: '<', value: -1500 }],
    ['400', null],
    ['= 400', null],
    ['<= 1e999', null],
    ['<= ', null],
  ])('%j', (text, limit) => {
    expect(parseLimit(text)).toEqual(limit)
  })

  test('is kept to at its edge with =, and not without', () => {
    const holds = (text: string, value: number) => isWithin(parseLimit(text) as Limit, value)
    expect([holds('<= 4', 4), holds('< 4', 4), holds('>= 4', 4), holds('> 4', 4)]).toEqual([true, false, true, false])
    expect([holds('< 4', 3.9), holds('> 4', 4.1)]).toEqual([true, true])
    expect(formatLimit({ operator: '<=', value: 400 })).toBe('<= 400')
  })
})

test('a KPI’s id begins with a letter and has no spaces', () => {
  expect(['churn', 'nps.v2', 'A-1', 'O1-KR1'].every(isKpiId)).toBe(true)
  expect(['1churn', 'a b', '', 'ü', 'a'.repeat(81)].some(isKpiId)).toBe(false)
})
