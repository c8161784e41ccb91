import { argsOf } from './api/args.ts'
import { contentOf } from './api/chat.ts'
import { announceMessage } from './delivery/events.ts'
import type { ResponseTarget } from './response-urls.ts'
import { addEphemeral, addMessage, keepMessage, messageAt, nextTs, takeAway, withIds } from './state/messages.ts'
import type { Json, Message } from './state/model.ts'
import type { World } from './world.ts'

/**
 * Does what an app says through a `response_url` or in its answer to a command: a new message (only the person sees it
 * unless `in_channel`), or the pressed one replaced or deleted. Throws SlackError (`invalid_blocks`, `no_text` …).
 */
export function respond(world: World, target: ResponseTarget, said: Json): void {
  const args = argsOf(said)
  const pressed = target.message && pressedMessage(world, target)
  if (args.flag('delete_original', false)) {
    if (pressed) takeAway(world, pressed)
    return
  }
  const content = contentOf(world, args)
  if (pressed && args.flag('replace_original', false)) {
    const before = structuredClone(pressed)
    Object.assign(pressed, { ...content, blocks: withIds(content.blocks) })
    pressed.edited = { user: world.state.app.userId, ts: nextTs(world) }
    keepMessage(world, pressed)
    if (!pressed.ephemeralTo) void announceMessage(world, pressed, 'changed', before)
    return
  }
  const threadTs = args.text('thread_ts') ?? null
  const { app } = world.state
  const message = { channel: target.channel, user: app.userId, botId: app.botId, ...content, threadTs }
  if (args.text('response_type') === 'in_channel') void announceMessage(world, addMessage(world, message))
  else addEphemeral(world, { ...message, ephemeralTo: target.userId })
}

function pressedMessage(world: World, { channel, message }: ResponseTarget): Message | undefined {
  if (!message) return undefined
  return message.ephemeral ? world.state.ephemerals.get(message.ts) : messageAt(world.state, channel, message.ts)
}
