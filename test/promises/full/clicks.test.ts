import { expect, it } from 'vitest'
import { type ClickKillFigures, killAfterClicks } from '../../support/click-kills.ts'

const seed = Number(process.env['SEED'] ?? 20_260_112)
const minutes = Number(process.env['MINUTES'] ?? 45)
const batch = 50

it.each(['socket', 'http'] as const)(
  'P11: over %s, five hundred kills round the acknowledgement of a click',
  async (mode) => {
    const ends = Date.now() + minutes * 60_000
    const all: ClickKillFigures[] = []
    for (let done = 0; done < 500 && Date.now() < ends; done += batch) {
      const atMostSeconds = (ends - Date.now()) / 1000
      all.push(await killAfterClicks({ kills: batch, seed: seed + done, mode, atMostSeconds }))
    }
    const sum = (name: 'kills' | 'acknowledged' | 'lost' | 'twice') => all.reduce((total, one) => total + one[name], 0)
    const figures = { kills: sum('kills'), acknowledged: sum('acknowledged'), lost: sum('lost'), twice: sum('twice') }
    process.stdout.write(`P11: ${JSON.stringify({ seed, mode, ...figures })}\n`)
    expect(figures).toMatchObject({ lost: 0, twice: 0 })
    expect(figures.acknowledged).toBeGreaterThan(0)
  },
)
