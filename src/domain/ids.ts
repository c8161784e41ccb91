/** Ids people say. Objective numbers are given once per workspace and never reused, so `O57-KR2` means the same for ever. */
export type ObjectiveId = string // O57
export type KeyResultId = string // O57-KR2
export type KpiId = string // churn

/** Row numbers nobody says aloud. */
export type PersonId = number
export type TeamId = number

const objective = /^O([1-9]\d{0,5})$/
const keyResult = /^O([1-9]\d{0,5})-KR([1-9]\d{0,3})$/

export function isObjectiveId(text: string): boolean {
  return objective.test(text)
}

export function isKeyResultId(text: string): boolean {
  return keyResult.test(text)
}

/** `keyResultId('O1', 2)` is `O1-KR2`. */
export function keyResultId(objectiveId: ObjectiveId, number: number): KeyResultId {
  return `${objectiveId}-KR${number}`
}

/** The objective a key result belongs to: `O1` of `O1-KR2`. */
export function objectiveOf(id: KeyResultId): ObjectiveId {
  return id.slice(0, id.indexOf('-'))
}

/**
 * What a person typed, as an id: `o1`, ` O1 `, `o1-kr2`, `O1 KR2` and `o1kr2` are understood.
 * Null when it is no id.
 */
export function parseId(text: string): { kind: 'objective' | 'key-result'; id: string } | null {
  const plain = text
    .trim()
    .toUpperCase()
    .replace(/[\s_]+/g, '-')
  if (isObjectiveId(plain)) return { kind: 'objective', id: plain }
  const dashed = plain.replace(/^(O\d+)-?(KR\d+)$/, '$1-$2')
  return isKeyResultId(dashed) ? { kind: 'key-result', id: dashed } : null
}

/** Orders `O2` before `O10`, and `O1-KR2` before `O1-KR10`. */
export function compareIds(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
