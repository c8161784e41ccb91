import type { Db } from '../platform/db.ts'
import { newSecret } from '../platform/new-id.ts'
import { workspace } from './tables/workspace.ts'

/** What we know of the Slack workspace this database belongs to. Null until Slack was reached once. */
export interface Workspace {
  teamId: string | null
  teamName: string | null
  botUserId: string | null
  botUserName: string | null
  botId: string | null
  /** Key of the marks on our messages. */
  deliverySecret: string
  /** `https://acme.slack.com/`: where links to messages begin. */
  url: string | null
  /** When Slack last refused a chart here. */
  chartsRefusedAt: Date | null
  /** When Slack last refused a sortable table here. */
  tablesRefusedAt: Date | null
}

export function getWorkspace(db: Db): Workspace {
  // Made once, with the first need of it: a second process that races for it finds the first one's.
  db.insert(workspace).values({ id: 1, deliverySecret: newSecret() }).onConflictDoNothing().run()
  const row = db.select().from(workspace).get()
  if (!row) throw new Error('the workspace row is gone')
  return row
}

export function saveWorkspace(
  db: Db,
  said: Omit<Workspace, 'deliverySecret' | 'chartsRefusedAt' | 'tablesRefusedAt'>,
  now: Date,
): void {
  db.update(workspace)
    .set({ ...said, connectedAt: now })
    .run()
}

export function setChartsRefused(db: Db, chartsRefusedAt: Date): void {
  db.update(workspace).set({ chartsRefusedAt }).run()
}

export function setTablesRefused(db: Db, tablesRefusedAt: Date): void {
  db.update(workspace).set({ tablesRefusedAt }).run()
}
