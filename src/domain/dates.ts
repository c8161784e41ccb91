import { format, parseISO } from 'date-fns'
import type { LocalDate } from './local-time.ts'

/** A local date as a person says it: `9 January`. */
export function longDate(date: LocalDate): string {
  return format(parseISO(date), 'd MMMM')
}

/** `Mon 12 Jan`. */
export function shortDate(date: LocalDate): string {
  return format(parseISO(date), 'EEE d MMM')
}
