import { addDays, instantAt, type LocalDate } from '../local-time.ts'
import { dayOf, mondayOf, type Week } from '../weeks.ts'
import { teamWorksOn, workingDayAfter } from '../working-days.ts'
import type { TeamCalendar } from './calendar.ts'

/** One team's check-in in one ISO week. */
export interface TeamWeek {
  /** The ask day. */
  askOn: LocalDate
  /** Two team working days before it: from here on an answer counts for this week, and a request may be preferred. */
  opensOn: LocalDate
  summaryOn: LocalDate
  /** 16:00 in the team's zone. Answers after it are late; no request or reminder goes out from here on. */
  summaryAt: Date
}

/**
 * When a team is asked in an ISO week. Null: that week is not due.
 *
 * The ask day is the team's weekday; on a holiday or non-working day it moves to the next working day of that week, and
 * a week with none left is not due. The summary is two team working days after the ask day, so both move together. It
 * is not kept inside the week: of a team that is asked on Thursday it stands on Monday, and after long holidays even
 * later. It belongs to the ask's week all the same.
 */
export function teamWeek(team: TeamCalendar, week: Week, holidays: ReadonlySet<LocalDate>): TeamWeek | null {
  const works = teamWorksOn(team.workingDays, holidays)
  const sunday = addDays(mondayOf(week), 6)
  let askOn = dayOf(week, team.weekday)
  while (askOn <= sunday && !works(askOn)) askOn = addDays(askOn, 1)
  if (askOn > sunday) return null
  const opensOn = workingDayAfter(askOn, -2, works)
  const summaryOn = workingDayAfter(askOn, 2, works)
  if (opensOn === null || summaryOn === null) return null
  return { askOn, opensOn, summaryOn, summaryAt: instantAt(summaryOn, '16:00', team.zone) }
}
