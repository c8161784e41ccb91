import type { PersonId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { ReportChannel } from '../../domain/reports.ts'
import type { Db } from '../../platform/db.ts'
import { listOpenCycles } from '../../storage/cycles.ts'
import { listKeyResults } from '../../storage/key-results.ts'
import { listObjectives } from '../../storage/objectives.ts'
import { getTeam, listTeams } from '../../storage/teams.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { whyNotSee } from '../why-not-see.ts'
import { listReportChannels } from './report-channels.ts'

/**
 * Which channel's report somebody means who names none: that of the channel they write in, else the one of their own
 * teams, else the only one there is.
 */
export function whoseReport(
  db: Db,
  { by, channelId }: { by: PersonId; channelId: string },
  defaultZone: Zone,
): ReportChannel | Refused {
  const why = whyNotSee(db, by)
  if (why !== null) return refused(why)
  const channels = listReportChannels(db, defaultZone)
  const here = channels.find((channel) => channel.channelId === channelId)
  if (here) return here
  const own = channels.filter(({ teams }) => teams.some((id) => belongsTo(db, by, id)))
  const [only, another] = own.length > 0 ? own : channels
  if (only === undefined) {
    return refused(
      'No channel gets a daily report yet. A lead turns one on with `/okr report settings` in the channel.',
    )
  }
  return another === undefined
    ? only
    : refused(`Type this in the channel you mean: ${namesOf(db, own.length > 0 ? own : channels)}.`)
}

function belongsTo(db: Db, by: PersonId, teamId: number): boolean {
  if (getTeam(db, teamId).leadId === by) return true
  return listOpenCycles(db).some(({ id }) => {
    const theirs = new Set(listObjectives(db, id).flatMap((one) => (one.teamId === teamId ? [one.id] : [])))
    return listKeyResults(db, id).some(({ objectiveId, ownerId }) => theirs.has(objectiveId) && ownerId === by)
  })
}

function namesOf(db: Db, channels: readonly ReportChannel[]): string {
  const written = new Map(listTeams(db).map((team) => [team.reportChannelId, team.report?.channel ?? '']))
  return channels.map(({ channelId }) => written.get(channelId) ?? channelId).join(', ')
}
