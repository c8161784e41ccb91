import { describe, expect, it } from 'vitest'
import { isAtRisk } from '../../src/domain/at-risk.ts'
import { rollUp, rollUpInWords } from '../../src/domain/roll-up.ts'

const green = { confidence: 2, stale: false, divergent: false } as const
const yellow = { ...green, confidence: 1 } as const
const red = { ...green, confidence: 0 } as const
const silent = { ...green, confidence: null } as const

describe('at risk in lists', () => {
  it('is confidence 0 or 1, stale, or divergent', () => {
    expect([red, yellow, { ...green, stale: true }, { ...green, divergent: true }].map(isAtRisk)).toEqual([
      true,
      true,
      true,
      true,
    ])
  })

  it('is not on track, and not "nobody has answered yet"', () => {
    expect([green, silent].map(isAtRisk)).toEqual([false, false])
  })
})

describe('a roll-up', () => {
  it('shows counts and the worst, never an average that hides a red one', () => {
    const team = rollUp([green, green, green, red])
    expect(team).toMatchObject({ total: 4, worst: 'off-track' })
    expect(rollUpInWords(team)).toBe('1 off track, 3 on track')
  })

  it('counts stale as stale, whatever its last colour was', () => {
    const team = rollUp([green, { ...green, stale: true }, { ...red, stale: true }])
    expect(rollUpInWords(team)).toBe('2 stale, 1 on track')
    expect(team.worst).toBe('stale')
  })

  it('names the worst first', () => {
    expect(rollUpInWords(rollUp([green, silent, yellow, { ...yellow, stale: true }, red]))).toBe(
      '1 off track, 1 stale, 1 at risk, 1 not answered yet, 1 on track',
    )
  })

  it('of nothing has no worst', () => {
    expect(rollUp([])).toMatchObject({ total: 0, worst: null })
    expect(rollUpInWords(rollUp([]))).toBe('no key results')
  })
})
