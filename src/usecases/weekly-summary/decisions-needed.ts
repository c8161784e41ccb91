import { shortDate } from '../../domain/dates.ts'
import { inWords } from '../../domain/lists.ts'
import { localDateAt } from '../../domain/local-time.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'
import { type Place, waitingIn } from '../approvals/in-channel.ts'
import type { KeyResultWeek, TeamWeeks } from '../team-weeks/team-weeks.ts'

/**
 * What only a lead can settle, one sentence each: a key result that nobody owns any more, and one that has been off
 * track for two weeks or longer without a break.
 */
export function decisionsNeeded(db: Db, weeks: TeamWeeks, week: Week, picture: readonly KeyResultWeek[]): string[] {
  const earlier = weeks.until(week).reverse()
  return picture.flatMap(({ keyResult: { id, ownerId }, asked, said }) => {
    if (asked.kind === 'no-owner') return [`${id} has no owner: who takes it?`]
    if (asked.kind === 'owner-left' && ownerId !== null)
      return [`${id} needs a new owner: ${getPerson(db, ownerId).name} has left.`]
    if (said?.answer.confidence !== 0) return []
    const red = earlier.findIndex((one) => weeks.answersOf(one).get(id)?.answer.confidence !== 0)
    const count = red === -1 ? earlier.length : red
    return count < 2 ? [] : [`${id} is off track for the ${ordinal(count)} week: double down, pivot or stop?`]
  })
}

/** Findings wait so long before a summary says so: whoever may decide was reminded by then. */
const patienceMs = 3 * 86_400_000

/** Findings and work about the team's key results that have waited for a decision for more than three days, one sentence each. */
export function findingsUndecided(db: Db, place: Pick<Place, 'teams' | 'zone'>, asOf: Date): string[] {
  return waitingIn(db, { ...place, channelId: null }, asOf)
    .filter(({ approval }) => asOf.getTime() - approval.openedAt.getTime() > patienceMs)
    .map(({ approval: { title, openedAt }, who }) => {
      const whose = who.length === 0 ? 'Nobody is named who can decide' : `${inWords(who, 'or')} can decide`
      return `“${title}” has waited since ${shortDate(localDateAt(openedAt, place.zone))}: approve it or reject it? ${whose}.`
    })
}

function ordinal(count: number): string {
  return ['second', 'third', 'fourth', 'fifth', 'sixth'][count - 2] ?? `${count}th`
}
