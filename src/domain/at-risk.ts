import type { Confidence } from './check-ins.ts'

/** How a key result stands, as far as lists care. */
export interface Standing {
  /** The last answer's. Null: nobody has answered yet. */
  confidence: Confidence | null
  stale: boolean
  divergent: boolean
}

/** At risk, in lists: confidence 0 or 1, stale, or divergent. No answer at all is not a risk until it is stale. */
export function isAtRisk({ confidence, stale, divergent }: Standing): boolean {
  return confidence === 0 || confidence === 1 || stale || divergent
}
