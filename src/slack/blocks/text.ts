import type { MrkdwnElement, PlainTextElement } from '@slack/types'

/** Makes text from people harmless in mrkdwn: mentions, links and `<!channel>` become plain characters. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * At most `limit` characters, cut between code points and ended with an ellipsis. Cut before escaping, so that no
 * entity is split.
 */
export function shorten(text: string, limit: number): string {
  const characters = Array.from(text)
  return characters.length <= limit
    ? text
    : `${characters
        .slice(0, limit - 1)
        .join('')
        .trimEnd()}…`
}

/** One line: what a person typed over several becomes one, blanks folded. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text }
}

export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: true }
}

/** A date and time each reader sees in their own zone; `fallback` stands where Slack cannot. */
export function dateFor(at: Date, format: string, fallback: string): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^${format}|${escape(fallback)}>`
}

export function mention(slackId: string): string {
  return `<@${slackId}>`
}
