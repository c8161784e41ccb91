import type { KeyResultId, PersonId } from '../ids.ts'
import { instantAt, type Zone } from '../local-time.ts'
import type { Week } from '../weeks.ts'
import type { CheckInCalendar, OwnedKeyResult, OwnerCalendar, TeamCalendar } from './calendar.ts'
import { type OwnersAsk, ownersAsks } from './owners-ask.ts'

/** A key result that is due in a week, and when its owner would be asked for it if it were their only one. */
export interface DueKeyResult {
  keyResultId: KeyResultId
  keyResult: OwnedKeyResult
  team: TeamCalendar
  ask: OwnersAsk
  notBefore: NotBefore
}

/** The first instant at which somebody may be asked for a key result, and the name of what keeps it from being earlier. */
export interface NotBefore {
  at: Date
  because: NotDueReason
}

export interface NotDue {
  keyResultId: KeyResultId
  because: NotDueReason
}

export type NotDueReason =
  | 'owner-left'
  | 'no-working-day-left'
  | 'skipped'
  | 'after-due-date'
  | 'cycle-not-begun'
  | 'cycle-closed'
  | 'before-start'
  | 'within-a-day-of-import'
  | 'before-import'
  | 'new-owner'

/**
 * Which of an owner's key results are due in an ISO week, and why the others are not.
 *
 * A key result is asked for while its team's ask day is not after its due date and its cycle is open, unless it is
 * skipped that week. The first time is not before the team's `starts`; without it not within 24 h of the import, and
 * an ask inside is dropped. A new owner is asked from the next ask on.
 */
export function dueKeyResults(
  calendar: CheckInCalendar,
  personId: PersonId,
  week: Week,
): { due: DueKeyResult[]; notDue: NotDue[] } {
  const due: DueKeyResult[] = []
  const notDue: NotDue[] = []
  const owner = calendar.people.get(personId)
  const asksOf = new Map<TeamCalendar, OwnersAsk[]>()
  for (const keyResult of calendar.owned.get(personId) ?? []) {
    const team = calendar.teams.get(keyResult.teamId)
    if (owner === undefined || team === undefined) continue
    const asks = asksOf.get(team) ?? ownersAsks(owner, team, week, calendar.holidays)
    asksOf.set(team, asks)
    const found = owner.hasLeft ? 'owner-left' : askFor(keyResult, team, owner, asks, week)
    if (typeof found === 'string') notDue.push({ keyResultId: keyResult.keyResultId, because: found })
    else due.push(found)
  }
  return { due, notDue }
}

function askFor(
  keyResult: OwnedKeyResult,
  team: TeamCalendar,
  owner: OwnerCalendar,
  asks: readonly OwnersAsk[],
  week: Week,
): DueKeyResult | NotDueReason {
  const teamsAsk = asks.at(-1)
  if (teamsAsk === undefined) return 'no-working-day-left'
  if (keyResult.skippedWeeks.has(week)) return 'skipped'
  if (teamsAsk.teamAskOn > keyResult.due) return 'after-due-date'
  if (keyResult.cycle.closedAt !== null) return 'cycle-closed'
  if (teamsAsk.teamAskOn < keyResult.cycle.starts) return 'cycle-not-begun'
  const notBefore = notBeforeOf(keyResult, team, owner.zone)
  const ask = asks.find(({ at }) => at >= notBefore.at)
  if (ask !== undefined) return { keyResultId: keyResult.keyResultId, keyResult, team, ask, notBefore }
  return teamsAsk.at < team.importedAt ? 'before-import' : notBefore.because
}

const day = 86_400_000

/** What keeps a key result from being asked for too early: its team's start, its import, the hand-over to its owner. */
export function notBeforeOf(keyResult: OwnedKeyResult, team: TeamCalendar, zone: Zone): NotBefore {
  const limits: NotBefore[] = [
    team.starts === null
      ? { because: 'within-a-day-of-import', at: new Date(team.importedAt.getTime() + day) }
      : { because: 'before-start', at: instantAt(team.starts, '00:00', zone) },
    // Whatever `starts` says, nobody was late for an ask from before they were known.
    { because: 'before-import', at: team.importedAt },
  ]
  if (keyResult.ownedSince !== null) limits.push({ because: 'new-owner', at: keyResult.ownedSince })
  return limits.reduce((latest, limit) => (limit.at > latest.at ? limit : latest))
}
