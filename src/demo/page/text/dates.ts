import {
  addDays,
  daysBetween,
  type LocalDate,
  localDateAt,
  localTimeAt,
  type Zone,
} from '../../../domain/local-time.ts'

/** Whose eyes a time is for. */
export interface Viewpoint {
  zone: Zone
  /** The calendar date there, for "today" and "yesterday". */
  today: LocalDate
}

/** `America/New_York` is "New York". */
export function cityOf(zone: Zone): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/** "Friday 9 January 2026". */
export function longDate(at: Date, zone: Zone): string {
  return wording({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, zone, at)
}

/** "Fri 9 Jan, 12:04", for people elsewhere. */
export function shortMoment(at: Date, zone: Zone): string {
  const date = wording({ weekday: 'short', day: 'numeric', month: 'short' }, zone, at)
  return `${date}, ${localTimeAt(at, zone)}`
}

/** What stands between two days of a conversation: "Today", "Yesterday", "Monday, 12 January". */
export function dayHeading(date: LocalDate, today: LocalDate): string {
  const near = nearWord(date, today)
  if (near && near !== 'tomorrow') return capital(near)
  const year = date.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const)
  const noon = new Date(`${date}T12:00:00Z`)
  return wording({ weekday: 'long', day: 'numeric', month: 'long', ...year }, 'UTC', noon)
}

/**
 * `{date_short_pretty} at {time}` filled in, as Slack does: in the viewer's zone, the year left out within six months
 * (docs.slack.dev, formatting message text, date formatting).
 */
export function fillDate(format: string, seconds: number, { zone, today }: Viewpoint): string {
  const at = new Date(seconds * 1000)
  const date = localDateAt(at, zone)
  const near = nearWord(date, today)
  const year = Math.abs(daysBetween(date, today)) < 183 ? {} : ({ year: 'numeric' } as const)
  const numeral = { day: 'numeric', ...year } as const
  const words: Record<string, () => string> = {
    date_num: () => date,
    date: () => wording({ month: 'long', ...numeral }, zone, at),
    date_short: () => wording({ month: 'short', ...numeral }, zone, at),
    date_long: () => wording({ weekday: 'long', month: 'long', ...numeral }, zone, at),
    date_pretty: () => near ?? wording({ month: 'long', ...numeral }, zone, at),
    date_short_pretty: () => near ?? wording({ month: 'short', ...numeral }, zone, at),
    date_long_pretty: () => near ?? wording({ weekday: 'long', month: 'long', ...numeral }, zone, at),
    time: () => localTimeAt(at, zone),
    time_secs: () => wording({ hour: '2-digit', minute: '2-digit', second: '2-digit' }, zone, at),
    ago: () => agoWords(date, today),
  }
  const filled = format.replace(/\{(\w+)\}/g, (all, name: string) => words[name]?.() ?? all)
  return near && filled.startsWith(near) ? capital(filled) : filled
}

function nearWord(date: LocalDate, today: LocalDate): 'today' | 'yesterday' | 'tomorrow' | null {
  if (date === today) return 'today'
  if (date === addDays(today, -1)) return 'yesterday'
  return date === addDays(today, 1) ? 'tomorrow' : null
}

function agoWords(date: LocalDate, today: LocalDate): string {
  const days = daysBetween(date, today)
  if (days === 0) return 'today'
  const words = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`
  return days > 0 ? `${words} ago` : `in ${words}`
}

function wording(options: Intl.DateTimeFormatOptions, zone: Zone, at: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour12: false, ...options }).format(at).replaceAll(',', '')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
