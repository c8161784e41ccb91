import type { KnownBlock } from '@slack/types'
import { sparkline } from '../../charts/sparkline.ts'
import { confidenceMarks, confidenceWords } from '../../domain/check-ins.ts'
import { shortDate } from '../../domain/dates.ts'
import type { CheckInItem } from '../../usecases/check-ins/show-check-in-request.ts'
import { actions, button, context, overflow, section } from '../blocks/blocks.ts'
import { clip, escape, webLink } from '../blocks/text.ts'
import { type Detail, evidenceLines } from './check-in-detail.ts'
import { savedLines } from './check-in-saved.ts'

/** One key result of the weekly message, as it stands. */
export function itemBlocks(requestId: number, item: CheckInItem, detail: Detail): KnownBlock[] {
  const id = `${requestId}:${item.id}`
  switch (item.standing.kind) {
    case 'open':
      return openBlocks(item, id, detail)
    case 'answered':
      return [
        aboutBlock(item, id, detail, [measured(item), ...savedLines(item.standing, detail)]),
        ...(item.standing.warning ? [context(warningLine(item.standing.warning))] : []),
        ...(item.canChange ? [actions(`saved:${item.id}`, ...savedButtons(item, id))] : []),
      ]
    case 'skipped':
      return [
        section(
          [titleOf(item, detail), `Skipped this week: ${escape(clip(item.standing.reason, detail.line))}`].join('\n'),
        ),
        ...(item.canChange
          ? [
              actions(
                `skipped:${item.id}`,
                button('check-in:after-all', 'Answer after all', id, { label: `Answer for ${item.id} after all` }),
              ),
            ]
          : []),
      ]
    case 'dropped':
      return [section(`${titleOf(item, detail)}\n${escape(clip(item.standing.reason, detail.line))}`)]
  }
}

function openBlocks(item: CheckInItem, id: string, detail: Detail): KnownBlock[] {
  const facts = [
    lastTime(item, detail),
    ...evidenceLines(item.evidence, detail),
    ...openLines(item, detail),
    linkOf(item, detail),
  ]
  return [
    aboutBlock(item, id, detail, [measured(item), ...facts]),
    ...(item.canChange
      ? [
          actions(
            `answer:${item.id}`,
            answerButton('check-in:on-track', 2, item, id),
            answerButton('check-in:at-risk', 1, item, id),
            answerButton('check-in:off-track', 0, item, id),
          ),
        ]
      : []),
  ]
}

function aboutBlock(item: CheckInItem, id: string, detail: Detail, lines: readonly (string | null)[]): KnownBlock {
  const text = [titleOf(item, detail), ...lines.filter(Boolean)].join('\n')
  const block = section(text, item.canChange ? overflow('check-in:menu', menuFor(item)) : undefined)
  return { ...block, block_id: `about:${id}` }
}

function titleOf({ id, title, onBehalfOf }: CheckInItem, detail: Detail): string {
  const whose = onBehalfOf ? ` _(for ${escape(clip(onBehalfOf, 30))})_` : ''
  return `*${id}*  ${escape(clip(title, detail.title))}${whose}`
}

function measured({ progress, change, trend }: CheckInItem): string {
  const parts = [`*${escape(progress)}*`, change && escape(change), trend.length > 1 ? sparkline(trend) : null]
  return parts.filter(Boolean).join('   ')
}

function lastTime({ last }: CheckInItem, detail: Detail): string | null {
  if (!last) return null
  const words = last.words && detail.words > 0 ? `: ${escape(clip(last.words, detail.words))}` : ''
  return `Last time ${confidenceMarks[last.confidence]} ${confidenceWords[last.confidence]}${words}`
}

function openLines({ open, offeredTo }: CheckInItem, detail: Detail): string[] {
  const shown = open.slice(0, detail.open).map(({ text, person, due, days }) => {
    const facts = [person && escape(clip(person, 30)), due && `until ${shortDate(due)}`, days > 0 && ageInWords(days)]
    const known = facts.filter(Boolean).join(', ')
    return `◦ Open: ${escape(clip(text, detail.line))}${known && ` (${known})`}`
  })
  const left = open.length - shown.length
  const more = shown.length > 0 ? `◦ … and ${left} more open` : `◦ ${left} still open`
  return [...shown, ...(left > 0 ? [more] : []), ...(offeredTo ? [offerLine(offeredTo)] : [])]
}

function offerLine(to: string): string {
  return `Offered to ${escape(clip(to, 40))}, who has not answered yet. Until then it stays yours.`
}

function ageInWords(days: number): string {
  return days === 1 ? 'since yesterday' : `for ${days} days`
}

function linkOf({ dashboard }: CheckInItem, detail: Detail): string | null {
  return dashboard === null ? null : webLink(dashboard, 'Dashboard', detail.link)
}

function answerButton(actionId: string, confidence: 0 | 1 | 2, item: CheckInItem, value: string) {
  const words = confidenceWords[confidence]
  return button(actionId, `${confidenceMarks[confidence]} ${words}`, value, { label: `${words}: ${item.id}` })
}

function savedButtons(item: CheckInItem, id: string) {
  const { standing } = item
  if (standing.kind !== 'answered') return []
  const hasMore = standing.confidence !== 2 || standing.note !== null || standing.warning !== null
  return [
    hasMore
      ? button('check-in:change', 'Change', id, { label: `Change the answer for ${item.id}` })
      : button('check-in:add-note', 'Add a note', id, { label: `Add a note to ${item.id}` }),
    button('check-in:undo', 'Undo', id, { label: `Take back the answer for ${item.id}` }),
  ]
}

function menuFor({ standing, last, onBehalfOf, offeredTo }: CheckInItem): [string, string][] {
  const isOpen = standing.kind === 'open'
  const choices: [string, string, boolean][] = [
    ['same', 'Same as last time', isOpen && last !== null],
    ['value', 'Enter a new value', true],
    ['skip', 'Skip this week', isOpen],
    ['hand-over', 'Hand over to somebody', !onBehalfOf && !offeredTo],
    ['keep', 'Take back the offer', !onBehalfOf && offeredTo !== null],
  ]
  return choices.flatMap(([value, text, isOffered]) => (isOffered ? [[value, text]] : []))
}

function warningLine(warning: string): string {
  return `⚠️ ${escape(clip(warning, 200))} It is saved as you said. *Change* if you see it differently.`
}
