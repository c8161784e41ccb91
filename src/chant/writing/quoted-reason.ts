/** In bytes, quoted. One argument of a program may have 131,071 of them; Slack's form takes 2,000 characters. */
const longest = 100_000

/**
 * A rejection's reason as it is written into the spec: `> ` before every line, so that nothing in it is a heading, an
 * entry, a code fence or a criterion of the spec's own. Whatever somebody might take for the end of a line is one.
 * Characters that cannot be seen, or that turn the reading direction round, are left out: with them a quoted line could
 * look like another one. Returns a problem, in a sentence, when there is nothing to write or too much.
 */
export function quotedReason(reason: string): { quoted: string } | { problem: string } {
  if (reason.length > longest) return { problem: tooLong }
  const lines = reason
    .toWellFormed()
    .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replace(unseen, '').trimEnd())
  while (lines[0]?.trim() === '') lines.shift()
  while (lines.at(-1)?.trim() === '') lines.pop()
  if (lines.length === 0) return { problem: 'A rejection needs a reason: say what is missing.' }
  const quoted = lines.map((line) => (line === '' ? '>' : `> ${line}`)).join('\n')
  return Buffer.byteLength(quoted) > longest ? { problem: tooLong } : { quoted }
}

const tooLong = 'The reason is too long to be written into the spec: shorten it to 2,000 characters.'

/** Control characters but the tab, and what is invisible or changes direction, but joiners (emoji, some scripts). */
const unseen =
  /(?![\t\u200c\u200d])[\p{Cc}\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu
