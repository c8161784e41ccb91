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
 * An owner's own key results of a week, at the earliest ask of all their teams, before the earliest of the summaries.
 * Their working days are those of the team that asks first: who is asked by one message has one week.
 *
 * Covered: an answer by a person in the two working days before the ask, or since, counts for that week too.
 */
export function ownWeek(calendar: CheckInCalendar, personId: PersonId, week: Week, now: Date): OwnWeek {
  const { due: all, notDue } = dueKeyResults(calendar, personId, week)
  const owner = calendar.people.get(personId)
  const turn = owner === undefined ? null : turnOf(calendar, personId, owner, all, now)
  if (turn === null) return { turn, covered: [], notDue }
  // Due by its own team's ask, but not yet when the earliest of the asks comes.
  const tooNew = all.filter(({ notBefore }) => notBefore.at > turn.ask.at)
  const due = all.filter((each) => !tooNew.includes(each))
  const isCovered = ({ keyResultId }: DueKeyResult) =>
    (calendar.answers.get(keyResultId) ?? []).some(({ at }) => at >= turn.ask.coveredFrom && at <= now)
  return {
    turn: { ...turn, keyResults: due.filter((each) => !isCovered(each)) },
    covered: due.filter(isCovered).map(({ keyResultId }) => keyResultId),
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
  return turnOf(calendar, turn.ownerId, delegate, due, now)
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
  const keyResults = turns
    .filter((turn) => at < turn.wanted.deadline)
    .flatMap((turn) =>
      turn.keyResults
        .filter(({ notBefore }) => notBefore.at <= at)
        .map(({ keyResultId }) => ({ keyResultId, onBehalfOf: turn.ownerId === personId ? null : turn.ownerId })),
    )
  return { at, lead, keyResults }
}

function turnOf(
  calendar: CheckInCalendar,
  ownerId: PersonId,
  asked: OwnerCalendar,
  due: readonly DueKeyResult[],
  now: Date,
): Turn | null {
  const [first, ...others] = due.map((each) => each.ask)
  if (first === undefined) return null
  const ask = others.reduce((earliest, each) => (each.at < earliest.at ? each : earliest), first)
  const deadline = new Date(Math.min(...due.map((each) => each.ask.deadline.getTime())))
  const works = ownerWorksOn(teamWorksOn(ask.team.workingDays, calendar.holidays), asked)
  const wanted = { askOn: ask.askOn, time: ask.time, deadline, zone: asked.zone, works }
  return { ownerId, ask, wanted, sending: sendingTime(wanted, now), keyResults: due }
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
