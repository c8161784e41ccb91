import type { Db } from '../../platform/db.ts'

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
export type WaitingProvider = (db: Db, channelId: string, now: Date) => WaitingDecision[]

/** Whatever makes people decide adds itself here. */
const providers: readonly WaitingProvider[] = []

export function waitingDecisions(db: Db, channelId: string, now: Date): WaitingDecision[] {
  return providers
    .flatMap((provide) => provide(db, channelId, now))
    .sort((a, b) => a.since.getTime() - b.since.getTime())
}
