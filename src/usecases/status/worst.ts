import { isAtRisk } from '../../domain/at-risk.ts'
import { colourOf, coloursByGravity } from '../../domain/roll-up.ts'
import type { KeyResultStatus } from '../show-status.ts'

/** The gravest, unless nothing is wrong; of several the first. */
export function worstOf(keyResults: readonly KeyResultStatus[]): KeyResultStatus | null {
  const gravity = (one: KeyResultStatus) => coloursByGravity.indexOf(colourOf(one))
  const [worst] = keyResults.filter(isAtRisk).toSorted((a, b) => gravity(a) - gravity(b))
  return worst ?? null
}
