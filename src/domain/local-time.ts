import { Temporal } from 'temporal-polyfill'
import { remember } from './remember.ts'

/** A calendar date without a zone, `2026-01-12`. Sorts as text. */
export type LocalDate = string
/** A wall-clock time, `09:00`. Sorts as text. */
export type LocalTime = string
/** An IANA zone, `America/New_York`. */
export type Zone = string

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

/**
 * The instant at which a clock on the wall of `zone` shows `time` on `date`.
 *
 * Policy "compatible" (RFC 5545, Temporal's default): a time that does not exist (spring forward) is moved forward by
 * the gap, one that comes twice (fall back) is its first occurrence. So every local date has exactly one such instant.
 * Throws RangeError for a date, time or zone that does not exist.
 */
export function instantAt(date: LocalDate, time: LocalTime, zone: Zone): Date {
  return new Date(millisecondsAt(`${date} ${time} ${zone}`))
}

/** The calendar date on the wall of `zone` at `instant`. */
export function localDateAt(instant: Date, zone: Zone): LocalDate {
  return zoned(instant, zone).toPlainDate().toString()
}

/** The wall-clock time of `zone` at `instant`, to the minute: `09:00`. */
export function localTimeAt(instant: Date, zone: Zone): LocalTime {
  return zoned(instant, zone).toPlainTime().toString({ smallestUnit: 'minute', roundingMode: 'trunc' })
}

export function weekdayOf(date: LocalDate): Weekday {
  // 1 January 1970 was a Thursday.
  return weekdays[(((dayNumber(date) + 3) % 7) + 7) % 7] as Weekday
}

/** `Monday`. */
export function weekdayInWords(weekday: Weekday): string {
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}`
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayNumber(date) + days)
}

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: LocalDate, b: LocalDate): number {
  return dayNumber(b) - dayNumber(a)
}

/** True for a date that exists, written `2026-01-12`. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text))) return false
  // Date.parse takes 30 February for 2 March; up to the 28th every month agrees.
  return text.slice(8) <= '28' || dateOfDay(daysOf(text)) === text
}

/** True for a time of day, written `09:00`. */
export function isLocalTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
}

/** True when the zone database of this program knows the zone. */
export function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return /^[A-Za-z]/.test(text)
  } catch {
    return false
  }
}

const millisecondsAt = remember(20_000, (key: string) => {
  const [date, time, zone] = key.split(' ') as [LocalDate, LocalTime, Zone]
  const local = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time))
  return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
})

function zoned(instant: Date, zone: Zone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)
}

// A calendar date has no zone, so UTC, where every day has 24 hours, counts days exactly.
const dayNumber = remember(20_000, (date: LocalDate) => {
  if (!isLocalDate(date)) throw new RangeError(`${date} is no date`)
  return daysOf(date)
})

const dateOfDay = remember(20_000, (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10))

function daysOf(date: LocalDate): number {
  return Date.parse(date) / 86_400_000
}
