import type { KeyResultId, PersonId } from '../ids.ts'
import type { Week } from '../weeks.ts'
import { ownerWorksOn, teamWorksOn } from '../working-days.ts'
import type { CheckInCalendar, OwnerCalendar } from './calendar.ts'
import { type DueKeyResult, dueKeyResults, type NotDue, notBeforeOf } from './due.ts'
import { type OwnersAsk, ownersAsks } from './owners-ask.ts'
import { type SendingTime, sendingTime, type Wanted } from './sending-time.ts'

/** One owner's unanswered key results of a week, put before one person: the owner, or whoever stands in. */
export interface Turn {
  ownerId: PersonId
  /** The earliest ask among what is due. */
  ask: OwnersAsk
  wanted: Wanted
  sending: SendingTime
  keyResults: readonly DueKeyResult[]
  /** Left out: their team's summary comes before this person can be asked. */
  tooLate: readonly DueKeyResult[]
  /** The latest of the summaries: from here on nothing can be sent. */
  finalAt: Date
}

/** An owner's week before anybody stands in. `turn` null: nothing is due. Without key results: all is answered. */
export interface OwnWeek {
  turn: Turn | null
  covered: readonly KeyResultId[]
  notDue: readonly NotDue[]
}

/** One request: what it covers, and which turn decides when it goes out. */
export interface Message {
  at: Date
  lead: Turn
  keyResults: readonly { keyResultId: KeyResultId; onBehalfOf: PersonId | null }[]
}

/**
 * An owner's own key results of a week, at the earliest ask of all their teams. Somebody who is away until the summary
 * of one team, and back before that of another, is asked for the other's. Their working days are those of the team that asks first: who is asked by one message has one week.
 *
 * Covered: an answer by a person in the two working days before the ask, or since, counts for that week too.
 */
export function ownWeek(calendar: CheckInCalendar, personId: PersonId, week: Week, now: Date): OwnWeek {
  const { due: all, notDue } = dueKeyResults(calendar, personId, week)
  const owner = calendar.people.get(personId)
  const ask = earliestOf(all)
  if (owner === undefined || ask === null) return { turn: null, covered: [], notDue }
  // Due by its own team's ask, but not yet when the earliest of the asks comes.
  const [due, tooNew] = split(all, ({ notBefore }) => notBefore.at <= ask.at)
  const [covered, open] = split(due, ({ keyResultId }) =>
    (calendar.answers.get(keyResultId) ?? []).some(({ at }) => at >= ask.coveredFrom && at <= now),
  )
  return {
    turn: turnOf(calendar, personId, owner, ask, open, now),
    covered: covered.map(({ keyResultId }) => keyResultId),
    notDue: [...notDue, ...tooNew.map(({ keyResultId, notBefore }) => ({ keyResultId, because: notBefore.because }))],
  }
}

/** An owner's turn put before their delegate: asked in the delegate's zone, at their hour, on their working days. */
export function delegateTurn(
  calendar: CheckInCalendar,
  turn: Turn,
  delegate: OwnerCalendar,
  week: Week,
  now: Date,
): Turn | null {
  const due = turn.keyResults.flatMap((each) => {
    const notBefore = notBeforeOf(each.keyResult, each.team, delegate.zone)
    const ask = ownersAsks(delegate, each.team, week, calendar.holidays).find(({ at }) => at >= notBefore.at)
    return ask === undefined ? [] : [{ ...each, ask, notBefore }]
  })
  const ask = earliestOf(due)
  return ask === null ? null : turnOf(calendar, turn.ownerId, delegate, ask, due, now)
}

/**
 * The one message a person is sent for a week, at the earliest of their turns: their own, and those of owners whose
 * delegate they are and who have no working day left (one hop only: what reaches a delegate goes no further).
 * Null when there is nothing to ask, or no time to ask it.
 */
export function messageFor(calendar: CheckInCalendar, personId: PersonId, week: Week, now: Date): Message | null {
  const own = ownWeek(calendar, personId, week, now).turn
  const turns = [...(own === null ? [] : [own]), ...standInTurns(calendar, personId, week, now)]
  const lead = turns
    .filter((turn) => turn.keyResults.length > 0)
    .reduce<Turn | null>((first, turn) => (startsBefore(turn, first) ? turn : first), null)
  if (lead === null || lead.sending.kind !== 'at') return null
  const { at } = lead.sending
  const keyResults = turns.flatMap((turn) =>
    turn.keyResults
      .filter(({ ask, notBefore }) => at < ask.deadline && notBefore.at <= at)
      .map(({ keyResultId }) => ({ keyResultId, onBehalfOf: turn.ownerId === personId ? null : turn.ownerId })),
  )
  return { at, lead, keyResults }
}

/** Before the earliest of the summaries; where that cannot be, what has a later one is asked for by itself. */
function turnOf(
  calendar: CheckInCalendar,
  ownerId: PersonId,
  asked: OwnerCalendar,
  ask: OwnersAsk,
  keyResults: readonly DueKeyResult[],
  now: Date,
): Turn {
  const deadlines = keyResults.length === 0 ? [ask.deadline] : keyResults.map((each) => each.ask.deadline)
  const deadline = new Date(Math.min(...deadlines.map(Number)))
  const finalAt = new Date(Math.max(...deadlines.map(Number)))
  const works = ownerWorksOn(teamWorksOn(ask.team.workingDays, calendar.holidays), asked)
  const wanted = { askOn: ask.askOn, time: ask.time, deadline, zone: asked.zone, works }
  const turn = { ownerId, ask, wanted, sending: sendingTime(wanted, now), keyResults, tooLate: [], finalAt }
  if (turn.sending.kind === 'at') return turn
  const [later, tooLate] = split(keyResults, (each) => each.ask.deadline > deadline)
  const laterAsk = earliestOf(later)
  const rest = laterAsk === null ? null : turnOf(calendar, ownerId, asked, laterAsk, later, now)
  return rest?.sending.kind === 'at' ? { ...rest, tooLate: [...tooLate, ...rest.tooLate] } : turn
}

function standInTurns(calendar: CheckInCalendar, personId: PersonId, week: Week, now: Date): Turn[] {
  const delegate = calendar.people.get(personId)
  if (delegate === undefined || delegate.hasLeft) return []
  return [...calendar.people.values()]
    .filter((owner) => owner.delegateId === personId && owner.personId !== personId)
    .filter((owner) => isOpenOrDelegated(calendar, owner.personId, week))
    .flatMap((owner) => {
      const { turn } = ownWeek(calendar, owner.personId, week, now)
      if (turn === null || turn.keyResults.length === 0 || turn.sending.kind !== 'away') return []
      return delegateTurn(calendar, turn, delegate, week, now) ?? []
    })
}

function isOpenOrDelegated(calendar: CheckInCalendar, personId: PersonId, week: Week): boolean {
  const outcome = calendar.recorded.get(personId)?.get(week)
  return outcome === undefined || outcome === 'delegated'
}

function startsBefore(turn: Turn, other: Turn | null): boolean {
  if (turn.sending.kind !== 'at') return false
  return other === null || other.sending.kind !== 'at' || turn.sending.at < other.sending.at
}

function earliestOf(due: readonly DueKeyResult[]): OwnersAsk | null {
  return due.reduce<OwnersAsk | null>((first, { ask }) => (first === null || ask.at < first.at ? ask : first), null)
}

function split<T>(all: readonly T[], belongs: (one: T) => boolean): [T[], T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))]
}
