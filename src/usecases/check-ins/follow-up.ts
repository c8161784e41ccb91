import type { PersonId } from '../../domain/ids.ts'
import type { Zone } from '../../domain/local-time.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import { followUp, itemsNamedBy } from '../../domain/open-items.ts'
import type { Week } from '../../domain/weeks.ts'
import type { Db } from '../../platform/db.ts'
import { findCheckIn, listAnswers } from '../../storage/check-ins.ts'
import { addOpenItem, changeOpenItem, closeItem, listItemsEverOpened } from '../../storage/open-items.ts'
import { nextCheckInOn } from './ask-of-week.ts'

/** Opens what a week's answer leaves open now, and withdraws what it opened and does not name any more. */
export function followUpAnswer(
  tx: Db,
  { keyResult, week, by }: { keyResult: KeyResult; week: Week; by: PersonId },
  now: Date,
  defaultZone: Zone,
): void {
  const checkIn = findCheckIn(tx, keyResult.id, week)
  const firstAnsweredAt = checkIn?.versions[0]?.at
  if (!checkIn || !firstAnsweredAt) return
  const context = { ownerId: keyResult.ownerId, nextCheckInOn: nextCheckInOn(tx, keyResult, week, defaultZone) }
  const standing = (listAnswers(tx, [keyResult.id]).get(keyResult.id) ?? []).map(({ checkInId, answer }) => ({
    checkInId,
    items: itemsNamedBy(keyResult.id, answer, context),
  }))
  const items = listItemsEverOpened(tx, keyResult.id)
  const before = checkIn.versions.at(-2)?.answer
  const namedBefore = before ? itemsNamedBy(keyResult.id, before, context) : []
  const changed = { checkInId: checkIn.id, firstAnsweredAt, namedBefore }
  const { open, change, withdraw } = followUp(items, standing, changed)
  // Withdrawn first: of some kinds only one may be open.
  for (const id of withdraw) closeItem(tx, id, { at: now, by, how: 'withdrawn', result: null })
  for (const { id, personId, due } of change) changeOpenItem(tx, id, { personId, due })
  for (const item of open) addOpenItem(tx, { ...item, keyResultId: keyResult.id, checkInId: checkIn.id }, now)
}
