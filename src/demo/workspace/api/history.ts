import { messageJson } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import { messageAt, messagesIn } from '../state/messages.ts'
import type { Json, Message } from '../state/model.ts'
import type { World } from '../world.ts'
import type { Args } from './args.ts'
import { visibleChannel } from './conversations.ts'
import type { Call } from './method.ts'
import { page } from './paging.ts'

/** Newest first, without the answers in threads. */
export function conversationsHistory(call: Call): Json {
  const { world, args } = call
  const channel = visibleChannel(call, 'history')
  if (!channel.members.includes(world.state.app.userId)) throw new SlackError('not_in_channel')
  const shown = messagesIn(world.state, channel.id)
    .filter((message) => message.threadTs === null || message.subtype === 'thread_broadcast')
    .filter(inHistory(world, args))
    .reverse()
  const { items, rest } = page(shown, args, 100)
  return { messages: items.map(asAsked(world, args)), has_more: hasMore(rest), pin_count: 0, ...rest }
}

/** A message and the answers under it, oldest first. */
export function conversationsReplies(call: Call): Json {
  const { world, args } = call
  const channel = visibleChannel(call, 'history')
  if (!channel.members.includes(world.state.app.userId)) throw new SlackError('not_in_channel')
  const asked = messageAt(world.state, channel.id, args.required('ts'))
  if (!asked) throw new SlackError('thread_not_found')
  const parentTs = asked.threadTs ?? asked.ts
  const visible = inHistory(world, args)
  const thread = messagesIn(world.state, channel.id).filter(
    (message) => message.ts === parentTs || (message.threadTs === parentTs && visible(message)),
  )
  const { items, rest } = page(thread, args, 1000)
  return { messages: items.map(asAsked(world, args)), has_more: hasMore(rest), ...rest }
}

/** Between `oldest` and `latest`, and not held back by a fault. */
function inHistory(world: World, args: Args): (message: Message) => boolean {
  const inclusive = args.flag('inclusive', false)
  const oldest = micros(args.text('oldest') ?? '0', 'invalid_ts_oldest')
  const latest = micros(args.text('latest') ?? '99999999999', 'invalid_ts_latest')
  const now = world.clock.now().getTime()
  return (message) => {
    const at = micros(message.ts, 'invalid_ts')
    const within = inclusive ? at >= oldest && at <= latest : at > oldest && at < latest
    return within && message.inHistoryFrom <= now
  }
}

/** Metadata comes whole only when it is asked for; else its type alone. */
function asAsked(world: World, args: Args): (message: Message) => Json {
  const whole = args.flag('include_all_metadata', false)
  return (message) => {
    const shown = messageJson(world, message)
    return whole || !message.metadata ? shown : { ...shown, metadata: { event_type: message.metadata['event_type'] } }
  }
}

function micros(ts: string, error: string): number {
  if (!/^\d+(\.\d*)?$/.test(ts)) throw new SlackError(error)
  const [seconds = '0', fraction = ''] = ts.split('.')
  return Number(seconds) * 1_000_000 + Number(fraction.slice(0, 6).padEnd(6, '0'))
}

function hasMore(rest: Json): boolean {
  return (rest['response_metadata'] as { next_cursor: string }).next_cursor !== ''
}
