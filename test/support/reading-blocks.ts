/** Everything that can be read in what was sent, labels of buttons and fields included. */
export function wordsIn(sent: unknown): string {
  return textsOf(sent, ['mrkdwn', 'plain_text', 'raw_text', 'raw_number'])
    .map(({ text }) => text)
    .join('\n')
}

/** What the blocks of a message tell, and not what can be pressed there. */
export function wordsOfBlocks(blocks: readonly unknown[]): string {
  const told = (blocks as Block[]).filter(({ type }) => type !== 'actions')
  return told.map((block) => asRead(wordsIn({ ...block, accessory: null, rows: block.rows?.slice(1) }))).join('\n')
}

interface Block {
  type: string
  /** Of a table, whose first one says only what stands in the others. */
  rows?: unknown[]
}

/** Whatever Slack would act on in these texts beside dates, names (`@U…`) that are known, and links that are meant to be there. */
export function liveIn(sent: unknown, knownNames: readonly string[]): string[] {
  const known = new RegExp(`^<(${knownNames.join('|')})>$`)
  const text = (sent as { text?: unknown }).text
  const texts = [...textsOf(sent, ['mrkdwn']).map((one) => one.text), ...(typeof text === 'string' ? [text] : [])]
  return texts.flatMap((text) => {
    const tokens = text.match(/<[^>]*>?/g) ?? []
    const live = tokens.filter((token) => !known.test(token) && !meant.some((one) => one.test(token)))
    const rest = text.replace(/<[^>]*>/g, '').replace(/^>/gm, '')
    const loose = rest.match(/[<>]|&(?!(amp|lt|gt);)/g) ?? []
    return [...live, ...loose]
  })
}

const meant = [
  /^<!date\^\d+\^[^|<>]*\|[^|<>]*>$/,
  /^<https:\/\/(acme\.slack\.com|(\w+\.)?acme\.example)\/[^|<>]*\|[^<>]*>$/,
]

function textsOf(node: unknown, types: readonly string[]): { text: string }[] {
  if (Array.isArray(node)) return node.flatMap((one) => textsOf(one, types))
  if (node === null || typeof node !== 'object') return []
  const { type, text } = node as { type?: unknown; text?: unknown }
  if (typeof text === 'string' && types.includes(String(type))) return [{ text }]
  return Object.values(node).flatMap((one) => textsOf(one, types))
}

/** mrkdwn as a reader sees it: links and dates as their words, no bars. */
export function asRead(mrkdwn: string): string {
  return mrkdwn.replace(/<[^<>]*\|([^<>]*)>/g, '$1')
}
