import type { KeyResultId, PersonId } from '../../domain/ids.ts'
import { enqueue } from '../../durable/enqueue.ts'
import type { Db } from '../../platform/db.ts'
import { findKeyResult, listOwnersOfTeam } from '../../storage/key-results.ts'
import { getObjective } from '../../storage/objectives.ts'
import { listOpenItems } from '../../storage/open-items.ts'
import { homesOpened } from '../../storage/people.ts'
import { getTeam } from '../../storage/teams.ts'

/** After the messages somebody waits for, and before every fan-out. */
const priority = 4
/** So long after somebody opened Home they may still have it before them; afterwards it is shown anew when opened. */
const lookingMs = 12 * 3_600_000
/** Whoever only sees something in the team's board sees it with the next of these. */
const boardEveryMs = 60_000

/** Has the Homes of these people shown as they are now, of those who have ever opened theirs. */
export function homesChanged(tx: Db, people: readonly PersonId[], now: Date): void {
  for (const personId of homesOpened(tx, people).keys()) {
    enqueue(tx, { kind: 'publish-home', args: { personId }, runAt: now, priority }, now)
  }
}

/**
 * Something about a key result has changed. It stands in the Homes of its owner and of whoever has something to do for
 * it, which follow at once, and in the boards of its team, of whom those who looked today follow within a minute.
 */
export function homesShowingChanged(tx: Db, keyResultId: KeyResultId, now: Date): void {
  const keyResult = findKeyResult(tx, keyResultId)
  if (!keyResult) return
  const { teamId } = getObjective(tx, keyResult.objectiveId)
  const named = [keyResult.ownerId, ...listOpenItems(tx, [keyResultId]).map(({ personId }) => personId)]
  const concerned = new Set(named.filter((id) => id !== null))
  homesChanged(tx, [...concerned], now)
  const team = [...listOwnersOfTeam(tx, teamId), getTeam(tx, teamId).leadId].filter((id) => id !== null)
  const others = team.filter((id) => !concerned.has(id))
  const runAt = new Date(Math.ceil((now.getTime() + 1) / boardEveryMs) * boardEveryMs)
  for (const [personId, openedAt] of homesOpened(tx, others)) {
    if (now.getTime() - openedAt.getTime() > lookingMs) continue
    // However many changes a minute brings, it is one job.
    const key = `publish-home:${personId}:${runAt.getTime()}`
    enqueue(tx, { kind: 'publish-home', args: { personId }, key, runAt, priority: priority + 10 }, now)
  }
}
