import { shortDate } from './dates.ts'
import { addDays, daysBetween, type LocalDate } from './local-time.ts'

/** A stretch of days, both ends included. */
export interface DateSpan {
  from: LocalDate
  to: LocalDate
}

/** What a person fills in to take days off: without a last day it is one day. */
export interface WantedDaysOff {
  from: LocalDate | null
  to: LocalDate | null
}

/** How many days off are taken in one go. */
const longest = 92
/** How far ahead days off are taken: later is a slip of the finger in the year. */
const furthest = 366

/** What is wrong with days off somebody wants, by field; empty when they can have them. */
export function daysOffProblems(
  { from, to }: WantedDaysOff,
  today: LocalDate,
): { 'off-from'?: string; 'off-to'?: string } {
  if (from === null) return to === null ? {} : { 'off-from': 'From which day on? Only the last day is filled in.' }
  if (from < today) return { 'off-from': 'That day is over. Choose today or a later day.' }
  if (daysBetween(today, from) > furthest)
    return { 'off-from': 'That is more than a year ahead. Choose an earlier day.' }
  if (to === null) return {}
  if (to < from) return { 'off-to': `The last day lies before the first, ${shortDate(from)}.` }
  return daysBetween(from, to) < longest ? {} : { 'off-to': 'That is more than three months. Add them in parts.' }
}

/** Every day of the stretch. */
export function daysOffBetween({ from, to }: WantedDaysOff): LocalDate[] {
  if (from === null) return []
  return Array.from({ length: daysBetween(from, to ?? from) + 1 }, (_, day) => addDays(from, day))
}

/** Days in a row as one stretch each, earliest first: a holiday is taken, and given back, as a whole. */
export function stretchesOf(dates: readonly LocalDate[]): DateSpan[] {
  const stretches: DateSpan[] = []
  for (const date of dates.toSorted()) {
    const last = stretches.at(-1)
    if (last && date <= addDays(last.to, 1)) last.to = date
    else stretches.push({ from: date, to: date })
  }
  return stretches
}

/** `Mon 16 Feb`, or `Mon 16 Feb – Fri 27 Feb`. */
export function stretchInWords({ from, to }: DateSpan): string {
  return from === to ? shortDate(from) : `${shortDate(from)} – ${shortDate(to)}`
}
