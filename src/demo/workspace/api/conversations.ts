import type { Json } from '../model.ts'
import { directMessageWith } from '../places.ts'
import { channelJson } from '../shapes.ts'
import { SlackError } from '../slack-error.ts'
import type { Call } from './method.ts'

export function conversationsOpen({ world, args, needs }: Call): Json {
  needs('im:write')
  const users = args.text('users')?.split(',')
  const known = args.text('channel')
  if (known) {
    const channel = world.state.channels.get(known)
    if (channel?.kind !== 'im') throw new SlackError('channel_not_found')
    return { no_op: true, already_open: true, channel: { id: channel.id } }
  }
  if (!users) throw new SlackError('users_list_not_supplied')
  if (users.length > 1) throw new SlackError('mpim_not_supported_here')
  const person = world.state.people.get(users[0] ?? '')
  if (!person) throw new SlackError('user_not_found')
  if (person.isBot) throw new SlackError('cannot_dm_bot')
  if (person.deactivated) throw new SlackError('user_disabled')
  const channel = directMessageWith(world, person.id)
  return { channel: args.flag('return_im', false) ? channelJson(world.state, channel) : { id: channel.id } }
}
