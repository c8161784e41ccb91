import { addDays, type LocalDate, localDateAt, type Weekday, weekdayOf, type Zone } from './local-time.ts'

/** Says of a date whether somebody works on it. */
export type WorksOn = (date: LocalDate) => boolean

/** Days somebody does not want to be asked on, `starts` to `ends`, both included; ended early from `resumedAt` on. */
export interface Pause {
  starts: LocalDate
  ends: LocalDate
  resumedAt: Date | null
}

/** A team's working days: the weekdays it works on (default Monday–Friday) minus holidays. */
export function teamWorksOn(workingDays: readonly Weekday[], holidays: ReadonlySet<LocalDate>): WorksOn {
  return (date) => workingDays.includes(weekdayOf(date)) && !holidays.has(date)
}

/** An owner's working days: the team's, also minus days off and pauses. */
export function ownerWorksOn(
  teamWorks: WorksOn,
  owner: { zone: Zone; daysOff: ReadonlySet<LocalDate>; pauses: readonly Pause[] },
): WorksOn {
  return (date) => teamWorks(date) && !owner.daysOff.has(date) && !isPaused(owner.pauses, date, owner.zone)
}

/** Does a pause cover this date? One that was ended early covers nothing from the day (in `zone`) it was ended on. */
export function isPaused(pauses: readonly Pause[], date: LocalDate, zone: Zone): boolean {
  return pauses.some(
    ({ starts, ends, resumedAt }) =>
      starts <= date && date <= ends && (resumedAt === null || date < localDateAt(resumedAt, zone)),
  )
}

/**
 * The `count`-th working day after `date` (before it, when `count` is negative); `date` itself is not counted.
 * Null when there are not that many within a year: somebody who never works has no such day.
 */
export function workingDayAfter(date: LocalDate, count: number, works: WorksOn): LocalDate | null {
  const step = Math.sign(count)
  let left = Math.abs(count)
  for (let days = 1; days <= 366; days++) {
    const day = addDays(date, step * days)
    if (works(day) && --left === 0) return day
  }
  return null
}
