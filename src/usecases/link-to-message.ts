import type { Db } from '../platform/db.ts'
import { getDelivery } from '../storage/deliveries.ts'
import { getWorkspace } from '../storage/workspace.ts'

/** Where a message that was sent can be opened, as Slack writes such links. Null while it does not stand yet. */
export function linkToMessage(db: Db, key: string): string | null {
  const { channelId, ts } = getDelivery(db, key) ?? {}
  return channelId && ts ? linkTo(db, { channelId, ts }) : null
}

/** Where a message can be opened. Null before Slack has told where the workspace is. */
export function linkTo(db: Db, { channelId, ts }: { channelId: string; ts: string }): string | null {
  const { url } = getWorkspace(db)
  return url && `${url.replace(/\/?$/, '/')}archives/${channelId}/p${ts.replace('.', '')}`
}
