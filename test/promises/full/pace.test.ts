import { expect, it } from 'vitest'
import { fanOutAtSlacksPace } from '../../support/busy-workspace.ts'

it('P5: 5,000 messages within 18 minutes at Slack’s pace, fewer than one in a hundred limited', async () => {
  const figures = await fanOutAtSlacksPace(5000)
  process.stdout.write(`P5: ${JSON.stringify(figures)}\n`)
  expect(figures).toMatchObject({ lost: 0, twice: 0 })
  expect(figures.minutes).toBeLessThanOrEqual(18)
  expect(figures.limited / figures.posts).toBeLessThan(0.01)
  expect(figures.slowestAnswer).toBeLessThan(0.5)
})
