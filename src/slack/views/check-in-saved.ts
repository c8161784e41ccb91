import { confidenceMarks, confidenceWords } from '../../domain/check-ins.ts'
import { shortDate } from '../../domain/dates.ts'
import { riskInWords } from '../../domain/open-items.ts'
import type { Answered } from '../../usecases/check-ins/show-check-in-item.ts'
import { clip, dateFor, escape } from '../blocks/text.ts'
import { type Detail, evidenceLines } from './check-in-detail.ts'

/** What was saved, line by line. */
export function savedLines(saved: Answered, detail: Detail): string[] {
  const { line } = detail
  return [
    firstLine(saved),
    ...evidenceLines(saved.evidence, detail),
    ...(saved.risk ? [`Risk: ${escape(clip(riskInWords(saved.risk), line))}`] : []),
    ...(saved.nextAction ? [nextLine(saved.nextAction, line)] : []),
    ...(saved.test?.outcome
      ? [`Test ${verdictWords[saved.test.outcome.verdict]}: ${escape(clip(saved.test.outcome.result, line))}`]
      : []),
    ...(saved.test?.next ? [`Next test: ${escape(clip(saved.test.next, line))}`] : []),
    ...(saved.note ? [`Note: ${escape(clip(saved.note, line))}`] : []),
    ...(saved.late ? [lateLine(saved.late)] : []),
  ]
}

const verdictWords = { pass: 'passed', fail: 'failed' } as const

function firstLine({ confidence, at, atText, by }: Answered): string {
  const when = dateFor(at, '({date_short_pretty} at {time})', `(${atText})`)
  return `✓ Saved ${confidenceMarks[confidence]} *${confidenceWords[confidence]}* ${when}${by ? ` by ${escape(clip(by, 40))}` : ''}`
}

function nextLine({ text, person, due }: NonNullable<Answered['nextAction']>, limit: number): string {
  const facts = [person && escape(clip(person, 40)), due && `until ${shortDate(due)}`].filter(Boolean).join(', ')
  return `Next: ${escape(clip(text, limit))}${facts && ` (${facts})`}`
}

function lateLine({ countsForNextWeek }: NonNullable<Answered['late']>): string {
  return countsForNextWeek
    ? 'It came after the summary, which shows it now. It counts for next week too, so you need not answer twice.'
    : 'It came after the summary, which shows it now. Thank you all the same.'
}
