import type { KpiId, PersonId } from './ids.ts'
import type { LocalDate } from './local-time.ts'
import { formatValue } from './numbers.ts'

export const everyUnits = ['day', 'week', 'month'] as const

/** How often a reading is expected: `1 month`. */
export interface Every {
  count: number
  unit: (typeof everyUnits)[number]
}

export const limitOperators = ['<', '<=', '>', '>='] as const

/** What a guardrail must keep to, `<= 400`; outside it trips. */
export interface Limit {
  operator: (typeof limitOperators)[number]
  value: number
}

/** A measured series. */
export interface Kpi {
  id: KpiId
  name: string
  unit: string | null
  every: Every | null
  /** Asked when a reading is overdue. */
  ownerId: PersonId | null
  baseline: number | null
  target: number | null
  limit: Limit | null
  /** Made for a key result that names no KPI, and named by its id. */
  isImplicit: boolean
}

/** One value of a KPI at a time. The same KPI, date and value is the same reading, whoever brings it. */
export interface Reading {
  id: number
  kpiId: KpiId
  at: LocalDate
  value: number
  source: string
  note: string | null
  recordedBy: PersonId | null
  recordedAt: Date
}

/** `1 month`, `2 weeks`, `day` → how often. Null when it says no such thing. */
export function parseEvery(text: string): Every | null {
  const match = /^\s*(?:([1-9]\d{0,3})\s+)?(day|week|month)s?\s*$/i.exec(text)
  if (!match) return null
  return { count: Number(match[1] ?? 1), unit: match[2]?.toLowerCase() as Every['unit'] }
}

export function formatEvery({ count, unit }: Every): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** `at most 400`, as people say it. */
export function limitInWords({ operator, value }: Limit): string {
  return `${limitWords[operator]} ${formatValue(value)}`
}

const limitWords: Record<Limit['operator'], string> = { '<': 'below', '<=': 'at most', '>': 'above', '>=': 'at least' }

/** `<= 400` → limit. Null when it says no such thing. */
export function parseLimit(text: string): Limit | null {
  const match = /^\s*(<=|>=|<|>)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*$/i.exec(text)
  const value = Number(match?.[2])
  return match && Number.isFinite(value) ? { operator: match[1] as Limit['operator'], value } : null
}

export function formatLimit({ operator, value }: Limit): string {
  return `${operator} ${value}`
}

/** True when the value keeps to the limit. */
export function isWithin({ operator, value: limit }: Limit, value: number): boolean {
  if (operator === '<') return value < limit
  if (operator === '<=') return value <= limit
  if (operator === '>') return value > limit
  return value >= limit
}

/** A KPI's name in files and commands: letters, digits, `_`, `-` and `.`, beginning with a letter. */
export function isKpiId(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_.-]{0,79}$/.test(text)
}
