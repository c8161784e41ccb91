import type { KnownBlock } from '@slack/types'
import { confidenceWords } from '../../domain/check-ins.ts'
import type { CheckInItem, CheckInRequest } from '../../usecases/check-ins/show-check-in-request.ts'
import { actions, button, context, divider, section } from '../blocks/blocks.ts'
import { fits } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape, oneLine, shorten } from '../blocks/text.ts'
import { type Detail, details } from './check-in-detail.ts'
import { itemBlocks } from './check-in-item.ts'

/** How many key results one page of the message holds. */
const pageSize = 10

/** The weekly message to an owner: one part for each key result, each answered in place. */
export function checkInRequestMessage(request: CheckInRequest): Message {
  const pages = Math.max(1, Math.ceil(request.items.length / pageSize))
  const page = Math.min(request.page, pages)
  const first = (page - 1) * pageSize
  const shown = { ...request, items: request.items.slice(first, first + pageSize) }
  const blocksIn = (detail: Detail) => [
    section(opening(request)),
    ...shown.items.flatMap((item) => [
      ...(detail.divided ? [divider] : []),
      ...itemBlocks(request.requestId, item, detail),
    ]),
    ...pager(request, { page, pages, first }),
    context(footer(request)),
  ]
  return { text: summaryText(request, shown.items), blocks: fitting(blocksIn) }
}

/** As much detail as fits into one message. */
function fitting(blocksIn: (detail: Detail) => KnownBlock[]): KnownBlock[] {
  const renderings = details.map((detail) => () => blocksIn(detail))
  for (const render of renderings.slice(0, -1)) {
    const blocks = render()
    if (fits(blocks)) return blocks
  }
  return blocksIn(details.at(-1) as Detail)
}

function isOpen({ standing, canChange }: CheckInItem): boolean {
  return standing.kind === 'open' && canChange
}

function opening({ firstName, items }: CheckInRequest): string {
  const name = escape(clip(firstName, 60))
  const open = items.filter(isOpen)
  if (open.length === 0) {
    const answered = items.some(({ standing }) => standing.kind === 'answered')
    return answered
      ? `*All done, ${name}.* Thank you, nothing else is open this week.`
      : `*Nothing is open for you this week, ${name}.*`
  }
  const count = open.length === 1 ? '1 key result' : `${open.length} key results`
  const minutes = open.length <= 3 ? 'about a minute' : 'about two minutes'
  const begun = open.length < items.length ? ' to go' : ''
  const greeting = open.every(({ onBehalfOf }) => onBehalfOf !== null)
    ? `*${name}, could you stand in?*`
    : `*Hi ${name}, how sure are you?*`
  return `${greeting} ${count}${begun}, ${minutes}.`
}

/** What the blocks say, for notifications and screen readers. */
function summaryText(request: CheckInRequest, shown: readonly CheckInItem[]): string {
  const lines = shown.map(({ id, title, progress, standing }) => {
    const state = standing.kind === 'answered' ? `${confidenceWords[standing.confidence]}.` : standingWords(standing)
    return `${id} ${shorten(oneLine(title), 120)}: ${progress}. ${state}`
  })
  const text = [opening(request).replaceAll('*', ''), ...lines.map(escape)].join('\n')
  return shorten(text, 3500)
}

function standingWords(standing: Exclude<CheckInItem['standing'], { kind: 'answered' }>): string {
  if (standing.kind === 'open') return 'How sure are you?'
  return standing.kind === 'skipped' ? 'Skipped this week.' : standing.reason
}

interface Paging {
  page: number
  pages: number
  /** Index of the first one shown. */
  first: number
}

function pager({ items, requestId }: CheckInRequest, { page, pages, first }: Paging): KnownBlock[] {
  if (pages <= 1) return []
  const openBefore = items.slice(0, first).filter(isOpen).length
  const openAfter = items.slice(first + pageSize).filter(isOpen).length
  const withOpen = (text: string, open: number) => (open > 0 ? `${text} (${open} open)` : text)
  return [
    actions(
      'pages',
      ...(page > 1
        ? [button('check-in:previous-page', withOpen('Previous', openBefore), `${requestId}:${page - 1}`)]
        : []),
      ...(page < pages ? [button('check-in:next-page', withOpen('Next', openAfter), `${requestId}:${page + 1}`)] : []),
    ),
    context(`Key results ${first + 1} to ${Math.min(first + pageSize, items.length)} of ${items.length}`),
  ]
}

function footer({ why, next }: CheckInRequest): string {
  const said = [why, next].flatMap((sentence) => (sentence === null ? [] : escape(clip(sentence, 400))))
  return [...said, 'Day, time, days off and who stands in: in my *Home* tab.'].join(' ')
}
