import type { SpecId } from './specs.ts'

/** One thing that was said about a finding. */
export interface Said {
  byName: string
  at: Date
  what: 'remark' | 'question' | 'approved' | 'rejected' | 'note'
  text: string
}

const headings: Record<Said['what'], string> = {
  remark: 'wrote',
  question: 'asked before deciding',
  approved: 'approved',
  rejected: 'rejected',
  note: 'noted',
}

/** The discussion as a file that agents and people read: rounds in order, every word of a person quoted. */
export function discussionText({
  specId,
  title,
  rounds,
}: {
  specId: SpecId
  title: string
  rounds: readonly { round: number; said: readonly Said[] }[]
}): string {
  const parts = rounds.map(({ round, said }) => {
    const entries = said.map(({ byName, at, what, text }) => {
      const when = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
      return `${oneLine(byName)} ${headings[what]}, ${when}:\n\n${quoted(text)}`
    })
    return `## Round ${round}\n\n${entries.join('\n\n') || 'Nothing was said.'}`
  })
  return `# Discussion of ${oneLine(title)}\n\nWhat people said about ${specId} before and when they decided on it, for whoever researches this next.\n\n${parts.join('\n\n')}\n`
}

/** Every line behind a `>`: nothing in it can pass for a heading, an entry of somebody else, or the end of a block. */
function quoted(text: string): string {
  const lines = text.replace(/[\p{Cc}]+/gu, (run) => (/[\n\r]/.test(run) ? run.replace(/[^\n\r]/g, '') : ' '))
  return lines
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
