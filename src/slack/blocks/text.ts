import type { MrkdwnElement, PlainTextElement } from '@slack/types'

/** Makes text from people harmless in mrkdwn: mentions, links and `<!channel>` become plain characters. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * At most `limit` characters as Slack and JSON count them (an emoji is two or more), cut between those people see and
 * ended with an ellipsis. Cut before escaping, so that no entity is split.
 */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text
  let kept = ''
  // Somewhat more than can be kept, so that the last character is seen whole.
  for (const { segment } of segmenter.segment(text.slice(0, limit + 64))) {
    if (kept.length + segment.length >= limit) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

/** The same for mrkdwn: a mention, a link, a date and an entity stay whole or go. */
export function shortenMrkdwn(text: string, limit: number): string {
  if (text.length <= limit) return text
  let kept = ''
  for (const [piece] of text.matchAll(/<[^<>]*>|&(?:amp|lt|gt);|[^<&]+|[<&]/g)) {
    const room = limit - kept.length
    if (piece.length >= room) {
      const begun = /^[<&]/.test(piece) ? '' : shorten(`${piece} `, room).replace(/…$/, '')
      return `${(kept + begun).trimEnd()}…`
    }
    kept += piece
  }
  return kept
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

/**
 * A date and time each reader sees in their own zone; `fallback` stands where Slack cannot. Slack writes "Today" where
 * the format begins with it and "today" elsewhere, so the word before it goes into the format: `asked {date_short_pretty}`.
 */
export function dateFor(at: Date, format: string, fallback: string): string {
  const known = shorten(fallback.replace(/[<>|^]/g, ' '), 100)
  return `<!date^${Math.floor(at.getTime() / 1000)}^${format}|${escape(known)}>`
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

/**
 * mrkdwn in plain words, for a message's `text`: without bold, italics, code marks and bars, which nobody reads aloud;
 * mentions, dates and links stay.
 */
export function unformatted(mrkdwn: string): string {
  return mrkdwn
    .replace(/\*(<[^>\n]*>)\*/g, '$1')
    .split(/(<[^>]*>)/)
    .map((part, index) => (index % 2 === 1 ? part : plainly(part)))
    .join('')
    .trim()
}

function plainly(part: string): string {
  return part
    .replace(/\*([^*\n]+)\*/g, '$1')
    .replace(/(^|[\s(])_([^_\n]+)_(?=$|[\s.,;:)])/gm, '$1$2')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/[▁-█▰▱]+/g, ' ')
    .replace(/^>/gm, '')
    .replace(/ {2,}/g, ' ')
}
