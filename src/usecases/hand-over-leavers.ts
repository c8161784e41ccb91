import type { CheckInCalendar } from '../domain/cadence/calendar.ts'
import { nextWorkingTimeOf } from '../domain/cadence/working-time.ts'
import type { KeyResultId, PersonId, TeamId } from '../domain/ids.ts'
import { localDateAt, type Zone } from '../domain/local-time.ts'
import { dueOf } from '../domain/objectives.ts'
import { type Db, transact } from '../platform/db.ts'
import { getCycle, listOpenCycles } from '../storage/cycles.ts'
import { deliveryKeysFrom, getDelivery } from '../storage/deliveries.ts'
import { cycleIdOf, getKeyResult, listKeyResults } from '../storage/key-results.ts'
import { getObjective, listObjectives } from '../storage/objectives.ts'
import { getPerson, listPeople } from '../storage/people.ts'
import { getTeam } from '../storage/teams.ts'
import { loadCheckInCalendar } from './check-ins/load-calendar.ts'
import { whoLeads } from './may-lead.ts'
import { oweMessage, refreshMessage } from './owe-message.ts'

/** Somebody who has left, and a lead who is asked once to hand over what they owned. */
interface Leaving {
  key: string
  personId: PersonId
  teamId: TeamId
  cycleId: number
  leadId: PersonId
  at: Date
}

/**
 * Asks the lead of everybody who has left to hand their key results over: one message for each leaver, team and cycle,
 * in the lead's working time; without a lead, the admins. Until then nobody is asked for a check-in. Returns how many
 * messages are owed now.
 */
export function handOverLeavers(db: Db, now: Date, defaultZone: Zone): number {
  return transact(db, (tx) => {
    const due = leaving(tx, loadCheckInCalendar(tx, defaultZone), now).filter(({ at }) => at <= now)
    for (const { key, personId, teamId, cycleId, leadId } of due) {
      const mark = `leaver:${getPerson(tx, personId).slackId}:${getTeam(tx, teamId).name}:${getCycle(tx, cycleId).name}`
      const notice = { kind: 'leaver', personId, teamId, cycleId } as const
      oweMessage(tx, { key, mark, notice, to: { person: leadId } }, now)
    }
    return due.length
  })
}

/** When a lead is to be asked next; null when nobody has left anything behind. */
export function nextHandOverOf(db: Db, calendar: CheckInCalendar, now: Date): Date | null {
  const instants = leaving(db, calendar, now).map(({ at }) => at.getTime())
  return instants.length === 0 ? null : new Date(Math.min(...instants))
}

/** Something about a key result has changed: what leads were asked about it is shown anew. */
export function leaversChanged(tx: Db, keyResultId: KeyResultId, now: Date): void {
  const { teamId } = getObjective(tx, getKeyResult(tx, keyResultId).objectiveId)
  for (const key of deliveryKeysFrom(tx, prefix(teamId, cycleIdOf(tx, keyResultId)))) refreshMessage(tx, key, now)
}

function prefix(teamId: TeamId, cycleId: number): string {
  return `leaver:${teamId}:${cycleId}:`
}

function leaving(db: Db, calendar: CheckInCalendar, now: Date): Leaving[] {
  const left = new Map(listPeople(db).flatMap(({ id, deactivatedAt }) => (deactivatedAt ? [[id, deactivatedAt]] : [])))
  if (left.size === 0) return []
  const found = new Map<string, Leaving>()
  for (const cycle of listOpenCycles(db)) {
    const teamOf = new Map(listObjectives(db, cycle.id).map(({ id, teamId }) => [id, teamId]))
    for (const keyResult of listKeyResults(db, cycle.id)) {
      const leftAt = keyResult.ownerId === null ? undefined : left.get(keyResult.ownerId)
      const teamId = teamOf.get(keyResult.objectiveId)
      if (!leftAt || teamId === undefined || keyResult.ownerId === null) continue
      if (dueOf(keyResult, cycle) < localDateAt(now, calendar.teams.get(teamId)?.zone ?? 'UTC')) continue
      for (const lead of whoLeads(db, getTeam(db, teamId))) {
        const key = `${prefix(teamId, cycle.id)}${keyResult.ownerId}:${leftAt.getTime()}:${lead.id}`
        if (found.has(key) || getDelivery(db, key)) continue
        const at = nextWorkingTimeOf(calendar, lead.id, now)
        found.set(key, { key, personId: keyResult.ownerId, teamId, cycleId: cycle.id, leadId: lead.id, at })
      }
    }
  }
  return [...found.values()]
}
