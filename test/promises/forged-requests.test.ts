import { expect, it } from 'vitest'
import { forge } from './forged-requests.ts'

it('S1: of 2,000 forged requests none is accepted', async () => {
  const figures = await forge({ count: 2000, seed: 20_260_112 })
  process.stdout.write(`S1: seed ${figures.seed}, ${figures.forged} forged requests, ${figures.accepted} accepted\n`)
  expect(figures).toMatchObject({ accepted: 0, heard: 0 })
  expect(Object.keys(figures.by).length).toBeGreaterThanOrEqual(20)
}, 60_000)
