import type { Approval } from '../../../domain/approvals.ts'
import type { Db } from '../../../platform/db.ts'
import { listChantFilesOf } from '../../../storage/approvals/chant-files.ts'
import { getPerson } from '../../../storage/people.ts'
import { driversFollowing } from './follow-work.ts'

/** Why no driver is made of an approval (any more), in a sentence; null when one can be. */
export function whyNoDriver(db: Db, { id, outcome, repository, specId }: Approval): string | null {
  if (outcome !== 'approved') return 'It is not approved, so there is no work to make of it.'
  const made = listChantFilesOf(db, id).findLast(({ kind, state }) => kind === 'driver' && state !== 'stuck')
  if (made) {
    const who = made.personId === null ? 'Somebody' : getPerson(db, made.personId).name
    const how = made.state === 'written' ? 'made' : 'is making'
    return `${who} ${how} the driver spec ${made.specId} of it. Nothing was made twice.`
  }
  const [driver] = driversFollowing(db, repository, specId)
  return driver ? `There is a driver spec of it already: ${driver.specId}. Nothing was made twice.` : null
}
