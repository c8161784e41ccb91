import type { PersonId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { Db } from '../../platform/db.ts'
import { findOpenItem } from '../../storage/open-items.ts'
import { whyNotClosable } from '../check-ins/close-open-item.ts'
import { type Refused, refused } from '../check-ins/outcomes.ts'
import { readerOf } from '../status/reader.ts'
import { type OwedItem, owedItem } from './show-owed.ts'

/** An open item as the form shows it that closes it. Refused when it is gone, closed, or another's to close. */
export function showOpenItem(
  db: Db,
  { itemId, by }: { itemId: number; by: PersonId },
  now: Date,
  defaultZone: Zone,
): { kind: 'item'; item: OwedItem } | Refused {
  const item = findOpenItem(db, itemId)
  const why = whyNotClosable(db, item, by)
  if (!item || why) return refused(why ?? '')
  const { zone } = readerOf(db, by, now, defaultZone)
  return { kind: 'item', item: owedItem(db, item, by, now, zone) }
}
