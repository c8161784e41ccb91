import type { Answer } from '../../domain/check-ins.ts'
import type { KeyResultId } from '../../domain/ids.ts'
import { itemsNamedBy, type OpenItemKind, sameItem } from '../../domain/open-items.ts'
import type { Db } from '../../platform/db.ts'
import { listItemsEverOpened } from '../../storage/open-items.ts'

/** The risk and the next action an earlier answer named, without what somebody has closed since. */
export function stillOpenOf(db: Db, keyResultId: KeyResultId, answer: Answer): Pick<Answer, 'risk' | 'nextAction'> {
  const named = itemsNamedBy(keyResultId, answer, { ownerId: null, nextCheckInOn: null })
  const ever = listItemsEverOpened(db, keyResultId)
  const isClosed = (kind: OpenItemKind) => {
    const item = named.find((one) => one.kind === kind)
    const newest = item && ever.findLast((one) => sameItem(one, item))
    return newest?.closed?.how === 'done'
  }
  return {
    risk: isClosed('risk') ? null : answer.risk,
    nextAction: isClosed('next-action') ? null : answer.nextAction,
  }
}
