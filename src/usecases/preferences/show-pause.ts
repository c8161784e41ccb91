import type { PersonId } from '../../domain/ids.ts'
import type { LocalDate, Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { pausedUntil } from '../home/show-sending-time.ts'
import { readerOf } from '../status/reader.ts'

/** Whether somebody is paused, and which day it is where they are. */
export function showPause(
  db: Db,
  by: PersonId,
  now: Date,
  defaultZone: Zone,
): { pausedUntil: LocalDate | null; today: LocalDate } {
  const { today } = readerOf(db, by, now, defaultZone)
  return { pausedUntil: pausedUntil(db, by, today), today }
}
