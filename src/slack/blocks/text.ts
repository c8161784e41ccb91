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

/**
 * One line that takes at most `limit` characters on its way to Slack, escaped and as JSON; cut between characters as
 * people see them (a flag or a family is one) and ended with an ellipsis. Returned as it was typed: escape it after.
 */
export function clip(text: string, limit: number): string {
  const line = oneLine(text)
  if (sizeOf(line) <= limit) return line
  let size = 1
  let kept = ''
  for (const { segment } of segmenter.segment(line)) {
    size += sizeOf(segment)
    if (size > limit) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

function sizeOf(text: string): number {
  return JSON.stringify(escape(text)).length - 2
}

/** One line: what a person typed over several becomes one, blanks folded. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text }
}

export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text }
}

/** A date and time each reader sees in their own zone; `fallback` stands where Slack cannot. */
export function dateFor(at: Date, format: string, fallback: string): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^${format}|${escape(fallback)}>`
}

export function mention(slackId: string): string {
  return `<@${slackId}>`
}

/** A link with words; what would end it early is encoded. */
export function link(url: string, words: string): string {
  return `<${url.replace(/[<>|]/g, encodeURIComponent)}|${escape(words)}>`
}

/**
 * A link as mrkdwn, if `url` leads into the web and is not longer than `limit`; null for anything else (`javascript:`,
 * a file, nonsense).
 */
export function webLink(url: string, text: string, limit = 500): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (!parsed || !['http:', 'https:'].includes(parsed.protocol) || parsed.href.length > limit) return null
  return `<${escape(parsed.href).replace(/[<>|]/g, encodeURIComponent)}|${escape(text)}>`
}

/** What a person wrote, as a quotation: each of its lines, harmless. */
export function quote(text: string): string {
  return escape(shorten(text.trim(), 2000))
    .split('\n')
    .map((line) => `>${line}`)
    .join('\n')
}

/** mrkdwn without its bold and italics, for a message's plain `text`; mentions, dates and links stay. */
export function unformatted(mrkdwn: string): string {
  return mrkdwn
    .split(/(<[^>]*>)/)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part.replace(/\*([^*\n]+)\*/g, '$1').replace(/(^|[\s(])_([^_\n]+)_(?=$|[\s.,;:)])/gm, '$1$2'),
    )
    .join('')
}
