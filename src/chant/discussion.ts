/** One entry of a spec's "Approval Discussion", as `chant approve` and `chant reject` write it. */
export interface DiscussionEntry {
  by: string
  /** `2026-01-15 09:30`, in the local time of the machine chant ran on: no instant can be made of it. */
  localTime: string
  verdict: 'approved' | 'rejected'
  /** The reason of a rejection; empty for an approval. */
  text: string
}

const heading = '## Approval Discussion'
const entryLine = /^\*\*(.*)\*\* - (\d{4}-\d\d-\d\d \d\d:\d\d) - (APPROVED|REJECTED)\s*$/

/**
 * The entries, oldest first. chant escapes nothing, so a reason can contain what looks like an entry of its own or a
 * heading that ends the section: who decided last is in the frontmatter, never here.
 */
export function discussionOf(body: string): DiscussionEntry[] {
  const start = body.indexOf(heading)
  if (start < 0) return []
  const entries: (DiscussionEntry & { lines: string[] })[] = []
  for (const raw of body.slice(start + heading.length).split('\n')) {
    const line = raw.replace(/\r$/, '')
    const entry = entryLine.exec(line)
    if (entry) {
      const [, by = '', localTime = '', verdict] = entry
      entries.push({ by, localTime, verdict: verdict === 'APPROVED' ? 'approved' : 'rejected', text: '', lines: [] })
    } else if (line.startsWith('## ') && entries.length > 0) break
    else entries.at(-1)?.lines.push(line)
  }
  return entries.map(({ lines, ...entry }) => ({ ...entry, text: unquoted(lines) }))
}

/** The reason of the newest rejection, by `by` when the entries name them; null when none is written. */
export function lastRejection(body: string, by: string | null): string | null {
  const rejections = discussionOf(body).filter(({ verdict }) => verdict === 'rejected')
  const own = rejections.filter((entry) => entry.by === by)
  return (own.at(-1) ?? rejections.at(-1))?.text || null
}

/** What we write for somebody has `> ` before every line, so that it can forge nothing; read it as it was said. */
function unquoted(lines: readonly string[]): string {
  const text = lines.join('\n').trim()
  return text.split('\n').every((line) => line.startsWith('>')) ? text.replace(/^> ?/gm, '') : text
}
