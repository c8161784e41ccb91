import { expect, it } from 'vitest'
import { fanOutAtSlacksPace } from '../support/busy-workspace.ts'

it('P5: a fan-out keeps Slack’s pace, and whoever waits for an answer meanwhile does not queue behind it', async () => {
  const figures = await fanOutAtSlacksPace(300)
  process.stdout.write(`P5: ${JSON.stringify(figures)}\n`)
  expect(figures).toMatchObject({ lost: 0, twice: 0 })
  // 300 a minute, and a little for the messages that overtook.
  expect(figures.minutes).toBeLessThanOrEqual(1.1)
  expect(figures.limited / figures.posts).toBeLessThan(0.01)
  expect(figures.slowestAnswer).toBeLessThan(0.5)
}, 120_000)
