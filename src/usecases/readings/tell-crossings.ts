import { crossingsOf } from '../../domain/crossings.ts'
import type { KpiId } from '../../domain/ids.ts'
import { addDays, localDateAt } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { addCrossing } from '../../storage/crossings.ts'
import { getKeyResult, listKeyResultsOfKpi } from '../../storage/key-results.ts'
import { getKpi, readingsOf } from '../../storage/kpis.ts'
import { getObjective } from '../../storage/objectives.ts'
import { getTeam, listTeams } from '../../storage/teams.ts'
import { oweMessage } from '../owe-message.ts'

/** What was crossed longer ago is history, and nobody wants to be told it as news. */
const newsDays = 45

/**
 * Looks whether a KPI's newest reading crossed its target or limit, and tells the channels that care, once: those whose
 * daily report shows the KPI, or else whose team has a key result with it; with neither, its owner.
 */
export function tellCrossings(tx: Db, kpiId: KpiId, now: Date): void {
  const kpi = asMeasured(tx, kpiId)
  const counting = byDate(readingsOf(tx, kpiId, null).filter(({ at }) => at <= localDateAt(now, 'Pacific/Kiritimati')))
  const newest = counting.at(-1)
  if (!newest || newest.at < addDays(localDateAt(now, 'UTC'), -newsDays)) return
  for (const kind of crossingsOf(kpi, counting.at(-2) ?? null, newest)) {
    const crossingId = addCrossing(tx, { kpiId, kind, readingId: newest.id, at: newest.at, noticedAt: now })
    if (crossingId === null) continue
    const notice = { kind: 'crossing', crossingId } as const
    const channels = channelsFor(tx, kpiId)
    for (const channel of channels)
      oweMessage(tx, { key: `crossing:${crossingId}:${channel}`, notice, to: { channel } }, now)
    if (channels.length === 0 && kpi.ownerId !== null) {
      oweMessage(tx, { key: `crossing:${crossingId}:${kpi.ownerId}`, notice, to: { person: kpi.ownerId } }, now)
    }
  }
}

/** Of several readings on one date the last recorded counts. */
function byDate<T extends { at: string }>(readings: readonly T[]): T[] {
  return [...new Map(readings.map((reading) => [reading.at, reading])).values()]
}

/** The KPI with its key result's baseline and target where it has none of its own. */
function asMeasured(tx: Db, kpiId: KpiId) {
  const kpi = getKpi(tx, kpiId)
  const [id] = listKeyResultsOfKpi(tx, kpiId)
  const keyResult = id ? getKeyResult(tx, id) : null
  return {
    ...kpi,
    baseline: kpi.baseline ?? keyResult?.baseline ?? null,
    target: kpi.target ?? keyResult?.target ?? null,
  }
}

function channelsFor(tx: Db, kpiId: KpiId): string[] {
  const reporting = listTeams(tx).filter(({ report }) => report?.kpis.includes(kpiId))
  const owning = listKeyResultsOfKpi(tx, kpiId).map((id) =>
    getTeam(tx, getObjective(tx, getKeyResult(tx, id).objectiveId).teamId),
  )
  const reports = reporting.flatMap(({ reportChannelId }) => reportChannelId ?? [])
  const channels = reports.length > 0 ? reports : owning.flatMap(({ channelId }) => channelId ?? [])
  return [...new Set(channels)]
}
