import type { ReportChannel } from '../../domain/reports.ts'
import type { Db } from '../../platform/db.ts'
import { waitingIn } from '../approvals/in-channel.ts'

/** Something that somebody has to decide on. */
export interface WaitingDecision {
  what: string
  /** Who may decide, by name. */
  who: readonly string[]
  since: Date
  /** Where the card stands. Null: nowhere yet. */
  link: string | null
}

/** Something that can say what waits for a decision in a channel, oldest first. */
export type WaitingProvider = (db: Db, channel: ReportChannel, at: Date) => WaitingDecision[]

/** Whatever makes people decide adds itself here. */
const providers: readonly WaitingProvider[] = [approvalsWaiting]

/** What waited for a decision at that instant, longest first. */
export function waitingDecisions(db: Db, channel: ReportChannel, at: Date): WaitingDecision[] {
  return providers.flatMap((provide) => provide(db, channel, at)).sort((a, b) => a.since.getTime() - b.since.getTime())
}

function approvalsWaiting(db: Db, channel: ReportChannel, at: Date): WaitingDecision[] {
  return waitingIn(db, channel, at).map(({ approval: { title, round, openedAt }, who, link }) => {
    return { what: round > 1 ? `${title}, round ${round}` : title, who, since: openedAt, link }
  })
}
