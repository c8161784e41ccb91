import type { CheckInCalendar } from '../domain/cadence/calendar.ts'
import { plannedAsks } from '../domain/cadence/preview.ts'
import { nextWorkingTimeOf } from '../domain/cadence/working-time.ts'
import type { KeyResultId, PersonId, TeamId } from '../domain/ids.ts'
import { localDateAt, type Zone } from '../domain/local-time.ts'
import type { Cycle, KeyResult } from '../domain/objectives.ts'
import type { Person } from '../domain/people.ts'
import type { Team } from '../domain/teams.ts'
import { type Db, transact } from '../platform/db.ts'
import { getCycle, listOpenCycles } from '../storage/cycles.ts'
import { listKeyResults } from '../storage/key-results.ts'
import { listObjectives } from '../storage/objectives.ts'
import { listPeople } from '../storage/people.ts'
import { findPreview, savePreview } from '../storage/previews.ts'
import { wasAskedFor } from '../storage/requests.ts'
import { getTeam, listTeams } from '../storage/teams.ts'
import { loadCheckInCalendar } from './check-ins/load-calendar.ts'
import { whoLeads } from './may-lead.ts'
import { oweMessage, refreshMessage } from './owe-message.ts'

/** One person's next request, or why there is none, in words. */
export interface PreviewLine {
  name: string
  words: string
}

/** Who will be asked when, as its lead was told. */
export interface AskPreview {
  team: string
  cycle: Pick<Cycle, 'name' | 'starts'>
  lines: PreviewLine[]
  changedAt: Date | null
}

/** Everybody's next request as it is planned now, earliest first: what an import prints. */
export function previewAsks(db: Db, now: Date, defaultZone: Zone): PreviewLine[] {
  const unowned = listOpenCycles(db).flatMap((cycle) => withoutOwner(listKeyResults(db, cycle.id)))
  return [...linesFor(loadCheckInCalendar(db, defaultZone), listPeople(db), now, () => true), ...unowned]
}

/**
 * Tells each lead once for each team and cycle who will be asked when: at the import or the first start, in the lead's
 * working time, and in any case before the first ask. While nobody was asked yet the message follows what changes.
 * Returns how many previews were told or changed.
 */
export function tellLeadsOfAsks(db: Db, now: Date, defaultZone: Zone): number {
  return transact(db, (tx) => {
    const due = openPreviews(tx, loadCheckInCalendar(tx, defaultZone), now).filter(({ at }) => at <= now)
    for (const { team, cycle, told, leads, isNew } of due) {
      savePreview(tx, { teamId: team.id, cycleId: cycle.id, told }, now)
      for (const lead of leads) {
        const key = previewKey(team.id, cycle.id, lead.id)
        const notice = { kind: 'ask-preview', teamId: team.id, cycleId: cycle.id } as const
        const mark = `ask-preview:${team.name}:${cycle.name}`
        if (isNew) oweMessage(tx, { key, mark, notice, to: { person: lead.id } }, now)
        else refreshMessage(tx, key, now)
      }
    }
    return due.length
  })
}

/** When a lead is to be told next; null when all know. */
export function nextPreviewOf(db: Db, calendar: CheckInCalendar, now: Date): Date | null {
  const instants = openPreviews(db, calendar, now).map(({ at }) => at.getTime())
  return instants.length === 0 ? null : new Date(Math.min(...instants))
}

/** What the lead's message says. Throws when nobody was told: a bug. */
export function showAskPreview(db: Db, { teamId, cycleId }: { teamId: TeamId; cycleId: number }): AskPreview {
  const preview = findPreview(db, teamId, cycleId)
  if (!preview) throw new Error(`no preview of team ${teamId} in cycle ${cycleId}`)
  const lines = JSON.parse(preview.told) as PreviewLine[]
  return { team: getTeam(db, teamId).name, cycle: getCycle(db, cycleId), lines, changedAt: preview.changedAt }
}

interface OpenPreview {
  team: Team
  cycle: Cycle
  leads: Person[]
  told: string
  isNew: boolean
  at: Date
}

function previewKey(teamId: TeamId, cycleId: number, leadId: PersonId): string {
  return `ask-preview:${teamId}:${cycleId}:${leadId}`
}

function openPreviews(db: Db, calendar: CheckInCalendar, now: Date): OpenPreview[] {
  const all = listTeams(db)
  return listOpenCycles(db).flatMap((cycle) => {
    const keyResults = listKeyResults(db, cycle.id)
    const ofCycle = new Set(keyResults.map(({ id }) => id))
    const teamOf = new Map(listObjectives(db, cycle.id).map(({ id, teamId }) => [id, teamId]))
    return all.flatMap((team): OpenPreview[] => {
      const theirs = new Set(keyResults.flatMap((one) => (teamOf.get(one.objectiveId) === team.id ? [one.id] : [])))
      const isOver = cycle.ends < localDateAt(now, calendar.teams.get(team.id)?.zone ?? 'UTC')
      if (theirs.size === 0 || isOver || wasAskedFor(db, [...theirs])) return []
      const inCycle = { ...calendar, owned: onlyThese(calendar, ofCycle) }
      const lines = [
        ...linesFor(inCycle, listPeople(db), now, (ids) => ids.some((id) => theirs.has(id))),
        ...withoutOwner(keyResults.filter(({ id }) => theirs.has(id))),
      ]
      const leads = whoLeads(db, team)
      const known = findPreview(db, team.id, cycle.id)
      const told = JSON.stringify(lines)
      if (lines.length === 0 || leads.length === 0 || known?.told === told) return []
      const at = known ? now : earliestOf(leads, calendar, inCycle, now)
      return [{ team, cycle, leads, told, isNew: known === null, at }]
    })
  })
}

/** In the first lead's working time, and not after the first request. */
function earliestOf(leads: readonly Person[], calendar: CheckInCalendar, inCycle: CheckInCalendar, now: Date): Date {
  const awake = leads.map(({ id }) => nextWorkingTimeOf(calendar, id, now).getTime())
  const asks = plannedAsks(inCycle, now, () => '').flatMap(({ plan }) =>
    plan.outcome === 'asked' ? [plan.at.getTime()] : [],
  )
  const firstAsk = Math.min(...asks)
  return Math.min(...awake) < firstAsk ? new Date(Math.min(...awake)) : now
}

function linesFor(
  calendar: CheckInCalendar,
  people: readonly Person[],
  now: Date,
  concerns: (ids: readonly KeyResultId[]) => boolean,
): PreviewLine[] {
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const nameOf = (id: PersonId) => names.get(id) ?? 'somebody'
  return plannedAsks(calendar, now, nameOf)
    .filter(({ plan }) => concerns([...(calendar.owned.get(plan.personId) ?? []), ...plan.keyResults].map(idOf)))
    .map(({ plan, words }) => ({ name: nameOf(plan.personId), words }))
}

function withoutOwner(keyResults: readonly KeyResult[]): PreviewLine[] {
  const ids = keyResults.filter(({ ownerId }) => ownerId === null).map(({ id }) => id)
  return ids.length === 0 ? [] : [{ name: 'Nobody', words: `${ids.join(', ')}: no owner, so nobody is asked.` }]
}

function idOf({ keyResultId }: { keyResultId: KeyResultId }): KeyResultId {
  return keyResultId
}

function onlyThese({ owned }: CheckInCalendar, ids: ReadonlySet<KeyResultId>): CheckInCalendar['owned'] {
  return new Map(
    [...owned].flatMap(([ownerId, keyResults]) => {
      const kept = keyResults.filter(({ keyResultId }) => ids.has(keyResultId))
      return kept.length > 0 ? [[ownerId, kept]] : []
    }),
  )
}
