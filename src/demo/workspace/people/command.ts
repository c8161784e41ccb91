import type { Acted } from '../../page-api.ts'
import { respond } from '../respond.ts'
import { SlackError } from '../slack-error.ts'
import type { Channel, Person } from '../state/model.ts'
import type { World } from '../world.ts'
import { commandActedOn } from './acted.ts'
import { encodeTyped } from './encode.ts'
import { commandPayload } from './payloads.ts'

/** Sends `/okr status` as typed in a channel (`should_escape` is on); what the app says with its acknowledgement is shown. */
export async function runCommand(world: World, person: Person, channel: Channel, typed: string): Promise<Acted> {
  const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed.trim()) ?? []
  if (!world.options.commands?.some((known) => known.command === command)) {
    return { ok: false, problem: `${command || typed} is not a valid command. Use / to see what there is.` }
  }
  const payload = commandPayload(world, person, channel, command, encodeTyped(world.state, text, { namePeople: true }))
  const acknowledgement = await world.deliveries.send('slash_commands', payload)
  if (!acknowledgement.ok || !acknowledgement.payload) return commandActedOn(command, acknowledgement)
  try {
    respond(world, { userId: person.id, channel: channel.id, message: null }, acknowledgement.payload)
    return { ok: true }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    const why = (error.extras['errors'] as string[] | undefined)?.join('; ') ?? error.code
    return { ok: false, problem: `${command} failed with the error "invalid_command_response" (${why})` }
  }
}
