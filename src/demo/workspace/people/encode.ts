import type { Block, Json, State } from '../state/model.ts'
import { findChannel, findPerson, findUserGroup } from '../state/places.ts'

/**
 * What somebody typed, as Slack's clients send it: `@sarah`, `@growth-leads`, `#retention` and links become `<@U…>`,
 * `<!subteam^S…>`, `<#C…|name>` and `<https://…>`, and what else there is of `&`, `<` and `>` becomes entities. Commands
 * name people and groups too (`<@U…|sarah>`).
 */
export function encodeTyped(state: State, text: string, { namePeople }: { namePeople: boolean }): string {
  return text
    .split(/(<(?:[@#]|!subteam\^)[A-Z0-9]+(?:\|[^<>]*)?>|https?:\/\/[^\s<>]+|(?<=^|\s)[@#][\w-]+(?:\.[\w-]+)*)/)
    .map((part, index) => (index % 2 === 1 ? encodeName(state, part, namePeople) : escapeText(part)))
    .join('')
}

/** A message of a person's as the rich text their client would have made of it. */
export function richTextOf(text: string): Block {
  const elements = text
    .split(/(<[^<>]+>)/)
    .filter((part) => part !== '')
    .map((part) => inlineOf(part))
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }
}

function encodeName(state: State, part: string, namePeople: boolean): string {
  if (part.startsWith('http')) return `<${escapeText(part)}>`
  if (part.startsWith('<!')) return part
  const [, sign, name = ''] = /^<?([@#])([^|>]+)/.exec(part) ?? []
  if (sign === '@') {
    const person = findPerson(state, name)
    if (person) return `<@${person.id}${namePeople ? `|${person.handle}` : ''}>`
    const group = findUserGroup(state, name)
    return group && !group.disabledAt
      ? `<!subteam^${group.id}${namePeople ? `|@${group.handle}` : ''}>`
      : escapeText(part)
  }
  const channel = findChannel(state, name)
  return channel && channel.kind !== 'im' ? `<#${channel.id}|${channel.name}>` : escapeText(part)
}

function inlineOf(part: string): Json {
  const [, sign = '', target = '', label] = /^<([@#!]?)([^|>]+)(?:\|([^>]*))?>$/.exec(part) ?? []
  if (sign === '@') return { type: 'user', user_id: target }
  if (sign === '#') return { type: 'channel', channel_id: target }
  if (target.startsWith('subteam^')) return { type: 'usergroup', usergroup_id: target.slice('subteam^'.length) }
  if (sign === '!') return { type: 'broadcast', range: target }
  if (target) return { type: 'link', url: unescape(target), ...(label && { text: unescape(label) }) }
  return { type: 'text', text: unescape(part) }
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
