import { expect, test } from 'vitest'
import { killRepeatedly } from './durable-kills.ts'

test('a process killed at random points loses nothing it acknowledged and does nothing twice (P11, P12)', () => {
  const report = killRepeatedly({ seed: 20260112, kills: 8 })
  expect(report).toMatchObject({ lost: 0, twice: 0, unsettled: 0, integrity: 'ok' })
  expect(report.deliveries).toBeGreaterThan(10)
  const { seed, kills, deliveries, lost, twice } = report
  process.stdout.write(
    `P11 P12: seed ${seed}, ${kills} kills, ${deliveries} deliveries: ${lost} lost, ${twice} done twice\n`,
  )
}, 60_000)
