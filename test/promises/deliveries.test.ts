import { expect, it } from 'vitest'
import { killDuringFanOut } from '../support/fan-out.ts'

it('P1, P2: no check-in is lost and none is sent twice, however often the process is killed while Slack misbehaves', {
  timeout: 240_000,
}, async () => {
  const figures = await killDuringFanOut({ owners: 100, kills: 30, seed: 20_260_112 })
  process.stdout.write(`P1 P2: ${JSON.stringify(figures)}\n`)
  expect(figures).toMatchObject({ lost: 0, twice: 0 })
})
