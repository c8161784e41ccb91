import type { LocalDate } from '../../domain/local-time.ts'

const daysOf: Record<string, number> = { d: 1, day: 1, days: 1, w: 7, week: 7, weeks: 7 }

/** `3 days`, `1 week`, `2w`, `until 2026-01-20`, `2026-01-20`. Null for anything else. */
export function parsePauseLength(typed: string): { days: number } | { date: LocalDate } | null {
  const text = typed.trim().toLowerCase()
  const date = /^(?:until |till |to )?(\d{4}-\d\d-\d\d)$/.exec(text)?.[1]
  if (date) return { date }
  const [, count = '1', unit = ''] = /^(?:for )?(\d{1,3})? ?([a-z]+)$/.exec(text) ?? []
  const days = Number(count) * (daysOf[unit] ?? 0)
  return days > 0 ? { days } : null
}
