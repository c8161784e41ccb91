import { expect, it } from 'vitest'
import { killDuringFanOuts } from '../../support/fan-out.ts'

const seed = Number(process.env['SEED'] ?? 20_260_112)
/** How many minutes each run may take; `MINUTES=5 npm run promises` for a shorter one. */
const minutes = Number(process.env['MINUTES'] ?? 45)

it('P1, P2: a thousand kills in fan-outs to 500 people: nobody missed, nobody asked twice', async () => {
  const figures = await killDuringFanOuts({ owners: 500, kills: 1000, seed, atMostSeconds: minutes * 60 })
  process.stdout.write(`P1 P2: ${JSON.stringify(figures)}\n`)
  expect(figures).toMatchObject({ lost: 0, twice: 0, twiceAfterAudit: 0 })
  expect(figures.kills).toBeGreaterThan(0)
})

it('P1, P2: with history later than anybody waits, at most four too many for each kill, and none after the audit', async () => {
  const options = { owners: 500, kills: 100, seed, lateHistoryMs: 3000, atMostSeconds: minutes * 60 }
  const figures = await killDuringFanOuts(options)
  process.stdout.write(`P1 P2, history later than the window: ${JSON.stringify(figures)}\n`)
  expect(figures).toMatchObject({ lost: 0, twiceAfterAudit: 0 })
  expect(figures.twice).toBeLessThanOrEqual(4 * figures.kills)
})
