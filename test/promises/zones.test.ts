import { afterAll, describe, expect, it } from 'vitest'
import { compareOnHosts, inOneLine, type ZoneFigures } from './zones-on-hosts.ts'

const seed = 2026

// A seeded sample; `npm run promises` compares every zone.
describe('P7: every zone and transition 2025–2035', () => {
  let figures: ZoneFigures[] = []
  afterAll(() => process.stdout.write(`\nP7 ${inOneLine(figures)} (seed ${seed})\n`))

  it('is what the walls of Intl show, on several host zones, and exactly one instant per local date', async () => {
    figures = await compareOnHosts(['America/New_York', 'Asia/Kathmandu'], [8, 400, seed])
    expect(figures.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(figures.every(({ compared }) => compared > 1_000)).toBe(true)
  })
})
