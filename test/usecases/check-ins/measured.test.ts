import { describe, expect, it } from 'vitest'
import { getKeyResult } from '../../../src/storage/key-results.ts'
import { measure, onTrackWarning } from '../../../src/usecases/check-ins/measured.ts'
import { importAcme } from '../../support/acme.ts'
import { addKeyResult, readings } from '../../support/check-ins.ts'
import { freshDatabase } from '../../support/database.ts'

function measured(values: readonly (readonly [string, number])[], today: string) {
  const { db } = freshDatabase()
  importAcme(db, new Date('2026-01-09T17:00:00Z'))
  addKeyResult(db, 'O1-KR4', {}, { every: { count: 1, unit: 'week' } })
  readings(db, 'kpi-O1-KR4', values, '2026-01-09T17:00:00Z')
  const keyResult = getKeyResult(db, 'O1-KR4')
  return { ...measure(db, keyResult, today), warning: onTrackWarning(db, keyResult, today) }
}

describe('where a key result stands', () => {
  it('changes since last week, however many readings came in it', () => {
    const values = [
      ['2026-01-05', 8],
      ['2026-01-10', 7.5],
      ['2026-01-12', 7],
    ] as const
    expect(measured(values, '2026-01-12')).toMatchObject({ progress: '7 % → 5 %', change: '-1 pp since last week' })
  })

  it('has not changed when the last reading is older than a week', () => {
    expect(
      measured(
        [
          ['2025-12-01', 9],
          ['2026-01-01', 8],
        ],
        '2026-01-12',
      ).change,
    ).toBe('no change since last week')
  })

  it('has nothing to compare with in its first week', () => {
    expect(measured([['2026-01-10', 8]], '2026-01-12').change).toBeNull()
    expect(measured([], '2026-01-12')).toEqual({
      progress: 'no reading yet → 5 %',
      change: null,
      trend: [],
      warning: null,
    })
  })

  it('knows nothing of readings dated later', () => {
    expect(
      measured(
        [
          ['2026-01-01', 8],
          ['2026-02-01', 5],
        ],
        '2026-01-12',
      ).progress,
    ).toBe('8 % → 5 %')
  })
})

describe('the warning beside "on track"', () => {
  it('comes when nothing moved and no reading came for three weeks', () => {
    expect(measured([['2026-01-05', 8]], '2026-01-25').warning).toBeNull()
    expect(measured([['2026-01-05', 8]], '2026-01-26').warning).toBe('On track, but unmoved for 3 weeks.')
  })

  it('comes when the forecast misses the threshold', () => {
    const slow = [
      ['2026-01-05', 8],
      ['2026-01-12', 7.9],
      ['2026-01-19', 7.8],
      ['2026-01-26', 7.7],
    ] as const
    expect(measured(slow, '2026-01-26').warning).toBe('On track, but forecast to end at 6.79 %, not 5.9 %.')
    const quick = [
      ['2026-01-05', 8],
      ['2026-01-12', 7.6],
      ['2026-01-19', 7.2],
      ['2026-01-26', 6.8],
    ] as const
    expect(measured(quick, '2026-01-26').warning).toBeNull()
  })
})
