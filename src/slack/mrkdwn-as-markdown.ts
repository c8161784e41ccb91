/** Who and what ids in a message's text stand for; null where nobody knows. */
export interface Names {
  person(slackId: string): string | null
  group(slackId: string): string | null
}

/**
 * A message's text as markdown: people, groups and channels by their names, links as links, bold and struck words as
 * markdown marks them. Code stays as it is.
 */
export function mrkdwnAsMarkdown(text: string, names: Names): string {
  return text
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part, names) : prose(part, names)))
    .join('')
}

function code(part: string, names: Names): string {
  const [, block] = /^```([\s\S]*)```$/.exec(part) ?? []
  const plain = unescape(part.replace(/<([^<>]+)>/g, (_, inside: string) => plainly(inside, names)))
  if (block === undefined) return plain
  return `\`\`\`\n${plain.slice(3, -3).replace(/^\n|\n$/g, '')}\n\`\`\``
}

function prose(part: string, names: Names): string {
  return part
    .split(/(<[^<>]+>)/)
    .map((piece, index) => (index % 2 === 1 ? reference(piece.slice(1, -1), names) : unescape(marks(piece))))
    .join('')
}

/** Bold and struck words; italics are written alike in both. */
function marks(text: string): string {
  return text
    .replace(/(^|[\s(_~])\*(?=\S)([^*\n]*[^\s*])\*(?=$|[\s.,;:!?)_~])/gm, '$1**$2**')
    .replace(/(^|[\s(_*])~(?=\S)([^~\n]*[^\s~])~(?=$|[\s.,;:!?)_*])/gm, '$1~~$2~~')
    .replace(/^(\s*)[•◦▪]\s+/gm, '$1- ')
    .replace(/^&gt; ?/gm, '> ')
}

function reference(inside: string, names: Names): string {
  const [target = '', words] = inside.split('|', 2)
  if (!/^(https?|mailto|tel):/i.test(target)) return plainly(inside, names)
  const url = unescape(target).replace(/[()<>\s]/g, encodeURIComponent)
  if (/^(mailto|tel):/i.test(target)) return unescape(words ?? target.replace(/^\w+:/, ''))
  return words === undefined || words === target ? `<${url}>` : `[${unescape(words).replace(/[[\]]/g, '\\$&')}](${url})`
}

function plainly(inside: string, names: Names): string {
  const [target = '', words] = inside.split('|', 2)
  const id = target.slice(1).replace(/^subteam\^/, '')
  if (target.startsWith('@')) return `@${names.person(id) ?? unescape(words ?? id)}`
  if (target.startsWith('#')) return `#${unescape(words || id)}`
  if (target.startsWith('!subteam^')) return `@${unescape(words?.replace(/^@/, '') ?? '') || (names.group(id) ?? id)}`
  if (target.startsWith('!date^')) return unescape(words ?? '')
  if (target.startsWith('!')) return `@${target.slice(1)}`
  return unescape(words && words !== target ? `${words} (${target})` : target)
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
