import { afterAll, describe, expect, it } from 'vitest'
import { compareOnHosts, inOneLine, type ZoneFigures } from '../zones-on-hosts.ts'

describe('P7: every zone and transition 2025–2035', () => {
  let figures: ZoneFigures[] = []
  afterAll(() => process.stdout.write(`\nP7 ${inOneLine(figures)}\n`))

  it('is what the walls of Intl show, on several host zones, and exactly one instant per local date', async () => {
    const hosts = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Europe/Dublin', 'Pacific/Apia']
    const elevenYears = 4_017
    figures = await compareOnHosts(hosts, [0, elevenYears])
    expect(figures.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(figures.every(({ zones }) => zones >= 400)).toBe(true)
  })
})
