import { Temporal } from 'temporal-polyfill'
import type { Every } from './kpis.ts'
import { addDays, type LocalDate } from './local-time.ts'

/** Nobody counts a month's numbers on its first morning: a reading has so many days after its date to arrive. */
const graceDays = { day: 0, week: 1, month: 3 } as const

/**
 * The first date on which a KPI's next reading is overdue: its interval after the newest one, and some grace (none for a
 * daily one, a day for a weekly one, three for a monthly one). A month after 31 January is 28 February.
 */
export function overdueFrom(newest: LocalDate, { count, unit }: Every): LocalDate {
  const next = Temporal.PlainDate.from(newest)
    .add({ [`${unit}s`]: count })
    .toString()
  return addDays(next, graceDays[unit] + 1)
}
