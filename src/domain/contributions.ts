import { type KeyResultId, type ObjectiveId, objectiveOf, parseId } from './ids.ts'
import type { Initiative, KeyResult } from './objectives.ts'
import type { SpecId } from './specs.ts'

/** A spec as far as it says, or is said, to contribute to something. A member counts for whatever its driver does. */
export interface Contributor {
  repository: string
  id: SpecId
  labels: readonly string[]
  driver: SpecId | null
  driverLabels: readonly string[]
}

export interface Goals {
  keyResults: readonly Pick<KeyResult, 'id' | 'labels'>[]
  initiatives: readonly Pick<Initiative, 'link' | 'contributesTo'>[]
}

/**
 * The key results a spec works for, in the order of `goals`: those that name one of its labels, those it names itself
 * by a label (`O1-KR1`), and those of an initiative that links to it (`chant:[repository/]id`).
 */
export function keyResultsOf(spec: Contributor, { keyResults, initiatives }: Goals): KeyResultId[] {
  const labels = new Set([...spec.labels, ...spec.driverLabels])
  const named = new Set([...labels].map((label) => parseId(label)?.id))
  const linked = new Set(initiatives.filter(({ link }) => isLinkTo(link, spec)).flatMap((one) => one.contributesTo))
  return keyResults
    .filter((one) => linked.has(one.id) || named.has(one.id) || one.labels.some((label) => labels.has(label)))
    .map(({ id }) => id)
}

/** The objective a spec is shown under: that of the first of its key results, else one that a label names. */
export function objectiveFor(spec: Contributor, keyResults: readonly KeyResultId[]): ObjectiveId | null {
  const [first] = keyResults
  if (first !== undefined) return objectiveOf(first)
  const named = [...spec.labels, ...spec.driverLabels].map((label) => parseId(label))
  return named.find((one) => one?.kind === 'objective')?.id ?? null
}

/** `chant:2026-01-16-002-abc.1`, `chant:acme/2026-01-16-002-abc.1`; null for a link into the web. */
export function parseSpecLink(link: string | null): { repository: string | null; id: SpecId } | null {
  const match = /^chant:(?:([^/\s]+)\/)?([^/\s]+)$/.exec(link?.trim() ?? '')
  return match?.[2] === undefined ? null : { repository: match[1] ?? null, id: match[2] }
}

function isLinkTo(link: string | null, { repository, id, driver }: Contributor): boolean {
  const to = parseSpecLink(link)
  if (to === null || (to.repository !== null && to.repository !== repository)) return false
  return to.id === id || to.id === driver
}
