import type { KeyResultId, PersonId } from '../ids.ts'
import { instantAt } from '../local-time.ts'
import type { Week } from '../weeks.ts'
import type { CheckInCalendar, OwnedKeyResult, OwnerCalendar, TeamCalendar } from './calendar.ts'
import { type OwnersAsk, ownersAsks } from './owners-ask.ts'

/** A key result that is due in a week, and when its owner would be asked for it if it were their only one. */
export interface DueKeyResult {
  keyResultId: KeyResultId
  ask: OwnersAsk
  /** Not to be asked for before this instant: its team's start, its import, the hand-over to its owner. */
  notBefore: Date
  heldBackBy: NotDueReason
  team: TeamCalendar
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
  const [heldBackBy, notBefore] = earliestAsk(keyResult, team, owner)
  const ask = asks.find(({ at }) => at >= notBefore)
  return ask === undefined ? heldBackBy : { keyResultId: keyResult.keyResultId, team, ask, notBefore, heldBackBy }
}

const day = 86_400_000

/** The first instant at which this owner may be asked for it, and the name of what keeps it from being earlier. */
function earliestAsk(keyResult: OwnedKeyResult, team: TeamCalendar, owner: OwnerCalendar): [NotDueReason, Date] {
  const limits: [NotDueReason, Date][] = [
    team.starts === null
      ? ['within-a-day-of-import', new Date(team.importedAt.getTime() + day)]
      : ['before-start', instantAt(team.starts, '00:00', owner.zone)],
    // Whatever `starts` says, nobody was late for an ask from before they were known.
    ['before-import', team.importedAt],
    ['new-owner', keyResult.ownedSince ?? team.importedAt],
  ]
  return limits.reduce((latest, limit) => (limit[1] > latest[1] ? limit : latest))
}
