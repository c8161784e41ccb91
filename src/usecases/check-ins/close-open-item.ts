import type { PersonId } from '../../domain/ids.ts'
import type { OpenItem } from '../../domain/open-items.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { getKeyResult } from '../../storage/key-results.ts'
import { getObjective } from '../../storage/objectives.ts'
import { closeItem, findOpenItem } from '../../storage/open-items.ts'
import { getPerson } from '../../storage/people.ts'
import { getTeam } from '../../storage/teams.ts'
import { homesChanged } from '../home/homes-changed.ts'
import { answerChanged } from './answer-changed.ts'
import type { Invalid, Refused } from './outcomes.ts'

export interface Closing {
  itemId: number
  by: PersonId
  /** What came of it, in a sentence. */
  result: string
  inboxKey?: string
}

/**
 * Closes an investigation, adjustment plan, risk or next action with what came of it. Its person, the key result's owner
 * and the team's lead may. The first result stands: whoever comes later is told it.
 */
export function closeOpenItem(
  db: Db,
  { itemId, by, result, inboxKey }: Closing,
  now: Date,
): { kind: 'closed'; item: OpenItem } | Invalid | Refused {
  return transact(db, (tx) => {
    const item = findOpenItem(tx, itemId)
    const why = whyNotClosable(tx, item, by)
    if (!item || why) return refused(why ?? '')
    const said = result.trim()
    if (said === '') return { kind: 'invalid', errors: { result: 'What came of it? One sentence is enough.' } } as const
    closeItem(tx, itemId, { at: now, by, how: 'done', result: said })
    answerChanged(tx, item.keyResultId, now)
    homesChanged(tx, [by, ...(item.personId === null ? [] : [item.personId])], now)
    if (inboxKey) finishReceived(tx, inboxKey, now)
    return { kind: 'closed', item: findOpenItem(tx, itemId) as OpenItem } as const
  })
}

/** Why somebody cannot close it, by how things are now, in a sentence; null when they can. */
export function whyNotClosable(db: Db, item: OpenItem | null, by: PersonId): string | null {
  if (!item) return 'This is gone. Nothing was changed.'
  if (item.closed) return alreadyClosed(db, item)
  if (mayClose(db, item, by)) return null
  return 'Only the person it is with, the owner and the lead can close this. Nothing was changed.'
}

/** Whether somebody may close it, by who they are now. */
export function mayClose(db: Db, item: OpenItem, by: PersonId): boolean {
  if (getPerson(db, by).deactivatedAt) return false
  const keyResult = getKeyResult(db, item.keyResultId)
  const team = getTeam(db, getObjective(db, keyResult.objectiveId).teamId)
  return [item.personId, keyResult.ownerId, team.leadId].includes(by)
}

function alreadyClosed(db: Db, { closed }: OpenItem): string {
  if (closed?.how !== 'done') return 'This was withdrawn with the answer that named it. Nothing was changed.'
  return `${getPerson(db, closed.by).name} has closed this already: ${closed.result}`
}

function refused(why: string): Refused {
  return { kind: 'refused', why }
}
