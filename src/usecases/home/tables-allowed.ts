import type { Db } from '../../platform/db.ts'
import { getWorkspace, setTablesRefused } from '../../storage/workspace.ts'

/** So long after Slack refused a sortable table it is tried again: what a workspace can do changes. */
const restMs = 30 * 86_400_000

/** Whether Homes are shown with sortable tables: not in a workspace that has refused one in the last 30 days. */
export function tablesAllowed(db: Db, now: Date): boolean {
  const { tablesRefusedAt } = getWorkspace(db)
  return tablesRefusedAt === null || now.getTime() - tablesRefusedAt.getTime() >= restMs
}

/** Slack refused a Home for its table and took it without. */
export function rememberTablesRefused(db: Db, now: Date): void {
  setTablesRefused(db, now)
}
