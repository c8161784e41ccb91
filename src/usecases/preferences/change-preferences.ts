import { preferredProblem } from '../../domain/cadence/preferred.ts'
import { daysOffBetween, daysOffProblems } from '../../domain/days-off.ts'
import type { PersonId } from '../../domain/ids.ts'
import { type LocalDate, type LocalTime, localDateAt, type Weekday, type Zone } from '../../domain/local-time.ts'
import { type Person, zoneOf } from '../../domain/people.ts'
import { weekOf } from '../../domain/weeks.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'
import { addDaysOff, daysOffOf, preferencesOf, removeDaysOff, savePreferences } from '../../storage/preferences.ts'
import { loadCheckInCalendar } from '../check-ins/load-calendar.ts'
import { type Invalid, type Refused, refused } from '../check-ins/outcomes.ts'
import { homesChanged } from '../home/homes-changed.ts'

/** What somebody wants of their check-in. Null: as the team has it, or nobody stands in. */
export interface WantedPreferences {
  by: PersonId
  weekday: Weekday | null
  time: LocalTime | null
  /** `chosen` null: somebody Slack does not know as a person, an app. */
  delegate: { chosen: Person | null } | null
  /** Days off to be added, both ends included; without an end it is one day. */
  off: { from: LocalDate | null; to: LocalDate | null }
  /** Days off that are to be none any more. */
  on: readonly LocalDate[]
  inboxKey?: string
}

/**
 * Saves when somebody wants to be asked, their days off and who stands in. What they changed here is theirs: importing
 * the OKR file again does not undo it. What is wrong is said at its field, and then nothing is saved.
 */
export function changePreferences(
  db: Db,
  wanted: WantedPreferences,
  now: Date,
  defaultZone: Zone,
): { kind: 'saved' } | Invalid | Refused {
  return transact(db, (tx) => {
    const { by, weekday, time, delegate, off, on, inboxKey } = wanted
    const person = getPerson(tx, by)
    if (person.deactivatedAt) return refused('Your account is deactivated, so nothing was changed.')
    const zone = zoneOf(person, defaultZone)
    const today = localDateAt(now, zone)
    const standsIn = delegate && whyNotDelegate(delegate.chosen, by)
    const errors = {
      ...sendingProblem(tx, wanted, zone, today, defaultZone),
      ...(standsIn && { delegate: standsIn }),
      ...daysOffProblems(off, today),
    }
    if (Object.keys(errors).length > 0) return { kind: 'invalid', errors } as const

    if (inboxKey) finishReceived(tx, inboxKey, now)
    const before = preferencesOf(tx, by)
    const chosen = { weekday, time, delegateId: delegate?.chosen?.id ?? null }
    if (!before || before.weekday !== weekday || before.time !== time || before.delegateId !== chosen.delegateId) {
      savePreferences(tx, by, { ...chosen, source: 'home' }, now)
    }
    const known = daysOffOf(tx, by)
    removeDaysOff(
      tx,
      by,
      known.filter((date) => on.includes(date)),
    )
    addDaysOff(tx, by, daysOffBetween(off), 'home')
    homesChanged(tx, [by], now)
    return { kind: 'saved' } as const
  })
}

/** Why somebody cannot stand in, in a sentence; null when they can. */
function whyNotDelegate(delegate: Person | null, by: PersonId): string | null {
  if (delegate === null) return 'An app cannot stand in. Choose a person.'
  if (delegate.id === by) return 'You cannot stand in for yourself. Choose somebody else, or leave it empty.'
  if (delegate.deactivatedAt) return `${delegate.name}’s account is deactivated. Choose somebody else.`
  if (delegate.isExternal) return `${delegate.name} belongs to another workspace, so I cannot ask them.`
  if (delegate.isGuest) return `${delegate.name} is a guest here, and guests are not asked. Choose somebody else.`
  return null
}

/** At the time when the weekday alone would do, else at the weekday; the teams of what they own judge it. */
function sendingProblem(
  tx: Db,
  { by, weekday, time }: WantedPreferences,
  zone: Zone,
  today: LocalDate,
  defaultZone: Zone,
): { weekday?: string; time?: string } {
  const { owned, teams } = loadCheckInCalendar(tx, defaultZone)
  const teamIds = new Set((owned.get(by) ?? []).map(({ teamId }) => teamId))
  const theirs = [...teams.values()].filter(({ teamId }) => teamIds.has(teamId))
  const problem = (at: LocalTime | null) =>
    preferredProblem({ zone, preferred: { weekday, time: at } }, theirs, weekOf(today))
  const found = problem(time)
  if (found === null) return {}
  return time !== null && problem(null) === null ? { time: found } : { weekday: found }
}
