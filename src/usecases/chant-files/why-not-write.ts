import type { PersonId } from '../../domain/ids.ts'
import type { Db } from '../../platform/db.ts'
import { getPerson } from '../../storage/people.ts'

/** What is written goes into a project's history under a person's name: for members of this workspace. Null: may. */
export function whyNotWrite(db: Db, by: PersonId): string | null {
  const { isGuest, isExternal, deactivatedAt } = getPerson(db, by)
  if (deactivatedAt) return 'Your account is deactivated, so nothing was written.'
  if (isExternal) return 'People of other workspaces cannot write to our projects. Nothing was written.'
  if (isGuest) return 'Guests cannot write to our projects; a member of this workspace can. Nothing was written.'
  return null
}
