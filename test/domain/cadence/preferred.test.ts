import { describe, expect, it } from 'vitest'
import { preferredProblem } from '../../../src/domain/cadence/preferred.ts'
import type { Weekday } from '../../../src/domain/local-time.ts'
import { platform, retention } from './acme.ts'

const problem = (weekday: Weekday | null, time: string | null, zone = 'America/New_York', teams = [retention]) =>
  preferredProblem({ zone, preferred: { weekday, time } }, teams, '2026-W03')

describe('rule 2: the form says whether a preferred weekday and time can be had', () => {
  it('anything from two working days before the ask until the summary can', () => {
    for (const weekday of ['thursday', 'friday', 'monday', 'tuesday'] as const) {
      expect(problem(weekday, '00:00')).toBeNull()
      expect(problem(weekday, '23:59')).toBeNull()
    }
    expect(problem('wednesday', '15:59')).toBeNull()
    expect(problem(null, '22:00')).toBeNull()
    expect(problem(null, null)).toBeNull()
  })

  it('the summary and later cannot', () => {
    expect(problem('wednesday', '16:00')).toBe(
      'Retention asks on Monday at 09:00, and its summary goes out on Wednesday at 16:00 your time. Choose a time from Thursday until then.',
    )
  })

  it('the summary is told on their own wall', () => {
    expect(problem('wednesday', '18:00', 'Asia/Kathmandu')).toBeNull()
    expect(problem('thursday', '03:00', 'Asia/Kathmandu')).toBeNull() // the Thursday before, not the one after
    expect(problem('wednesday', '14:00', 'America/Los_Angeles')).toMatch(/Wednesday at 13:00 your time/)
  })

  it('a day on which the team does not work cannot', () => {
    expect(problem('saturday', '10:00')).toBe(
      'Saturday is no working day of Retention. Choose one of Monday, Tuesday, Wednesday, Thursday, Friday.',
    )
  })

  it('of several teams the one that asks first counts', () => {
    expect(problem('thursday', '10:00', 'America/New_York', [platform, retention])).toBeNull()
    expect(problem('wednesday', '17:00', 'America/New_York', [platform, retention])).toMatch(/^Retention asks/)
    expect(problem('monday', '10:00', 'America/New_York', [platform])).toBeNull() // before its Monday summary
    expect(problem('friday', '10:00', 'America/New_York', [])).toBeNull()
  })
})
