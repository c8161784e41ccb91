import { addDays, type LocalDate, weekdayOf, weekdays } from './local-time.ts'

/** An ISO 8601 week, `2026-W03`: Monday to Sunday, week 1 holds the year's first Thursday. Sorts as text. */
export type Week = string

/** The ISO week a date lies in; `2027-01-01` lies in `2026-W53`. */
export function weekOf(date: LocalDate): Week {
  const thursday = addDays(mondayBefore(date), 3)
  const year = thursday.slice(0, 4)
  const firstThursday = addDays(mondayBefore(`${year}-01-04`), 3)
  const days = Math.round((Date.parse(thursday) - Date.parse(firstThursday)) / 86_400_000)
  return `${year}-W${String(days / 7 + 1).padStart(2, '0')}`
}

/** The Monday of an ISO week. */
export function mondayOf(week: Week): LocalDate {
  const year = week.slice(0, 4)
  return addDays(mondayBefore(`${year}-01-04`), (Number(week.slice(6)) - 1) * 7)
}

export function addWeeks(week: Week, weeks: number): Week {
  return weekOf(addDays(mondayOf(week), weeks * 7))
}

function mondayBefore(date: LocalDate): LocalDate {
  return addDays(date, -weekdays.indexOf(weekdayOf(date)))
}
