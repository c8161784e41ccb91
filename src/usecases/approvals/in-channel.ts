import type { Approval, Decision } from '../../domain/approvals.ts'
import type { TeamId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { getApproval, listOpenAt } from '../../storage/approvals/approvals.ts'
import { listLoggedDecisions } from '../../storage/approvals/decision-log.ts'
import { listDecisions, listDecisionsWritten } from '../../storage/approvals/decisions.ts'
import { linkToMessage } from '../link-to-message.ts'
import { type DecisionEntry, entryOf } from './afterwards/decisions-log.ts'
import { cardKey } from './approval-messages.ts'
import { type Deciding, whoDecides } from './deciders/who-decides.ts'

/** A channel that wants to know, and whose teams' affairs it does. */
export interface Place {
  /** Null: only what is about its teams counts. */
  channelId: string | null
  teams: readonly TeamId[]
  zone: Zone
}

/** An approval that nobody had decided on at some instant. */
export interface WaitingApproval {
  approval: Approval
  /** Who may decide, by name. */
  who: string[]
  link: string | null
}

/** What waited for a decision at `at`, longest first: asked in this channel, or about its teams' key results. */
export function waitingIn(db: Db, place: Place, at: Date): WaitingApproval[] {
  return listOpenAt(db, at)
    .filter((approval) => waitedAt(db, approval, at))
    .flatMap((approval) => {
      const deciding = whoDecides(db, approval, at, place.zone)
      if (!concerns(approval, deciding, place)) return []
      const { approvers, fallback, isFallbackNeeded } = deciding.shown
      const who = [...approvers, ...(isFallbackNeeded ? fallback : [])].map(({ name }) => name)
      return [{ approval, who: [...new Set(who)], link: linkToMessage(db, cardKey(approval.id)) }]
    })
    .sort((a, b) => a.approval.openedAt.getTime() - b.approval.openedAt.getTime())
}

/** A decision that chant has, and what it was about. */
export type DecidedInChannel = DecisionEntry & Pick<Approval, 'repository' | 'specId'>

/** The decisions that chant was found to have in a span of time, oldest first. */
export function decidedIn(db: Db, place: Place, { since, until }: { since: Date; until: Date }): DecidedInChannel[] {
  const written = listDecisionsWritten(db, since, until)
  if (written.length === 0) return []
  const log = new Map(listLoggedDecisions(db).map((entry) => [entry.decisionId, entry]))
  return written.flatMap((decision: Decision) => {
    const approval = getApproval(db, decision.approvalId)
    const entry = log.get(decision.id)
    if (!entry || !concerns(approval, whoDecides(db, approval, until, place.zone), place)) return []
    return [{ ...entryOf(db, entry), repository: approval.repository, specId: approval.specId }]
  })
}

/** Opened by then, and neither decided, expired nor gone: what a report says stays so when it is rendered again. */
function waitedAt(db: Db, { id }: Approval, at: Date): boolean {
  return !listDecisions(db, id).some(({ state, decidedAt }) => state !== 'void' && decidedAt <= at)
}

function concerns({ channel }: Approval, { channelId, team }: Deciding, place: Place): boolean {
  const isAskedHere = place.channelId !== null && [channel, channelId].includes(place.channelId)
  return isAskedHere || (team !== null && place.teams.includes(team.id))
}
