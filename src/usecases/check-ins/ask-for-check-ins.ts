import type { CheckInCalendar } from '../../domain/cadence/calendar.ts'
import { decisionsDue, openPlans } from '../../domain/cadence/decisions.ts'
import type { WeekPlan } from '../../domain/cadence/plan-week.ts'
import type { PersonId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import { type Db, transact } from '../../platform/db.ts'
import { peopleById } from '../../storage/people.ts'
import { addRequest, addRequestItem } from '../../storage/requests.ts'
import { priorities } from '../owe-message.ts'
import { addToDelegatesRequest } from './add-to-delegates-request.ts'
import { loadCheckInCalendar } from './load-calendar.ts'
import { oweRequest } from './owe-request.ts'

/**
 * Decides every owner's week that is due by now: one row for each owner and ISO week, and for those who are asked one
 * owed message, in one transaction. Calling it as often as one likes changes nothing more. Returns what was decided.
 */
export function askForCheckIns(db: Db, now: Date, defaultZone: Zone): WeekPlan[] {
  return transact(db, (tx) => {
    const calendar = loadCheckInCalendar(tx, defaultZone)
    const plans = decisionsDue(calendar, now)
    const unknown = unknownToSlack(tx, plans)
    const decided = plans.filter((plan) => !unknown.has(plan) && record(tx, plan, now))
    // What is delegated joins the delegate's message, so that one has to be there first.
    for (const plan of decided) if (plan.outcome === 'delegated') addToDelegatesRequest(tx, calendar, plan, now)
    return decided
  })
}

/** Who is to be asked by now, so that their zone can be read again first. */
export function ownersDue(db: Db, now: Date, defaultZone: Zone): PersonId[] {
  const due = decisionsDue(loadCheckInCalendar(db, defaultZone), now)
  return due.filter(({ outcome }) => outcome === 'asked').map(({ personId }) => personId)
}

/** When the next week of somebody is to be decided; null when nobody owns anything. */
export function nextDecisionAt(db: Db, now: Date, defaultZone: Zone): Date | null {
  return nextDecisionOf(db, loadCheckInCalendar(db, defaultZone), now)
}

/** `nextDecisionAt` for somebody who has the calendar already. */
export function nextDecisionOf(db: Db, calendar: CheckInCalendar, now: Date): Date | null {
  const plans = openPlans(calendar, now)
  const unknown = unknownToSlack(db, plans)
  const instants = plans.map((plan) => (unknown.get(plan) ?? plan.at).getTime())
  return instants.length === 0 ? null : new Date(Math.max(now.getTime(), Math.min(...instants)))
}

/**
 * Whoever is to be asked and whom Slack does not know yet is not asked before it does; by when that would be a missed
 * send. When Slack tells who they are, the database changes and everything is looked at again.
 */
function unknownToSlack(db: Db, plans: readonly WeekPlan[]): Map<WeekPlan, Date> {
  const asked = plans.filter(({ outcome }) => outcome === 'asked')
  const people = peopleById(
    db,
    asked.map(({ personId }) => personId),
  )
  return new Map(
    asked.flatMap((plan) => (people.get(plan.personId)?.slackId ? [] : [[plan, plan.ask?.deadline ?? plan.at]])),
  )
}

function record(tx: Db, plan: WeekPlan, now: Date): boolean {
  const { personId, week, outcome, askOn, plannedAt, because } = plan
  const requestId = addRequest(tx, { personId, week, outcome, askOn, plannedAt, decidedAt: now, reason: because })
  if (requestId === null) return false
  for (const item of plan.keyResults) addRequestItem(tx, { requestId, ...item })
  if (outcome === 'asked') oweRequest(tx, { id: requestId, personId, week }, priorities.fanOut, now)
  return true
}
