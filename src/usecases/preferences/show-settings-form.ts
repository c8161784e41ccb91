import { type DateSpan, stretchesOf } from '../../domain/days-off.ts'
import type { PersonId } from '../../domain/ids.ts'
import { type LocalTime, localDateAt, type Weekday, weekdays, type Zone } from '../../domain/local-time.ts'
import { zoneOf } from '../../domain/people.ts'
import { defaultWorkingDays } from '../../domain/teams.ts'
import type { Db } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'
import { daysOffOf, preferencesOf } from '../../storage/preferences.ts'
import { teamsOf } from '../status/teams-of.ts'

/** What the form shows when it opens. */
export interface SettingsForm {
  zone: Zone
  /** Their own choice; null: as the team has it. */
  weekday: Weekday | null
  time: LocalTime | null
  /** When they are asked without a choice of their own; null for somebody without a team. */
  usual: { team: string; weekday: Weekday; time: LocalTime } | null
  /** What can be chosen: the days their teams work on. */
  weekdays: readonly Weekday[]
  delegateSlackId: string | null
  /** From today on. */
  daysOff: readonly DateSpan[]
}

export function showSettingsForm(db: Db, by: PersonId, now: Date, defaultZone: Zone): SettingsForm {
  const person = getPerson(db, by)
  const zone = zoneOf(person, defaultZone)
  const today = localDateAt(now, zone)
  const wanted = preferencesOf(db, by)
  const teams = teamsOf(db, by)
  const [first] = teams.toSorted(
    ({ checkIn: a }, { checkIn: b }) =>
      weekdays.indexOf(a.weekday) - weekdays.indexOf(b.weekday) || a.time.localeCompare(b.time),
  )
  const worked = new Set(teams.length > 0 ? teams.flatMap(({ workingDays }) => workingDays) : defaultWorkingDays)
  if (wanted?.weekday) worked.add(wanted.weekday)
  return {
    zone,
    weekday: wanted?.weekday ?? null,
    time: wanted?.time ?? null,
    usual: first ? { team: first.name, weekday: first.checkIn.weekday, time: first.checkIn.time } : null,
    weekdays: weekdays.filter((day) => worked.has(day)),
    delegateSlackId: wanted?.delegateId ? getPerson(db, wanted.delegateId).slackId : null,
    daysOff: stretchesOf(daysOffOf(db, by).filter((date) => date >= today)),
  }
}
