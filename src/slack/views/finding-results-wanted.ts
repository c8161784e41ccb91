import type { KnownBlock } from '@slack/types'
import type { Movement, ResultsWanted, ResultWanted } from '../../usecases/approvals/afterwards/show-results-wanted.ts'
import { button, context, divider, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape, link } from '../blocks/text.ts'
import { driverLine, named, since } from './approval-words.ts'

/** So many stand in one message with a button each; Home has the others. */
const mostFindings = 10
const mostImpacts = 3
const mostKeyResults = 4

/** Asks somebody at a cycle's end what came of the findings they approved: what was promised, what was measured. */
export function resultsWantedMessage({ firstName, findings }: ResultsWanted): Message {
  const open = findings.filter(isOpen)
  const left = findings.length - mostFindings
  const shown = left > 0 ? findings.toSorted((a, b) => Number(isOpen(b)) - Number(isOpen(a))) : findings
  return messageOf([
    section(openingOf(firstName, open.length)),
    ...shown.slice(0, mostFindings).flatMap((finding) => [divider, ...findingBlocks(finding)]),
    ...(left > 0 ? [context(`And ${left} more; they come up here as these are answered.`)] : []),
    context(footer(findings)),
  ])
}

/** What was promised and what was measured, line by line: as the message and the form show it. */
export function resultLines({ impacts, initiatives, keyResults, drivers }: ResultWanted): string[] {
  const said = impacts
    .slice(0, mostImpacts)
    .map(({ title, impact }) => `${escape(clip(impact, 60))} (${escape(clip(title, 80))})`)
  const expected = [...said, ...(impacts.length > mostImpacts ? [`${impacts.length - mostImpacts} more`] : [])]
  return [
    expected.length > 0 ? `*Expected:* ${expected.join(', ')}` : '*Expected:* the findings name no number',
    ...initiatives
      .slice(0, 3)
      .map((one) => `*Initiative ${escape(clip(one.title, 80))}:* expected ${escape(clip(one.expectedImpact, 80))}`),
    ...keyResults.slice(0, mostKeyResults).map(movementLine),
    ...(drivers.length > 0 ? drivers.slice(0, 3).map(driverLine) : ['🛠 No driver spec was made of it']),
  ]
}

function isOpen({ result, stands }: ResultWanted): boolean {
  return result === null && stands
}

function openingOf(firstName: string, open: number): string {
  const name = named(firstName)
  if (open === 0) return `*✓ Thank you, ${name}.* What came of these findings stands in the decision log.`
  const what = open === 1 ? 'a finding that was approved' : `${open} findings that were approved`
  return `*Hi ${name}, the cycle ends: what came of ${what}?* A sentence or two is enough; it stands in the decision log, for the next time somebody decides.`
}

function findingBlocks(finding: ResultWanted): KnownBlock[] {
  const { approvalId, title, link: url, decidedBy, decidedAt, isTheirs, result, stands } = finding
  const words = clip(title, 160)
  const name = url ? `*${link(url, words)}*` : `*${escape(words)}*`
  const decided = `${since('Approved', decidedAt)} by ${isTheirs ? 'you' : named(decidedBy)}`
  const lines = [`${name}\n${decided}`, ...resultLines(finding), ...answerLines(finding)]
  const ask = button('finding-result:open', 'What came of it', String(approvalId), {
    style: 'primary',
    label: `What came of it: ${clip(title, 50)}`,
  })
  return [section(lines.join('\n'), result === null && stands ? ask : undefined)]
}

function answerLines({ result, stands }: ResultWanted): string[] {
  if (result) return [`✓ *What came of it:* “${escape(clip(result.text, 400))}” — ${named(result.by)}`]
  return stands ? [] : ['The approval was taken back: there is nothing to say.']
}

function movementLine({ id, title, before, now, change, target }: Movement): string {
  const to = target === null ? '' : `, target ${escape(target)}`
  const from = before === null ? '' : escape(before)
  const moved =
    now === null
      ? `no reading since the decision${from && ` (${from} then)`}`
      : `${from ? `${from} at the decision → ` : ''}${escape(now)} now${change === null ? '' : ` (${escape(change)})`}`
  return `*${id}* ${escape(clip(title, 100))}: ${moved}${to}`
}

function footer(findings: readonly ResultWanted[]): string {
  const why = findings.some(({ isTheirs }) => isTheirs)
    ? 'because the decision was yours'
    : 'because you lead the team, and whoever decided cannot be asked'
  return `You get this once, on the last day of the cycle, ${why}. There is no reminder; until it is said it stands in your Home.`
}
