import { Problem } from '../../../domain/problem.ts'
import type { Acted } from '../../page-api.ts'
import type { ShortcutOption } from '../options.ts'
import { isTombstone } from '../state/messages.ts'
import type { Person } from '../state/model.ts'
import type { World } from '../world.ts'
import { actedOn } from './acted.ts'
import { messageShortcutPayload, shortcutPayload } from './payloads.ts'
import { placeOf } from './targets.ts'

/**
 * Chooses one of the app's shortcuts, by its name or callback id: a global one, or one of a message's menu. Throws when
 * the app has no such shortcut, or when this person sees no such message.
 */
export async function runShortcut(
  world: World,
  person: Person,
  which: string,
  where?: { channel: string; ts: string },
): Promise<Acted> {
  const { callbackId } = shortcutNamed(world, which, where ? 'message' : 'global')
  if (!where) return actedOn(await world.deliveries.send('interactive', shortcutPayload(world, person, callbackId)))
  const place = placeOf(world, person, { channel: where.channel, ts: where.ts })
  if ('view' in place || place.message.ephemeralTo || isTombstone(place.message)) {
    throw new Problem('Slack offers no shortcuts there.')
  }
  const payload = messageShortcutPayload(world, person, place.channel, place.message, callbackId)
  return actedOn(await world.deliveries.send('interactive', payload))
}

function shortcutNamed(world: World, which: string, type: ShortcutOption['type']): ShortcutOption {
  const offered = (world.options.shortcuts ?? []).filter((shortcut) => shortcut.type === type)
  const found = offered.find(({ name, callbackId }) => [name, callbackId].includes(which))
  if (found) return found
  const names = offered.map(({ name }) => name).join(', ')
  throw new Problem(`the app has no ${type} shortcut "${which}"; it has: ${names || 'none'}`)
}
