import type { CheckInCalendar } from '../../domain/cadence/calendar.ts'
import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import { type LocalDate, localDateAt } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { listAskedAgain } from '../../storage/asked-again.ts'
import { peopleById } from '../../storage/people.ts'
import type { Asked } from './how-asked.ts'
import type { KeyResultWeek } from './team-weeks.ts'

/** One person's key results of a week that nobody has answered, and what became of asking. */
export interface Unanswered {
  /** Whose they are; null when nobody owns them. */
  owner: { id: PersonId; name: string } | null
  /** Who was asked: somebody else when they stand in. */
  of: { id: PersonId; name: string } | null
  keyResultIds: KeyResultId[]
  what: Asked
  /** The date it was asked on, on the wall of whoever was asked. */
  askedOn: LocalDate | null
  /** The date since which it waits, when it is stale. */
  staleSince: LocalDate | null
  askedAgainBy: string | null
}

/** What is unanswered of a week, one entry for each owner and what became of asking them; stale first. */
export function unansweredOf(db: Db, calendar: CheckInCalendar, week: readonly KeyResultWeek[]): Unanswered[] {
  const open = week.filter(({ said, asked }) => said === null && asked.kind !== 'skipped')
  const people = peopleById(
    db,
    open.flatMap(({ keyResult: { ownerId }, asked }) => [ownerId ?? [], 'of' in asked ? asked.of : []].flat()),
  )
  const again = listAskedAgain(
    db,
    open.flatMap(({ asked }) => (asked.kind === 'asked' ? asked.requestId : [])),
  )
  const named = (id: PersonId | null) => {
    const person = id === null ? undefined : people.get(id)
    return person ? { id: person.id, name: person.name } : null
  }
  const groups = Map.groupBy(open, ({ keyResult: { ownerId }, asked }) => JSON.stringify([ownerId, asked]))
  return [...groups.values()]
    .map(([first, ...others]) => {
      const { keyResult, asked } = first as KeyResultWeek
      const all = [first as KeyResultWeek, ...others]
      const zone = calendar.people.get('of' in asked ? asked.of : (keyResult.ownerId ?? 0))?.zone ?? 'UTC'
      const stale = earliest(all.map((one) => one.staleSince))
      const asker = asked.kind === 'asked' ? again.get(asked.requestId)?.askedBy : undefined
      return {
        owner: named(keyResult.ownerId),
        of: 'of' in asked ? named(asked.of) : null,
        keyResultIds: all.map((one) => one.keyResult.id),
        what: asked,
        askedOn: asked.kind === 'asked' ? localDateAt(asked.at, zone) : null,
        staleSince: stale && localDateAt(stale, zone),
        askedAgainBy: asker === undefined ? null : (peopleById(db, [asker]).get(asker)?.name ?? null),
      }
    })
    .sort((a, b) => Number(b.staleSince !== null) - Number(a.staleSince !== null))
}

function earliest(dates: readonly (Date | null)[]): Date | null {
  return dates.reduce((first, date) => (first && (!date || first <= date) ? first : date), null)
}
