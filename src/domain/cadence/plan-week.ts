import type { KeyResultId, PersonId } from '../ids.ts'
import { instantAt, type LocalDate } from '../local-time.ts'
import { addWeeks, mondayOf, type Week } from '../weeks.ts'
import { ownerWorksOn, teamWorksOn } from '../working-days.ts'
import type { CheckInCalendar, Outcome, OwnerCalendar } from './calendar.ts'
import type { NotDue } from './due.ts'
import type { OwnersAsk } from './owners-ask.ts'
import { firstWorkingDay } from './sending-time.ts'
import { type Message, messageFor, ownWeek, type Turn } from './turns.ts'

/** What becomes of one owner in one ISO week, as far as is known now. */
export interface WeekPlan {
  personId: PersonId
  week: Week
  outcome: Outcome
  because: PlanReason
  /** When this becomes final: the request is sent, or it is recorded that there is none. Later than now: a preview. */
  at: Date
  /** The local date and the instant first planned. A week that is not due has its Monday, and its end. */
  askOn: LocalDate
  plannedAt: Date
  /** What the request covers, the person's own first. Empty unless `asked`. */
  keyResults: Message['keyResults']
  /** Due, but answered in the two working days before the ask or since. */
  covered: readonly KeyResultId[]
  notDue: readonly NotDue[]
  /** Due, but their team's summary comes before the request of this person of several teams. Empty unless `asked`. */
  tooLate: readonly KeyResultId[]
  /** The ask behind the plan. Null when nothing is due. */
  ask: OwnersAsk | null
  /** Whoever is asked instead, when `delegated`. */
  delegateId: PersonId | null
}

export type PlanReason =
  | 'on-time'
  /** A day off or pause on the day: the owner's next working day. */
  | 'moved'
  /** Due while the app was down or the owner travelled: the next working time. */
  | 'late'
  | 'nothing-due'
  | 'all-answered'
  | 'paused'
  | 'away'
  | 'delegate-asked'
  | 'delegate-away'
  | 'delegate-left'
  /** The delegate's week was decided, without a message, before this was known. */
  | 'delegate-not-asked'
  | 'no-working-time-left'
  /** Asked, but Slack did not take the message before the summary. No plan has it: it shows when it is sent. */
  | 'too-late'

/**
 * Decides one owner's ISO week, by rules 1–10 of the check-in calendar.
 *
 * Deterministic: the same calendar and `now` give the same plan. A scheduler that plans everybody from one snapshot as
 * often as it likes, and writes one row per (owner, week) once `at <= now`, sends at most one request per owner and
 * week, and exactly one unless the row says not due, covered, paused, delegated or missed. What is in
 * `calendar.recorded` is not to be planned again.
 */
export function planWeek(calendar: CheckInCalendar, personId: PersonId, week: Week, now: Date): WeekPlan {
  const { turn, covered, notDue } = ownWeek(calendar, personId, week, now)
  const base = { personId, week, covered, notDue, tooLate: [], keyResults: [], delegateId: null }
  const message = messageFor(calendar, personId, week, now)
  if (message !== null) {
    const { at, lead, keyResults } = message
    const tooLate = (turn?.tooLate ?? []).map(({ keyResultId }) => keyResultId)
    return { ...base, ...planned(lead), outcome: 'asked', because: whySo(lead), at, keyResults, tooLate }
  }
  if (turn === null) {
    const zone = calendar.people.get(personId)?.zone ?? 'UTC'
    const end = instantAt(mondayOf(addWeeks(week, 1)), '00:00', zone)
    const askOn = mondayOf(week)
    return { ...base, outcome: 'not-due', because: 'nothing-due', at: end, askOn, plannedAt: end, ask: null }
  }
  if (turn.keyResults.length === 0)
    return { ...base, ...planned(turn), outcome: 'covered', because: 'all-answered', at: turn.ask.at }
  return { ...base, ...planned(turn), ...withoutMessage(calendar, turn, week, now) }
}

function planned({ ask }: Turn): Pick<WeekPlan, 'askOn' | 'plannedAt' | 'ask'> {
  return { askOn: ask.askOn, plannedAt: ask.at, ask }
}

function whySo({ sending }: Turn): PlanReason {
  if (sending.kind !== 'at') return 'no-working-time-left'
  return sending.late ? 'late' : sending.moved ? 'moved' : 'on-time'
}

type NoMessage = Pick<WeekPlan, 'outcome' | 'because' | 'at' | 'delegateId'>

/** No day left: the delegate is asked; without one it is a missed send. Final at the summary, since people come back. */
function withoutMessage(calendar: CheckInCalendar, turn: Turn, week: Week, now: Date): NoMessage {
  const owner = calendar.people.get(turn.ownerId)
  const missed = (because: PlanReason): NoMessage => ({
    outcome: 'missed',
    because,
    at: turn.finalAt,
    delegateId: null,
  })
  if (turn.sending.kind === 'too-late' || owner === undefined) return missed('no-working-time-left')
  const delegate = owner.delegateId === null ? undefined : calendar.people.get(owner.delegateId)
  if (delegate === undefined)
    return isOnlyThePause(calendar, turn, owner) ? { ...missed('paused'), outcome: 'paused' } : missed('away')
  if (delegate.hasLeft) return missed('delegate-left')
  const delegated = { outcome: 'delegated', because: 'delegate-asked', delegateId: delegate.personId } as const
  const theirs = calendar.recorded.get(delegate.personId)?.get(week)
  // Their message stands already: these key results are added to it, while that is of use.
  if (theirs === 'asked' && now < turn.wanted.deadline) return { ...delegated, at: turn.ask.at }
  if (theirs !== undefined) return missed('delegate-not-asked')
  const message = messageFor(calendar, delegate.personId, week, now)
  const reached = message?.keyResults.some(({ onBehalfOf }) => onBehalfOf === turn.ownerId)
  return message !== null && reached ? { ...delegated, at: message.at } : missed('delegate-away')
}

/** Paused, not missed: without the pause they would have been asked. */
function isOnlyThePause(calendar: CheckInCalendar, { ask, wanted }: Turn, owner: OwnerCalendar): boolean {
  const teamWorks = teamWorksOn(ask.team.workingDays, calendar.holidays)
  return firstWorkingDay({ ...wanted, works: ownerWorksOn(teamWorks, { ...owner, pauses: [] }) }) !== null
}
