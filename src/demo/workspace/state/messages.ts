import { newId } from '../../../platform/new-id.ts'
import type { World } from '../world.ts'
import type { Block, Message, State } from './model.ts'

export type NewMessage = Pick<Message, 'channel' | 'user' | 'text'> & Partial<Message>

/** Puts a message into its channel, with a ts of the workspace's clock that nothing else has. */
export function addMessage(world: World, message: NewMessage): Message {
  const added = complete(world, message)
  const channel = world.state.messages.get(added.channel) ?? new Map<string, Message>()
  world.state.messages.set(added.channel, channel)
  keepMessage(world, added)
  return added
}

/** A message only one person sees; it stands in no history. */
export function addEphemeral(world: World, message: NewMessage & { ephemeralTo: string }): Message {
  const added = complete(world, message)
  keepMessage(world, added)
  return added
}

export function keepMessage(world: World, message: Message): void {
  if (message.ephemeralTo) world.state.ephemerals.set(message.ts, message)
  else world.state.messages.get(message.channel)?.set(message.ts, message)
  world.store.put(kindOf(message), keyOf(message), message)
  world.changed()
}

function removeMessage(world: World, message: Message): void {
  if (message.ephemeralTo) world.state.ephemerals.delete(message.ts)
  else world.state.messages.get(message.channel)?.delete(message.ts)
  world.store.remove(kindOf(message), keyOf(message))
  world.changed()
}

/**
 * Takes a message out of sight. What has answers leaves a tombstone in its place, under which they stay; answers with
 * what happened to it, as Slack announces it.
 */
export function takeAway(world: World, message: Message): 'changed' | 'deleted' {
  if (message.ephemeralTo || repliesTo(world.state, message).length === 0) {
    removeMessage(world, message)
    return 'deleted'
  }
  const nothing = { botId: null, blocks: [], attachments: [], metadata: null, files: [], edited: null }
  Object.assign(message, nothing, { user: 'USLACKBOT', text: 'This message was deleted.', subtype: 'tombstone' })
  keepMessage(world, message)
  return 'changed'
}

/** Stands where a message with answers was deleted. */
export function isTombstone(message: Message): boolean {
  return message.subtype === 'tombstone'
}

export function messageAt(state: State, channel: string, ts: string): Message | undefined {
  return state.messages.get(channel)?.get(ts)
}

/** Oldest first, replies among them. */
export function messagesIn(state: State, channel: string): Message[] {
  return [...(state.messages.get(channel)?.values() ?? [])]
}

/** The answers under a message, oldest first. */
export function repliesTo(state: State, message: Pick<Message, 'channel' | 'ts'>): Message[] {
  return messagesIn(state, message.channel).filter((reply) => reply.threadTs === message.ts && reply.ts !== message.ts)
}

/** Gives every block and every element the id that Slack fills in when the app gave none. */
export function withIds(blocks: readonly Block[]): Block[] {
  return blocks.map((block) => {
    const filled = withActionIds(block) as Block
    const children = filled['child_blocks']
    if (Array.isArray(children)) filled['child_blocks'] = withIds(children as Block[])
    return { ...filled, block_id: block.block_id ?? shortId() }
  })
}

/** `1768237200.000100`: seconds and microseconds; later than every one before, even when the clock stands still. */
export function nextTs(world: World): string {
  const now = world.clock.now().getTime() * 1000
  world.state.lastTs = Math.max(now, world.state.lastTs + 1)
  const digits = String(world.state.lastTs)
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`
}

function complete(world: World, message: NewMessage): Message {
  return {
    botId: null,
    attachments: [],
    metadata: null,
    threadTs: null,
    subtype: null,
    files: [],
    edited: null,
    ephemeralTo: null,
    inHistoryFrom: 0,
    ...message,
    blocks: withIds(message.blocks ?? []),
    ts: nextTs(world),
  }
}

const interactive =
  /^(button|static_select|external_select|users_select|conversations_select|channels_select|multi_.*|overflow|datepicker|timepicker|datetimepicker|radio_buttons|checkboxes|.*_input|workflow_button|feedback_buttons|icon_button)$/

function withActionIds(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withActionIds)
  if (typeof node !== 'object' || node === null) return node
  const filled = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, withActionIds(value)]))
  const { type, action_id } = filled
  return typeof type === 'string' && interactive.test(type) && !action_id ? { ...filled, action_id: shortId() } : filled
}

function shortId(): string {
  return newId().slice(0, 5)
}

function kindOf(message: Message): string {
  return message.ephemeralTo ? 'ephemeral' : 'message'
}

function keyOf(message: Message): string {
  return `${message.channel}:${message.ts}`
}
