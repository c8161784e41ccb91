import { addDays, daysBetween, type LocalDate, type Weekday, weekdayOf, weekdays } from './local-time.ts'

/** An ISO 8601 week, `2026-W03`: Monday to Sunday, week 1 holds the year's first Thursday. Sorts as text. */
export type Week = string

/** The ISO week a date lies in; `2027-01-01` lies in `2026-W53`. */
export function weekOf(date: LocalDate): Week {
  // A week belongs to the year of its Thursday.
  const thursday = addDays(mondayBefore(date), 3)
  const year = thursday.slice(0, 4)
  const number = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1
  return `${year}-W${String(number).padStart(2, '0')}`
}

/** The Monday of an ISO week. */
export function mondayOf(week: Week): LocalDate {
  return addDays(mondayBefore(`${week.slice(0, 4)}-01-04`), (Number(week.slice(6)) - 1) * 7)
}

/** The date of a weekday in an ISO week. */
export function dayOf(week: Week, weekday: Weekday): LocalDate {
  return addDays(mondayOf(week), weekdays.indexOf(weekday))
}

export function addWeeks(week: Week, weeks: number): Week {
  return weekOf(addDays(mondayOf(week), weeks * 7))
}

/** Every week from `first` to `last`, both included; none when `last` is earlier. */
export function weeksFrom(first: Week, last: Week): Week[] {
  const weeks: Week[] = []
  for (let week = first; week <= last; week = addWeeks(week, 1)) weeks.push(week)
  return weeks
}

/** True for a week that exists: `2026-W53` does, `2025-W53` does not. */
export function isWeek(text: string): boolean {
  return /^\d{4}-W(0[1-9]|[1-5]\d)$/.test(text) && weekOf(mondayOf(text)) === text
}

function mondayBefore(date: LocalDate): LocalDate {
  return addDays(date, -weekdays.indexOf(weekdayOf(date)))
}
