import type { KeyResultId, PersonId, TeamId } from '../ids.ts'
import type { LocalDate, LocalTime, Weekday, Zone } from '../local-time.ts'
import type { Week } from '../weeks.ts'
import type { Pause } from '../working-days.ts'

/**
 * Everything the check-in calendar looks at, as it is known now: load it once, plan everybody from it, write what was
 * decided in the same transaction. Nothing here is a clock.
 */
export interface CheckInCalendar {
  teams: ReadonlyMap<TeamId, TeamCalendar>
  /** Days on which no team works. */
  holidays: ReadonlySet<LocalDate>
  /** Everybody who owns a key result or stands in for somebody who does. */
  people: ReadonlyMap<PersonId, OwnerCalendar>
  /** Key results by owner; one without an owner is asked of nobody and stands nowhere here. */
  owned: ReadonlyMap<PersonId, readonly OwnedKeyResult[]>
  /** Answers by persons that stand (an undone one does not). Readings from scripts are no answers. */
  answers: ReadonlyMap<KeyResultId, readonly StandingAnswer[]>
  /** What has become of a person's week already: what is recorded is never decided again. */
  recorded: ReadonlyMap<PersonId, ReadonlyMap<Week, Outcome>>
}

/** When a team is asked. */
export interface TeamCalendar {
  teamId: TeamId
  name: string
  weekday: Weekday
  /** In each owner's own zone. */
  time: LocalTime
  /** The team's own zone, for its summary. */
  zone: Zone
  workingDays: readonly Weekday[]
  /** Nobody is asked before this date. */
  starts: LocalDate | null
  /** First import. Without `starts` nobody is asked within 24 h of it. */
  importedAt: Date
}

/** When a person wants to be asked, and when not. */
export interface OwnerCalendar {
  personId: PersonId
  /** As it is now: people travel. */
  zone: Zone
  /** Null: as the team has it. */
  preferred: { weekday: Weekday | null; time: LocalTime | null }
  daysOff: ReadonlySet<LocalDate>
  pauses: readonly Pause[]
  delegateId: PersonId | null
  /** Deactivated in Slack: nobody is asked until the lead has handed their key results over. */
  hasLeft: boolean
}

export interface OwnedKeyResult {
  keyResultId: KeyResultId
  teamId: TeamId
  /** The cycle's end when it has no date of its own. */
  due: LocalDate
  cycle: { starts: LocalDate; closedAt: Date | null }
  /** When the present owner took it over, or it was made. Null: it came with the import. */
  ownedSince: Date | null
  skippedWeeks: ReadonlySet<Week>
}

/** An answer for a key result: when it was given or changed, and for which week. */
export interface StandingAnswer {
  at: Date
  week: Week
}

/** What became of one owner in one ISO week; exactly one of these. */
export type Outcome = 'asked' | 'covered' | 'not-due' | 'paused' | 'delegated' | 'missed'
