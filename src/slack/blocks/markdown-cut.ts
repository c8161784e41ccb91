const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Where the character begins that stands at `at`, as people see characters: a text cut there loses no part of one. */
export function wholeAt(text: string, at: number): number {
  return segmenter.segment(text).containing(at)?.index ?? text.length
}

/** Nothing is lost and no character cut: the pieces together are the text. Cut after a blank or line end where there is one. */
export function cutWords(text: string, limit: number): string[] {
  const pieces: string[] = []
  let from = 0
  while (sizeOf(text.slice(from, from + limit * 2)) > limit) {
    const to = from + endOf(text.slice(from, from + limit), limit)
    pieces.push(text.slice(from, to))
    from = to
  }
  return from < text.length || text === '' ? [...pieces, text.slice(from)] : pieces
}

/** As JSON, in which a quotation mark is two characters and a line end is, too. */
function endOf(text: string, limit: number): number {
  let end = text.length
  while (sizeOf(text.slice(0, end)) > limit) end = Math.floor(end * 0.8)
  const blank = Math.max(text.lastIndexOf(' ', end - 1), text.lastIndexOf('\n', end - 1))
  if (blank > end / 2) return blank + 1
  let kept = 0
  for (const { segment, index } of segmenter.segment(text.slice(0, end)))
    kept = index > 0 ? index : kept || segment.length
  return kept
}

/** Lines in texts of at most `limit` characters as JSON; a line that is longer is cut as words are. */
export function cutLines(text: string, limit: number): string[] {
  const texts: string[] = []
  let lines: string[] = []
  let size = 0
  for (const line of text.split('\n').flatMap((one) => cutWords(one, limit))) {
    const more = sizeOf(line) + 2
    if (size + more > limit && lines.length > 0) {
      texts.push(lines.join('\n'))
      lines = []
      size = 0
    }
    lines.push(line)
    size += more
  }
  return [...texts, lines.join('\n')]
}

function sizeOf(text: string): number {
  return JSON.stringify(text).length
}
