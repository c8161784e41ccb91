import { expect, it } from 'vitest'
import { killDuringFanOuts } from '../support/fan-out.ts'

it('P1, P2: no check-in is lost and none is sent twice, however often the process is killed while Slack misbehaves', {
  timeout: 240_000,
}, async () => {
  const figures = await killDuringFanOuts({ owners: 100, kills: 30, seed: 20_260_112 })
  process.stdout.write(`P1 P2: ${JSON.stringify(figures)}\n`)
  expect(figures).toMatchObject({ kills: 30, lost: 0, twice: 0, twiceAfterAudit: 0 })
})
