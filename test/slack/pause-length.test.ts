import { expect, it } from 'vitest'
import { parsePauseLength } from '../../src/slack/payloads/pause.ts'

it('a pause’s length is understood as people type it', () => {
  const understood = {
    '3 days': { days: 3 }, '1 day': { days: 1 }, 'day': { days: 1 }, '2w': { days: 14 }, 'for 2 weeks': { days: 14 }, 'Week': { days: 7 },
    'until 2026-01-20': { date: '2026-01-20' }, '2026-01-20': { date: '2026-01-20' }, 'till 2026-01-20': { date: '2026-01-20' },
  } // biome-ignore format: a list reads better in rows
  for (const [typed, meant] of Object.entries(understood)) expect(parsePauseLength(typed), typed).toEqual(meant)
  for (const typed of [
    '0 days',
    'forever',
    '3 months',
    'days 3',
    '-1 day',
    '1e3 days',
    '20.01.2026',
    '',
    'd'.repeat(500),
  ]) {
    expect(parsePauseLength(typed), typed).toBeNull()
  }
})
