import type { CheckInCalendar } from '../../domain/cadence/calendar.ts'
import { planWeek, type WeekPlan } from '../../domain/cadence/plan-week.ts'
import type { PersonId } from '../../domain/ids.ts'
import { localDateAt, type Zone } from '../../domain/local-time.ts'
import { addWeeks, type Week, weekOf } from '../../domain/weeks.ts'
import { type Db, transact } from '../../platform/db.ts'
import { peopleById } from '../../storage/people.ts'
import { addRequest, addRequestItem } from '../../storage/requests.ts'
import { oweMessage, priorities } from '../owe-message.ts'
import { loadCheckInCalendar } from './load-calendar.ts'
import { requestKey } from './request-key.ts'

/** Weeks that were never looked at, after a long time down, are counted one by one; older ones are history. */
const mostWeeksBack = 60

/**
 * Decides every owner's week that is due by now: one row for each owner and ISO week, and for those who are asked one
 * owed message, in one transaction. Calling it as often as one likes changes nothing more. Returns what was decided.
 */
export function askForCheckIns(db: Db, now: Date, defaultZone: Zone): WeekPlan[] {
  return transact(db, (tx) => {
    const plans = openPlans(loadCheckInCalendar(tx, defaultZone), now).filter(({ at }) => at <= now)
    const known = knownToSlack(tx, plans)
    return plans.filter((plan) => (plan.outcome !== 'asked' || known.has(plan.personId)) && record(tx, plan, now))
  })
}

/** Who is to be asked by now, so that their zone can be read again first. */
export function ownersDue(db: Db, now: Date, defaultZone: Zone): PersonId[] {
  const plans = openPlans(loadCheckInCalendar(db, defaultZone), now)
  return plans.filter(({ at, outcome }) => at <= now && outcome === 'asked').map(({ personId }) => personId)
}

/** When the next week of somebody is to be decided; null when nobody owns anything. */
export function nextDecisionAt(db: Db, now: Date, defaultZone: Zone): Date | null {
  const plans = openPlans(loadCheckInCalendar(db, defaultZone), now)
  const known = knownToSlack(db, plans)
  const instants = plans.map(({ at, outcome, personId }) =>
    // Whoever Slack does not know yet is looked at again in a minute: the answer may have come.
    outcome === 'asked' && at <= now && !known.has(personId) ? now.getTime() + 60_000 : at.getTime(),
  )
  return instants.length === 0 ? null : new Date(Math.min(...instants))
}

/** The plans of all weeks nobody has decided yet: from the last recorded one to the next. */
export function openPlans(calendar: CheckInCalendar, now: Date): WeekPlan[] {
  const standIns = [...calendar.owned.keys()].flatMap((owner) => calendar.people.get(owner)?.delegateId ?? [])
  const people = new Set([...calendar.owned.keys(), ...standIns])
  return [...people].flatMap((personId) =>
    openWeeks(calendar, personId, now).map((week) => planWeek(calendar, personId, week, now)),
  )
}

function openWeeks(calendar: CheckInCalendar, personId: PersonId, now: Date): Week[] {
  const zone = calendar.people.get(personId)?.zone ?? 'UTC'
  const thisWeek = weekOf(localDateAt(now, zone))
  const recorded = calendar.recorded.get(personId) ?? new Map()
  const firstImport = Math.min(...[...calendar.teams.values()].map(({ importedAt }) => importedAt.getTime()))
  const firstWeek = Number.isFinite(firstImport) ? weekOf(localDateAt(new Date(firstImport), zone)) : thisWeek
  const weeks: Week[] = []
  for (let back = -1; back <= mostWeeksBack; back++) {
    const week = addWeeks(thisWeek, -back)
    if (week < firstWeek) break
    // A week in the past that was decided: everything before it was, too.
    if (recorded.has(week) && back > 1) break
    if (!recorded.has(week)) weeks.unshift(week)
  }
  return weeks
}

function knownToSlack(db: Db, plans: readonly WeekPlan[]): Set<PersonId> {
  const people = peopleById(
    db,
    plans.map(({ personId }) => personId),
  )
  return new Set([...people.values()].filter(({ slackId }) => slackId !== null).map(({ id }) => id))
}

function record(tx: Db, plan: WeekPlan, now: Date): boolean {
  const { personId, week, outcome, askOn, plannedAt, because } = plan
  const requestId = addRequest(tx, { personId, week, outcome, askOn, plannedAt, decidedAt: now, reason: because })
  if (requestId === null) return false
  for (const item of plan.keyResults) addRequestItem(tx, { requestId, ...item })
  if (outcome === 'asked') {
    oweMessage(
      tx,
      {
        key: requestKey(requestId),
        notice: { kind: 'check-in-request', requestId },
        to: { person: personId },
        priority: priorities.fanOut,
      },
      now,
    )
  }
  return true
}
