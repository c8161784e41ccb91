import { instantAt, type LocalDate } from '../../domain/local-time.ts'
import { homeZone } from './workspace.ts'

/** A value that comes by itself on a morning, before anybody is at work. */
export interface DailyValue {
  at: Date
  kpi: string
  date: LocalDate
  value: number
  source: string
}

/** What is said of every value that is not in chant's own guide to the story. */
export const madeUp = 'product analytics (made up)'

const activation: readonly (readonly [date: LocalDate, value: number])[] = [
  ['2026-01-12', 62.5],
  ['2026-01-13', 62.3],
  ['2026-01-14', 62.6],
  ['2026-01-15', 62.9],
  ['2026-01-16', 62.8],
  ['2026-01-20', 63.1],
  ['2026-01-21', 63.4],
  ['2026-01-22', 63.6],
]

/** The first days of the story, until its agent's own report brings the figures: one value every working morning. */
export const dailyValues: readonly DailyValue[] = activation.map(([date, value]) => ({
  at: instantAt(date, '06:00', homeZone),
  kpi: 'activation',
  date,
  value,
  source: madeUp,
}))
