import type { Part } from '../blocks/pages.ts'

/** What stands above, in between (over as many pages as it takes) and which buttons lead on from here. */
export interface StatusParts {
  above: Part
  parts: readonly Part[]
  /** `[what to look at, text]`. */
  leadsTo: readonly (readonly [query: string, text: string])[]
}
