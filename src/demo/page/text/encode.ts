interface Named {
  people: readonly { id: string; name: string; handle: string }[]
  channels: readonly { id: string; name: string }[]
  userGroups: readonly { id: string; handle: string }[]
}

/** What a person typed, as Slack's clients send it: `&<>` encoded, addresses in `<…>`, people, groups and channels by id. */
export function encodeTyped(typed: string, named: Named): string {
  const parts = typed.split(/(https?:\/\/[^\s<>]*[^\s<>.,;:!?'")\]])/)
  return parts.map((part, index) => (index % 2 === 1 ? `<${entities(part)}>` : encodeNames(part, named))).join('')
}

function encodeNames(text: string, { people, channels, userGroups }: Named): string {
  const escaped = entities(text)
  const mentions = new Map([
    ...userGroups.map(({ id, handle }) => [entities(handle), `<!subteam^${id}>`] as const),
    ...people.flatMap(({ id, name, handle }) => [name, handle].map((word) => [entities(word), `<@${id}>`] as const)),
  ])
  const byChannel = new Map(channels.map((channel) => [entities(channel.name), channel]))
  return escaped
    .replace(anyOf('@', [...mentions.keys()]), (_all, word) => mentions.get(word) ?? '')
    .replace(anyOf('#', [...byChannel.keys()]), (_all, word) => `<#${byChannel.get(word)?.id}|${word}>`)
}

function entities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** The sign and one of the words, the longest first, not in the middle of a word. */
function anyOf(sign: string, words: string[]): RegExp {
  const plain = words
    .filter((word) => word !== '')
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return plain.length === 0
    ? /$^()/
    : new RegExp(`(?<![\\p{L}\\p{N}])${sign}(${plain.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
}
