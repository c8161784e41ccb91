import { shortDate } from '../dates.ts'
import type { PersonId } from '../ids.ts'
import { localDateAt, localTimeAt, weekdayInWords, type Zone } from '../local-time.ts'
import { addWeeks, weekOf, weeksFrom } from '../weeks.ts'
import type { CheckInCalendar } from './calendar.ts'
import type { NotDueReason } from './due.ts'
import type { OwnersAsk } from './owners-ask.ts'
import { planWeek, type WeekPlan } from './plan-week.ts'

/** One line of the preview: a person's week, and what becomes of it in words. */
export interface PlannedAsk {
  plan: WeekPlan
  words: string
}

/** How far the preview looks for a person's next request. */
const horizon = 8

/**
 * Who will be asked when, as far as is known now, for the import and for the lead: each owner's next request, and
 * before it the weeks in which they are not asked, each with its reason in words. Earliest first.
 */
export function plannedAsks(
  calendar: CheckInCalendar,
  now: Date,
  nameOf: (personId: PersonId) => string,
): PlannedAsk[] {
  const owners = [...calendar.owned].flatMap(([personId, keyResults]) => (keyResults.length > 0 ? [personId] : []))
  const standIns = owners.flatMap((personId) => calendar.people.get(personId)?.delegateId ?? [])
  return [...new Set([...owners, ...standIns])]
    .filter((personId) => calendar.people.has(personId))
    .flatMap((personId) => untilAsked(calendar, personId, now, ['asked', 'delegated']))
    .filter((plan) => owners.includes(plan.personId) || plan.outcome === 'asked')
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.personId - b.personId)
    .map((plan) => ({ plan, words: planInWords(plan, calendar, nameOf) }))
}

/** As `plannedAsks`, of one person: the weeks until they are asked, that one included. */
export function plannedAsksOf(calendar: CheckInCalendar, personId: PersonId, now: Date): WeekPlan[] {
  return calendar.people.has(personId) ? untilAsked(calendar, personId, now, ['asked']) : []
}

/**
 * What becomes of a person's week, and why: `Mon 12 Jan, 09:00 New York: O1-KR1. Retention asks on Monday at 09:00.`
 * Told to others, or to the person themselves.
 */
export function planInWords(
  plan: WeekPlan,
  calendar: CheckInCalendar,
  nameOf: (personId: PersonId) => string,
  reader: 'others' | 'themselves' = 'others',
): string {
  const zone = calendar.people.get(plan.personId)?.zone ?? 'UTC'
  switch (plan.outcome) {
    case 'asked':
      return `${when(plan.at, zone)}: ${whatFor(plan, nameOf)}. ${whyThen(plan, zone, reader)}`
    case 'delegated':
      return `Away from ${shortDate(plan.askOn)} until the summary, so ${nameOf(plan.delegateId ?? plan.personId)} is asked instead.`
    case 'covered':
      return `Not asked: ${plan.covered.join(', ')} answered in the two working days before ${when(plan.plannedAt, zone)}.`
    case 'paused':
      return `Not asked on ${shortDate(plan.askOn)}: paused until after the summary.`
    case 'missed':
      return `Not asked: ${missedInWords(plan.because)}.`
    case 'not-due':
      return `Not asked in the week of ${shortDate(plan.askOn)}: ${notDueInWords(plan)}.`
  }
}

/** Why a request was not sent, by the reason its plan was recorded with: `away until the summary, and …`. */
export function missedInWords(because: string | null): string {
  return missedBecause[(because ?? 'away') as WeekPlan['because']] ?? missedBecause.away
}

function untilAsked(
  calendar: CheckInCalendar,
  personId: PersonId,
  now: Date,
  enough: readonly WeekPlan['outcome'][],
): WeekPlan[] {
  const zone = calendar.people.get(personId)?.zone ?? 'UTC'
  const present = weekOf(localDateAt(now, zone))
  const plans = weeksFrom(present, addWeeks(present, horizon))
    .filter((week) => !calendar.recorded.get(personId)?.has(week))
    .map((week) => planWeek(calendar, personId, week, now))
    .filter(({ at, outcome, notDue }) =>
      outcome === 'not-due' ? notDue.some(({ because }) => because !== 'before-import') : at >= now,
    )
  const asked = plans.findIndex(({ outcome }) => enough.includes(outcome))
  // Never asked in sight: one line says why, not eight.
  return asked === -1 ? plans.slice(0, 1) : plans.slice(0, asked + 1)
}

function when(at: Date, zone: Zone): string {
  const city = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
  return `${shortDate(localDateAt(at, zone))}, ${localTimeAt(at, zone)} ${city}`
}

function whatFor({ keyResults }: WeekPlan, nameOf: (personId: PersonId) => string): string {
  return keyResults
    .map(({ keyResultId, onBehalfOf }) =>
      onBehalfOf === null ? keyResultId : `${keyResultId} for ${nameOf(onBehalfOf)}`,
    )
    .join(', ')
}

function whyThen({ ask, because, plannedAt }: WeekPlan, zone: Zone, reader: 'others' | 'themselves'): string {
  if (ask === null) return ''
  if (because === 'late') return `It was due ${when(plannedAt, zone)}; it goes out in the next working time.`
  if (because === 'moved')
    return `${shortDate(ask.askOn)} is no working day of ${reader === 'others' ? 'theirs' : 'yours'}, so it is the next one.`
  return `${askInWords(ask, reader)}.`
}

function askInWords({ because, team, teamAskOn, askOn, time }: OwnersAsk, reader: 'others' | 'themselves'): string {
  const usual = `${team.name} asks on ${weekdayInWords(team.weekday)} at ${team.time}`
  switch (because) {
    case 'team':
      return usual
    case 'team-moved':
      return `${usual}; that ${weekdayInWords(team.weekday)} is no working day, so it is ${shortDate(teamAskOn)}`
    case 'preferred':
      return `${reader === 'others' ? 'Their' : 'Your'} own choice: ${shortDate(askOn)} at ${time}`
    case 'preferred-does-not-fit':
      return `${usual}; the time ${reader === 'others' ? 'they prefer' : 'you prefer'} does not lie before its summary`
  }
}

const missedBecause: Partial<Record<WeekPlan['because'], string>> & { away: string } = {
  away: 'away until the summary, and nobody stands in',
  'delegate-away': 'away until the summary, and so is whoever stands in',
  'delegate-left': 'away until the summary, and whoever stands in has left',
  'delegate-not-asked': 'away until the summary, and whoever stands in was not asked this week',
  'no-working-time-left': 'no working time was left before the summary',
  'too-late': 'Slack did not take it before the summary',
}

const notDueBecause: Record<NotDueReason, string> = {
  'owner-left': 'the owner has left; the lead is asked to hand over',
  'no-working-day-left': 'the team has no working day left in that week',
  skipped: 'skipped',
  'after-due-date': 'the due date has passed',
  'cycle-not-begun': 'the cycle has not begun',
  'cycle-closed': 'the cycle is closed',
  'before-start': 'the team starts later',
  'within-a-day-of-import': 'that would be within 24 hours of the import',
  'before-import': 'it was imported later',
  'new-owner': 'the new owner is asked from the next ask on',
}

/** `O1-KR1, O1-KR2 the due date has passed`; key results with the same reason stand together. */
function notDueInWords({ notDue }: WeekPlan): string {
  const reasons = [...new Set(notDue.map(({ because }) => because))]
  if (reasons.length === 0) return 'nothing is owned'
  return reasons
    .map((reason) => {
      const ids = notDue.filter(({ because }) => because === reason).map(({ keyResultId }) => keyResultId)
      return `${ids.join(', ')} (${notDueBecause[reason]})`
    })
    .join(', ')
}
