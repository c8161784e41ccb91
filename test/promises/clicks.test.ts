import { expect, it } from 'vitest'
import { killAfterClicks } from '../support/click-kills.ts'

it.each([
  ['socket', 16],
  ['http', 16],
] as const)(
  'P11: over %s an acknowledged click survives the kill of the process and has its effect once',
  async (mode, kills) => {
    const figures = await killAfterClicks({ kills, seed: 20_260_112, mode })
    process.stdout.write(`P11: ${JSON.stringify(figures)}\n`)
    expect(figures).toMatchObject({ kills, lost: 0, twice: 0 })
    expect(figures.acknowledged).toBeGreaterThan(0)
  },
  180_000,
)
