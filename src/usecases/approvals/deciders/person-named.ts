import type { Person } from '../../../domain/people.ts'
import type { Db } from '../../../platform/db.ts'
import { listPeople } from '../../../storage/people.ts'

/**
 * Whom a name in git or in chant's `by:` means: the one person whose git name, name, handle or e-mail it is. Null when
 * it is nobody's, or more than one's. It tells who is shown, and grants nothing.
 */
export function personNamed(db: Db, name: string): Person | null {
  const wanted = name.trim().toLowerCase()
  const known = listPeople(db).filter((person) => namesOf(person).includes(wanted))
  return known.length === 1 ? (known[0] ?? null) : null
}

function namesOf({ git, name, handle, email }: Person): string[] {
  const names = [git?.replace(/\s*<.*$/, ''), name, handle, email, email?.split('@')[0]]
  return names.flatMap((one) => (one ? [one.toLowerCase()] : []))
}
