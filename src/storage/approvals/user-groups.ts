import { eq, notInArray } from 'drizzle-orm'
import type { Db } from '../../platform/db.ts'
import { ruleChannels, userGroups } from '../tables/approvals.ts'

export type UserGroup = typeof userGroups.$inferSelect

export function listUserGroups(db: Db): UserGroup[] {
  return db.select().from(userGroups).all()
}

/** Takes over what Slack says of its user groups; those it does not name any more are gone. */
export function saveUserGroups(tx: Db, groups: readonly Omit<UserGroup, 'readAt'>[], now: Date): void {
  tx.delete(userGroups)
    .where(
      notInArray(
        userGroups.slackId,
        groups.map(({ slackId }) => slackId),
      ),
    )
    .run()
  for (const group of groups) {
    const row = { ...group, readAt: now }
    tx.insert(userGroups).values(row).onConflictDoUpdate({ target: userGroups.slackId, set: row }).run()
  }
}

/** Which channel an approval rule's is, once Slack was asked. */
export function ruleChannelId(db: Db, channel: string): string | null {
  return db.select().from(ruleChannels).where(eq(ruleChannels.channel, channel)).get()?.channelId ?? null
}

export function saveRuleChannel(tx: Db, channel: string, channelId: string): void {
  tx.insert(ruleChannels)
    .values({ channel, channelId })
    .onConflictDoUpdate({ target: ruleChannels.channel, set: { channelId } })
    .run()
}
