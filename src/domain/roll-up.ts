import type { Standing } from './at-risk.ts'

/** How a key result counts in a roll-up. *Stale* outranks its last colour. */
export type Colour = 'off-track' | 'stale' | 'at-risk' | 'no-answer' | 'on-track'

/** Worst first. Nobody knowing is worse than somebody worrying, and not as bad as somebody having given up. */
export const coloursByGravity: readonly Colour[] = ['off-track', 'stale', 'at-risk', 'no-answer', 'on-track']

export interface RollUp {
  counts: Readonly<Record<Colour, number>>
  total: number
  /** The gravest colour there is. Null: nothing to roll up. */
  worst: Colour | null
}

/**
 * An objective, a team or a cycle in numbers: how many key results of each colour, and the worst one. Never an average:
 * two green ones and a red one are not yellow.
 */
export function rollUp(standings: readonly Standing[]): RollUp {
  const counts: Record<Colour, number> = { 'off-track': 0, stale: 0, 'at-risk': 0, 'no-answer': 0, 'on-track': 0 }
  for (const standing of standings) counts[colourOf(standing)]++
  return { counts, total: standings.length, worst: coloursByGravity.find((colour) => counts[colour] > 0) ?? null }
}

export function colourOf({ confidence, stale }: Pick<Standing, 'confidence' | 'stale'>): Colour {
  if (stale) return 'stale'
  if (confidence === null) return 'no-answer'
  return confidence === 0 ? 'off-track' : confidence === 1 ? 'at-risk' : 'on-track'
}

const words: Record<Colour, string> = {
  'off-track': 'off track',
  stale: 'stale',
  'at-risk': 'at risk',
  'no-answer': 'not answered yet',
  'on-track': 'on track',
}

/** `1 off track, 2 on track`, worst first; `no key results` when there are none. */
export function rollUpInWords({ counts, total }: RollUp): string {
  if (total === 0) return 'no key results'
  return coloursByGravity
    .filter((colour) => counts[colour] > 0)
    .map((colour) => `${counts[colour]} ${words[colour]}`)
    .join(', ')
}
