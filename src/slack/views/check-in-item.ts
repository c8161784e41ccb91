import type { KnownBlock } from '@slack/types'
import { sparkline } from '../../charts/sparkline.ts'
import { confidenceMarks, confidenceWords } from '../../domain/check-ins.ts'
import { shortDate } from '../../domain/dates.ts'
import type { CheckInItem } from '../../usecases/check-ins/show-check-in-request.ts'
import { actions, button, context, overflow, section } from '../blocks/blocks.ts'
import { clip, escape, webLink } from '../blocks/text.ts'
import { answerButtons } from './answer-buttons.ts'
import { type Detail, evidenceLines } from './check-in-detail.ts'
import { savedLines } from './check-in-saved.ts'

/** One key result of the weekly message, as it stands. */
export function itemBlocks(requestId: number, item: CheckInItem, detail: Detail): KnownBlock[] {
  const id = `${requestId}:${item.id}`
  switch (item.standing.kind) {
    case 'open':
      return openBlocks(requestId, item, detail)
    case 'answered':
      return [
        aboutBlock(requestId, item, detail, [
          measured(item, detail),
          ...savedLines(item.standing, detail),
          stillOpenLine(item),
          offerLine(item),
        ]),
        ...(item.standing.warning ? [context(warningLine(item.standing.warning, detail))] : []),
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
      return [
        {
          ...section(`${titleOf(item, detail)}\n${escape(clip(item.standing.reason, detail.line))}`),
          block_id: `dropped:${item.id}`,
        },
      ]
  }
}

function openBlocks(requestId: number, item: CheckInItem, detail: Detail): KnownBlock[] {
  const facts = [lastTime(item, detail), ...evidenceLines(item.evidence, detail), ...openLines(item, detail)]
  return [
    aboutBlock(requestId, item, detail, [measured(item, detail), ...facts, offerLine(item)]),
    // Without its title on each: ten key results have to fit.
    ...(item.canChange ? [answerButtons(requestId, { id: item.id, title: '' })] : []),
  ]
}

function aboutBlock(
  requestId: number,
  item: CheckInItem,
  detail: Detail,
  lines: readonly (string | null)[],
): KnownBlock {
  const text = [titleOf(item, detail), ...lines.filter(Boolean)].join('\n')
  const block = section(text, item.canChange ? overflow('check-in:menu', menuFor(item)) : undefined)
  return { ...block, block_id: `about:${requestId}:${item.id}` }
}

function titleOf({ id, title, onBehalfOf }: CheckInItem, detail: Detail): string {
  const whose = onBehalfOf ? ` _(for ${escape(clip(onBehalfOf, 30))})_` : ''
  return `*${id}*  ${escape(clip(title, detail.title))}${whose}`
}

function measured({ progress, change, trend, dashboard }: CheckInItem, detail: Detail): string {
  const parts = [
    `*${escape(clip(progress, detail.line))}*`,
    change && escape(clip(change, detail.line)),
    trend.length > 1 ? sparkline(trend) : null,
    dashboard === null ? null : webLink(dashboard, 'Dashboard', detail.link),
  ]
  return parts.filter(Boolean).join('   ')
}

function lastTime({ last }: CheckInItem, detail: Detail): string | null {
  if (!last) return null
  const words = last.words && detail.words > 0 ? `: ${escape(clip(last.words, detail.words))}` : ''
  return `Last time ${confidenceMarks[last.confidence]} ${confidenceWords[last.confidence]}${words}`
}

function openLines({ open }: CheckInItem, detail: Detail): string[] {
  const shown = open.slice(0, detail.open).map(({ text, person, due, days }) => {
    const facts = [person && escape(clip(person, 30)), due && `until ${shortDate(due)}`, ageInWords(days)]
    const known = facts.filter(Boolean).join(', ')
    return `◦ ${escape(clip(text, detail.line))} (${known})`
  })
  const left = open.length - shown.length
  const more = shown.length > 0 ? `◦ … and ${left} more open` : `◦ ${left} still open`
  return left > 0 ? [...shown, more] : shown
}

function stillOpenLine({ open }: CheckInItem): string | null {
  const count = open.filter(({ isFromBefore }) => isFromBefore).length
  return count === 0 ? null : `◦ ${count} still open from earlier weeks, in my Home tab`
}

function offerLine({ offeredTo }: CheckInItem): string | null {
  if (offeredTo === null) return null
  return `Offered to ${escape(clip(offeredTo, 40))}, who has not answered yet. Until then it stays yours.`
}

function ageInWords(days: number): string {
  if (days === 0) return 'opened today'
  return days === 1 ? 'open since yesterday' : `open for ${days} days`
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

function warningLine(warning: string, detail: Detail): string {
  const said = `⚠️ ${escape(clip(warning, detail.line + 60))}`
  return detail.words > 0 ? `${said} It is saved as you said. *Change* if you see it differently.` : said
}
