import type { PersonId } from '../../domain/ids.ts'
import { type LocalDate, localDateAt, type Zone } from '../../domain/local-time.ts'
import { zoneOf } from '../../domain/people.ts'
import type { Db } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'

/** Whose eyes something is for: dates are on their wall. */
export interface Reader {
  id: PersonId
  zone: Zone
  today: LocalDate
  now: Date
}

export function readerOf(db: Db, id: PersonId, now: Date, defaultZone: Zone): Reader {
  const zone = zoneOf(getPerson(db, id), defaultZone)
  return { id, zone, today: localDateAt(now, zone), now }
}
