import type { FindingLine } from '../../usecases/approvals/shown.ts'
import { clip, escape, link } from '../blocks/text.ts'
import { since, whatIsDecided } from './approval-words.ts'

/** `*Analyze Q1 churn drivers*, findings for O1-KR1, waits since yesterday at 14:45`: one approval that waits for the reader. */
export function waitingLine(line: FindingLine): string {
  const { title, link: url, openedAt } = line
  const words = clip(title, 160)
  const name = url ? `*${link(url, words)}*` : `*${escape(words)}*`
  return `${name}\n${whatIsDecided(line)}, ${since('waits since', openedAt)}`
}
