import type { ReportChannel } from '../../domain/reports.ts'
import { type ActivityGroup, type SpecNews, specKey } from '../../domain/reports-activity.ts'
import type { Db } from '../../platform/db.ts'
import { type DecidedInChannel, decidedIn } from '../approvals/in-channel.ts'

/** A decision of the report's window. */
export type DecidedSince = Pick<DecidedInChannel, 'what' | 'who' | 'at' | 'reason'> & { link: string | null }

/** What was decided since the last report, oldest first, but what its activity tells already. */
export function reportDecided(
  db: Db,
  channel: ReportChannel,
  window: { since: Date; until: Date },
  activity: readonly ActivityGroup[],
): DecidedSince[] {
  const told = new Set(activity.flatMap(({ specs }) => specs.flatMap(decisionsIn)))
  return decidedIn(db, channel, window)
    .filter(({ repository, specId }) => !told.has(specKey({ repository, id: specId })))
    .map(({ what, who, at, reason, about }) => ({ what, who, at, reason, link: about?.link ?? null }))
}

function decisionsIn(spec: SpecNews): string[] {
  const isDecided = spec.events.some(({ event }) => event === 'approved' || event === 'rejected')
  return [...(isDecided ? [specKey(spec)] : []), ...spec.members.flatMap(decisionsIn)]
}
