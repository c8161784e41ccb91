import type { Db } from '../platform/db.ts'
import { getWorkspace, setChartsRefused } from '../storage/workspace.ts'

/** So long after Slack refused a chart it is tried again: what a workspace can do changes. */
const restMs = 30 * 86_400_000

/** Whether messages go out with charts: not in a workspace that has refused one in the last 30 days. */
export function chartsAllowed(db: Db, now: Date): boolean {
  const { chartsRefusedAt } = getWorkspace(db)
  return chartsRefusedAt === null || now.getTime() - chartsRefusedAt.getTime() >= restMs
}

/** Slack refused a message for its chart and took it without. */
export function rememberChartsRefused(db: Db, now: Date): void {
  setChartsRefused(db, now)
}
