import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import type { Person } from '../../domain/people.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { getCycle } from '../../storage/cycles.ts'
import { deleteDraft } from '../../storage/drafts.ts'
import { addHandOver, answerHandOver, findOpenHandOver } from '../../storage/hand-overs.ts'
import { cycleIdOf, findKeyResult } from '../../storage/key-results.ts'
import { getObjective } from '../../storage/objectives.ts'
import { getPerson } from '../../storage/people.ts'
import { getTeam } from '../../storage/teams.ts'
import { answerChanged } from '../check-ins/answer-changed.ts'
import { type Invalid, type Refused, refused } from '../check-ins/outcomes.ts'
import { oweMessage, priorities, refreshMessage } from '../owe-message.ts'
import { offerKey } from './hand-over-keys.ts'

export interface Offer {
  keyResultId: KeyResultId
  by: PersonId
  /** Null: nobody an owner could be; a bot, or somebody Slack does not know. */
  to: Person | null
  word: string | null
  inboxKey?: string
  draft?: string
}

/**
 * Offers a key result to somebody else, who is told by direct message. Nothing changes hands before they accept. Its
 * owner may, its team's lead, and an admin; there is one open offer at a time.
 */
export function offerHandOver(
  db: Db,
  offer: Offer,
  now: Date,
): { kind: 'offered'; handOverId: number } | Invalid | Refused {
  return transact(db, (tx) => {
    const { keyResultId, by, to, word, inboxKey, draft } = offer
    const may = mayHandOver(tx, keyResultId, by)
    if (may.kind === 'refused') return may
    const { keyResult } = may
    const waiting = findOpenHandOver(tx, keyResultId)
    if (waiting)
      return refused(`${keyResultId} is offered to ${getPerson(tx, waiting.toId).name} already. Take that back first.`)
    const problem = problemWith(to, keyResult, by)
    if (problem || !to) return { kind: 'invalid', errors: { to: problem ?? '' } } as const
    const row = { keyResultId, fromId: keyResult.ownerId, toId: to.id, offeredBy: by, offeredAt: now, word }
    const handOverId = addHandOver(tx, row)
    const notice = { kind: 'hand-over-offer', handOverId } as const
    const mark = `hand-over-offer:${keyResultId}:${now.toISOString()}`
    oweMessage(tx, { key: offerKey(handOverId), mark, notice, to: { person: to.id }, priority: priorities.answer }, now)
    if (inboxKey) finishReceived(tx, inboxKey, now)
    if (draft) deleteDraft(tx, by, draft)
    answerChanged(tx, keyResultId, now)
    return { kind: 'offered', handOverId } as const
  })
}

/** Takes an offer back that nobody has answered yet. */
export function withdrawHandOver(
  db: Db,
  { keyResultId, by, inboxKey }: Pick<Offer, 'keyResultId' | 'by' | 'inboxKey'>,
  now: Date,
): { kind: 'withdrawn' } | Refused {
  return transact(db, (tx) => {
    const may = mayHandOver(tx, keyResultId, by)
    if (may.kind === 'refused') return may
    const waiting = findOpenHandOver(tx, keyResultId)
    if (!waiting) return refused(`${keyResultId} is not offered to anybody any more. Nothing was changed.`)
    answerHandOver(tx, waiting.id, 'withdrawn', now)
    refreshMessage(tx, offerKey(waiting.id), now)
    if (inboxKey) finishReceived(tx, inboxKey, now)
    answerChanged(tx, keyResultId, now)
    return { kind: 'withdrawn' } as const
  })
}

/** Whether somebody may hand a key result over, by who they are now: its owner, its team's lead, an admin. */
export function mayHandOver(
  db: Db,
  keyResultId: KeyResultId,
  by: PersonId,
): { kind: 'allowed'; keyResult: KeyResult } | Refused {
  const keyResult = findKeyResult(db, keyResultId)
  if (!keyResult) return refused(`There is no key result ${keyResultId} any more.`)
  const person = getPerson(db, by)
  const { leadId } = getTeam(db, getObjective(db, keyResult.objectiveId).teamId)
  const isTheirs = keyResult.ownerId === by || leadId === by || person.isAdmin
  if (person.deactivatedAt || !isTheirs) {
    return refused(`Only its owner, its lead or an admin can hand ${keyResultId} over. Nothing was changed.`)
  }
  if (getCycle(db, cycleIdOf(db, keyResultId)).closedAt) {
    return refused(`The cycle of ${keyResultId} is closed, so its owner stays who it was.`)
  }
  return { kind: 'allowed', keyResult }
}

/** Why somebody cannot be offered a key result, in a sentence; null when they can. */
function problemWith(to: Person | null, { ownerId }: KeyResult, by: PersonId): string | null {
  if (!to) return 'An app cannot own a key result. Choose a person.'
  if (to.deactivatedAt) return `${to.name}’s account is deactivated. Choose somebody else.`
  if (to.isExternal) return `${to.name} belongs to another workspace, so I cannot ask them. Choose somebody else.`
  if (to.isGuest) return `${to.name} is a guest here, and guests cannot own key results. Choose somebody else.`
  if (to.id === ownerId)
    return to.id === by ? 'It is yours already. Choose somebody else.' : `It is ${to.name}’s already.`
  return null
}
