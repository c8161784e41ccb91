import { addDays, instantAt, type LocalDate, type LocalTime, localDateAt, type Zone } from '../local-time.ts'
import type { WorksOn } from '../working-days.ts'

/** What is known of one request before it is placed on a day somebody works. */
export interface Wanted {
  askOn: LocalDate
  time: LocalTime
  deadline: Date
  zone: Zone
  works: WorksOn
}

export type SendingTime =
  | { kind: 'at'; at: Date; on: LocalDate; moved: boolean; late: boolean }
  /** No working day of theirs is left before the deadline. */
  | { kind: 'away' }
  /** It was due while nobody could send it, and no working time is left before the deadline. */
  | { kind: 'too-late' }

/** After this long a request is late: it is no longer sent at its own hour, but in working time. */
export const punctuality = 5 * 60_000

/**
 * When a request goes out, as seen at `now`.
 *
 * Day off or pause on the day it is wanted: the next working day before the deadline, same hour. Due while the app was
 * down or the owner travelled: the next working time (09:00–17:00 local, on working days) before the deadline.
 */
export function sendingTime(wanted: Wanted, now: Date): SendingTime {
  const on = firstWorkingDay(wanted)
  if (on === null) return { kind: 'away' }
  const at = instantAt(on, wanted.time, wanted.zone)
  if (now < wanted.deadline && now.getTime() <= at.getTime() + punctuality)
    return { kind: 'at', at, on, moved: on !== wanted.askOn, late: false }
  const next = nextWorkingTime(now, wanted)
  if (next === null) return { kind: 'too-late' }
  return { kind: 'at', at: next, on: localDateAt(next, wanted.zone), moved: on !== wanted.askOn, late: true }
}

/** The first working day, from the wanted one on, on which the hour comes before the deadline. */
export function firstWorkingDay({ askOn, time, deadline, zone, works }: Wanted): LocalDate | null {
  for (let date = askOn; ; date = addDays(date, 1)) {
    if (instantAt(date, time, zone) >= deadline) return null
    if (works(date)) return date
  }
}

/** The first instant from `now` on that lies between 09:00 and 17:00 on a working day, before the deadline. */
export function nextWorkingTime(
  now: Date,
  { deadline, zone, works }: Pick<Wanted, 'deadline' | 'zone' | 'works'>,
): Date | null {
  if (now >= deadline) return null
  for (let date = localDateAt(now, zone); ; date = addDays(date, 1)) {
    const opens = instantAt(date, '09:00', zone)
    if (opens >= deadline) return null
    if (!works(date) || now >= instantAt(date, '17:00', zone)) continue
    return now > opens ? now : opens
  }
}
