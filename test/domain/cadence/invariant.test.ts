import { describe } from 'vitest'
import { invariants } from './invariants.ts'

// A short seeded sample; `npm run promises` tries 500 worlds.
describe('rule 10: for each owner and ISO week', () => invariants(15))
