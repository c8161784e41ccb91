import { plannedAsks } from '../../domain/cadence/preview.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { listPeople } from '../../storage/people.ts'
import { loadCheckInCalendar } from '../check-ins/load-calendar.ts'

/** Who will be asked when, or why not, in words. */
export interface FirstAsk {
  /** Their name, or how the file writes them. */
  person: string
  /** Null: not asked in that week. */
  at: Date | null
  keyResults: readonly string[]
  words: string
}

/** Everybody's next request as the check-in calendar has it now. */
export function firstAsks(db: Db, now: Date, defaultZone: Zone): FirstAsk[] {
  const names = new Map(listPeople(db).map(({ id, name }) => [id, name]))
  const nameOf = (id: number) => names.get(id) ?? `person ${id}`
  return plannedAsks(loadCheckInCalendar(db, defaultZone), now, nameOf).map(({ plan, words }) => ({
    person: nameOf(plan.personId),
    at: plan.outcome === 'asked' ? plan.at : null,
    keyResults: plan.keyResults.map(({ keyResultId }) => keyResultId),
    words,
  }))
}
