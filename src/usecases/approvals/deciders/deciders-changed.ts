import type { Zone } from '../../../domain/local-time.ts'
import { type Db, transact } from '../../../platform/db.ts'
import { listOpenApprovals } from '../../../storage/approvals/approvals.ts'
import { approvalChanged } from '../approval-messages.ts'
import { whoDecides } from './who-decides.ts'

/** The rules may name others now: what waits in a repository says anew who decides, on its cards and in their Homes. */
export function decidersChanged(db: Db, repository: string, now: Date, defaultZone: Zone): void {
  const open = listOpenApprovals(db).filter((approval) => approval.repository === repository)
  if (open.length === 0) return
  transact(db, (tx) => {
    for (const approval of open) {
      approvalChanged(tx, approval.id, whoDecides(tx, approval, now, defaultZone).approvers, now)
    }
  })
}
