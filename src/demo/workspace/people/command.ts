import type { Acted } from '../../page-api.ts'
import type { Channel, Person, State } from '../model.ts'
import { findChannel, findPerson } from '../places.ts'
import { respond } from '../respond.ts'
import type { World } from '../world.ts'
import { commandActedOn } from './acted.ts'
import { commandPayload } from './payloads.ts'

/** Sends `/okr status` as typed in a channel; what the app says with its acknowledgement is shown. */
export async function runCommand(world: World, person: Person, channel: Channel, typed: string): Promise<Acted> {
  const [, command = '', text = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(typed.trim()) ?? []
  if (!command || !(world.options.commands ?? [{ command: '/okr' }]).some((known) => known.command === command)) {
    return { ok: false, problem: `${command || typed} is not a valid command. Use / to see what there is.` }
  }
  const payload = commandPayload(world, person, channel, command, escapeTyped(world, text))
  const acknowledgement = await world.deliveries.send('slash_commands', payload)
  if (acknowledgement.ok && acknowledgement.payload) {
    respond(world, { userId: person.id, channel: channel.id, message: null }, acknowledgement.payload)
  }
  return commandActedOn(command, acknowledgement)
}

/**
 * `should_escape`: people, channels and links become `<@U…|name>`, `<#C…|name>` and `<https://…>`; what else stands of
 * `&`, `<` and `>` becomes entities.
 */
export function escapeTyped({ state }: World, text: string): string {
  return text
    .split(/(<[@#][A-Z0-9]+(?:\|[^<>]*)?>|https?:\/\/[^\s<>]+|(?<=^|\s)[@#][\w.-]+)/)
    .map((part, index) => (index % 2 === 1 ? escapeName(state, part) : escapeText(part)))
    .join('')
}

function escapeName(state: State, part: string): string {
  if (part.startsWith('http')) return `<${escapeText(part)}>`
  const [, sign, name = ''] = /^<?([@#])([^|>]+)/.exec(part) ?? []
  if (sign === '@') {
    const person = findPerson(state, name)
    return person ? `<@${person.id}|${person.handle}>` : escapeText(part)
  }
  const channel = findChannel(state, name)
  return channel && channel.kind !== 'im' ? `<#${channel.id}|${channel.name}>` : escapeText(part)
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
