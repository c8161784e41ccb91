import { expect, it } from 'vitest'
import { killWhileTelling } from '../support/approvals-kills.ts'

it('P15: a decision whose process is killed while it is told to chant is committed once, and everything says so', async () => {
  const figures = await killWhileTelling({ kills: 6, seed: 20_260_116 })
  process.stdout.write(`P15, clicks: ${JSON.stringify(figures)}\n`)
  expect(figures).toMatchObject({ kills: 6, lost: 0, disagreements: [] })
  expect(figures.acknowledged).toBeGreaterThan(0)
}, 180_000)
