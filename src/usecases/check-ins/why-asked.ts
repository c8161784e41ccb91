import type { Db } from '../../platform/db.ts'
import { getKeyResult } from '../../storage/key-results.ts'
import { getObjective } from '../../storage/objectives.ts'
import { listRequestItems, type Request } from '../../storage/requests.ts'
import { getTeam } from '../../storage/teams.ts'

const weekdayWords = (weekday: string) => `${weekday[0]?.toUpperCase()}${weekday.slice(1)}s`

/** Why somebody got the weekly message, and what happens next: said on every one of them. */
export function whyAsked(db: Db, request: Request): { why: string; next: string } {
  const items = listRequestItems(db, request.id)
  const teamIds = new Set(
    items.map(({ keyResultId }) => getObjective(db, getKeyResult(db, keyResultId).objectiveId).teamId),
  )
  const teams = [...teamIds].map((id) => getTeam(db, id))
  const names = teams.map(({ name }) => name).join(' and ')
  const [first] = teams
  const when = teams.length === 1 && first ? `, which checks in on ${weekdayWords(first.checkIn.weekday)}` : ''
  return {
    why: names
      ? `You get this because you own key results of ${names}${when}.`
      : 'You get this because you own key results.',
    next: 'What is still open tomorrow gets one more message.',
  }
}
