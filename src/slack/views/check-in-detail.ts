import type { Evidence } from '../../domain/check-ins.ts'
import { clip, escape } from '../blocks/text.ts'

/** How much is said about each key result: less, the more of them one message holds. */
export interface Detail {
  title: number
  /** Of the last answer. */
  words: number
  /** Of one line of evidence, a risk, a note. */
  line: number
  /** How many lines of evidence. */
  lines: number
  /** How many of the open items; the others are counted. */
  open: number
  /** How long a link may be, to be shown. */
  link: number
  /** Whether a line stands between two key results. */
  divided: boolean
}

/** From the most to the least; ten key results fit at the last, whatever their titles are. */
export const details: readonly Detail[] = [
  { title: 300, words: 160, line: 220, lines: 5, open: 6, link: 500, divided: true },
  { title: 160, words: 100, line: 140, lines: 4, open: 3, link: 300, divided: true },
  { title: 100, words: 60, line: 90, lines: 3, open: 2, link: 160, divided: true },
  { title: 80, words: 40, line: 70, lines: 2, open: 1, link: 100, divided: true },
  { title: 70, words: 30, line: 55, lines: 1, open: 0, link: 60, divided: false },
  { title: 40, words: 0, line: 40, lines: 1, open: 0, link: 0, divided: false },
]

/** `• Churn 6.2 % on 9 January (billing exports)`, one line each, as many as fit. */
export function evidenceLines(evidence: readonly Evidence[], { line, lines }: Detail): string[] {
  const shown = evidence.slice(0, lines).map(({ text, source }) => {
    const from = clip(source, Math.min(60, Math.floor(line / 3)))
    return `• ${escape(clip(text, line))} (${escape(from)})`
  })
  const left = evidence.length - shown.length
  return left > 0 ? [...shown, `… and ${left} more`] : shown
}
