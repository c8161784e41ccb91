import { stillMissing } from '../../domain/cadence/reminders.ts'
import type { KeyResult } from '../../domain/objectives.ts'
import type { Db } from '../../platform/db.ts'
import { listAnswerInstants } from '../../storage/check-ins.ts'
import { getCycle } from '../../storage/cycles.ts'
import { getDelivery } from '../../storage/deliveries.ts'
import { cycleIdOf, getKeyResult } from '../../storage/key-results.ts'
import { getObjective } from '../../storage/objectives.ts'
import { listRequestItems, type Request, type RequestItem } from '../../storage/requests.ts'
import { findSkip } from '../../storage/skips.ts'
import { requestKey } from './request-key.ts'

export interface MissingItem {
  keyResult: KeyResult
  onBehalfOf: RequestItem['onBehalfOf']
}

/** What of one request nobody has answered, and how many of its key results somebody has. */
export function missingOfRequest(db: Db, request: Request, now: Date): { missing: MissingItem[]; answered: number } {
  const covered = listRequestItems(db, request.id).flatMap((item) => stillCovered(db, request, item))
  const ids = covered.map(({ keyResult }) => keyResult.id)
  const answers = Map.groupBy(listAnswerInstants(db, ids), ({ keyResultId }) => keyResultId)
  const askedAt = getDelivery(db, requestKey(request.id))?.settledAt ?? request.decidedAt
  const keyResults = covered.map(({ keyResult }) => ({
    keyResultId: keyResult.id,
    teamId: getObjective(db, keyResult.objectiveId).teamId,
  }))
  const open = new Set(stillMissing({ answers }, { week: request.week, askedAt, keyResults }, now))
  const missing = covered.filter(({ keyResult }) => open.has(keyResult.id))
  return { missing, answered: covered.length - missing.length }
}

function stillCovered(db: Db, request: Request, { keyResultId, onBehalfOf, droppedAt }: RequestItem): MissingItem[] {
  const keyResult = getKeyResult(db, keyResultId)
  const isTheirs = keyResult.ownerId === (onBehalfOf ?? request.personId)
  const isOver = getCycle(db, cycleIdOf(db, keyResultId)).closedAt !== null
  if (!isTheirs || isOver || droppedAt !== null || findSkip(db, keyResultId, request.week)) return []
  return [{ keyResult, onBehalfOf }]
}
