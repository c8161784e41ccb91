import type { PersonId } from '../domain/ids.ts'
import type { Db } from '../platform/db.ts'
import { listKeyResultsOwnedBy } from '../storage/key-results.ts'
import { getPerson } from '../storage/people.ts'

/**
 * How a team stands is for people of this workspace: guests, people of other workspaces and leavers get this sentence
 * instead. A guest who owns a key result works with the rest, and sees what they see. Null: may see.
 */
export function whyNotSee(db: Db, by: PersonId): string | null {
  const { isGuest, isExternal, deactivatedAt } = getPerson(db, by)
  if (!isGuest && !isExternal && !deactivatedAt) return null
  if (isGuest && !isExternal && !deactivatedAt && listKeyResultsOwnedBy(db, by).length > 0) return null
  return 'What I know is for members of this workspace, so I cannot show it to you.'
}
