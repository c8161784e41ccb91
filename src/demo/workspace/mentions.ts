import { isTombstone, messagesIn } from './state/messages.ts'
import type { Channel, Message, State } from './state/model.ts'

/** How many messages of others somebody has not seen in a channel, and how many of those call for them. */
export function unseenIn(state: State, channel: Channel, userId: string): { unread: number; mentions: number } {
  const read = channel.lastRead[userId] ?? '0'
  const unread = messagesIn(state, channel.id).filter(
    (message) => message.user !== userId && message.ts > read && !isTombstone(message),
  )
  return { unread: unread.length, mentions: unread.filter((one) => callsFor(state, channel, one, userId)).length }
}

/**
 * Whether a message notifies somebody: it names them, a user group they are in, or everybody; in a direct message, every
 * one does. What stands in blocks counts like what stands in the text.
 */
function callsFor(state: State, channel: Channel, message: Message, userId: string): boolean {
  if (channel.kind === 'im') return true
  const said = JSON.stringify([message.text, message.blocks])
  const groups = [...state.userGroups.values()].filter((group) => group.users.includes(userId) && !group.disabledAt)
  const names = [
    `<@${userId}>`,
    `<@${userId}|`,
    `"user_id":"${userId}"`,
    '<!here',
    '<!channel',
    '<!everyone',
    '"type":"broadcast"',
    ...groups.flatMap(({ id }) => [`<!subteam^${id}`, `"usergroup_id":"${id}"`]),
  ]
  return names.some((name) => said.includes(name))
}
