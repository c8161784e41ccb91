import { expect, it } from 'vitest'
import { forge } from '../forged-requests.ts'

it('S1: of 10,000 forged requests none is accepted', async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32))
  const figures = await forge({ count: 10_000, seed })
  process.stdout.write(`S1: ${JSON.stringify(figures)}\n`)
  expect(figures).toMatchObject({ accepted: 0, heard: 0 })
})
