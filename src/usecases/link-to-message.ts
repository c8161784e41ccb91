import type { Db } from '../platform/db.ts'
import { getDelivery } from '../storage/deliveries.ts'
import { getWorkspace } from '../storage/workspace.ts'

/** Where a message that was sent can be opened, as Slack writes such links. Null while it does not stand yet. */
export function linkToMessage(db: Db, key: string): string | null {
  const delivery = getDelivery(db, key)
  const { url } = getWorkspace(db)
  if (!url || !delivery?.ts || !delivery.channelId) return null
  return `${url.replace(/\/?$/, '/')}archives/${delivery.channelId}/p${delivery.ts.replace('.', '')}`
}
