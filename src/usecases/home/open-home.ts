import type { PersonId } from '../../domain/ids.ts'
import { finishReceived } from '../../durable/inbox.ts'
import { type Db, transact } from '../../platform/db.ts'
import { setHomeOpened } from '../../storage/people.ts'
import { homesChanged } from './homes-changed.ts'

/** Somebody opened their Home: it is shown as it is now, and from here on kept up to date. */
export function openHome(db: Db, { by, inboxKey }: { by: PersonId; inboxKey: string }, now: Date): void {
  transact(db, (tx) => {
    setHomeOpened(tx, by, now)
    homesChanged(tx, [by], now)
    finishReceived(tx, inboxKey, now)
  })
}
