import { afterAll, afterEach, describe } from 'vitest'
import { invariants } from '../../domain/cadence/invariants.ts'

const worlds = 500

describe(`P8, P9: the check-in calendar in ${worlds} random worlds, eight weeks each`, () => {
  const count = { held: 0, broken: 0 }
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') count.broken++
    else count.held++
  })
  afterAll(() =>
    process.stdout.write(
      `\nP8, P9 ${worlds} worlds (seeds 2026–2029): ${count.held} rules held, ${count.broken} broken\n`,
    ),
  )
  invariants(worlds)
})
