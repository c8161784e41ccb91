import { expect, test } from 'vitest'
import { killRepeatedly } from '../durable-kills.ts'

test('a process killed a thousand times loses nothing it acknowledged and does nothing twice (P11, P12)', () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32))
  const report = killRepeatedly({ seed, kills: 1000 })
  process.stdout.write(`P11 P12: ${JSON.stringify(report)}\n`)
  expect(report).toMatchObject({ lost: 0, twice: 0, unsettled: 0, integrity: 'ok' })
}, 1_800_000)
