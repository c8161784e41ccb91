import type { KnownBlock } from '@slack/types'
import type { CheckInItem, CheckInRequest } from '../../usecases/check-ins/show-check-in-request.ts'
import { actions, button, context, divider, section } from '../blocks/blocks.ts'
import { cutText, fits, wordsOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'
import { type Detail, details } from './check-in-detail.ts'
import { itemBlocks } from './check-in-item.ts'

/** How many key results one page of the message holds; fewer when what people wrote is longer than Slack takes. */
const pageSizes = [10, 5, 2]

/** The weekly message to an owner: one part for each key result, each answered in place. */
export function checkInRequestMessage(request: CheckInRequest): Message {
  const tightest = details.at(-1) as Detail
  const size =
    pageSizes.find((one) => pagesOf(request, one).every((page) => fits(blocksOf(request, page, tightest)))) ?? 1
  const pages = pagesOf(request, size)
  const page = pages[Math.min(request.page, pages.length) - 1] as Page
  const detail = details.find((one) => fits(blocksOf(request, page, one))) ?? tightest
  return { text: inWords(request, page, detail), blocks: blocksOf(request, page, detail) }
}

interface Page {
  items: readonly CheckInItem[]
  /** Index of the first one shown. */
  first: number
  /** From 1, of how many. */
  number: number
  of: number
}

function pagesOf({ items }: CheckInRequest, size: number): Page[] {
  const of = Math.max(1, Math.ceil(items.length / size))
  return Array.from({ length: of }, (_, index) => {
    const first = index * size
    return { items: items.slice(first, first + size), first, number: index + 1, of }
  })
}

function blocksOf(request: CheckInRequest, page: Page, detail: Detail): KnownBlock[] {
  return [
    section(opening(request)),
    ...page.items.flatMap((item) => [
      ...(detail.divided ? [divider] : []),
      ...itemBlocks(request.requestId, item, detail),
    ]),
    ...pager(request, page),
    context(footer(request)),
  ]
}

/** All that the blocks say; the buttons are a question there. */
function inWords(request: CheckInRequest, page: Page, detail: Detail): string {
  const items = page.items.map((item) => {
    const words = wordsOf(itemBlocks(request.requestId, item, detail))
    return isOpen(item) ? `${words}\nHow sure are you?` : words
  })
  const last = wordsOf([...pager(request, page), context(footer(request))])
  return cutText([wordsOf([section(opening(request))]), ...items, last].join('\n'))
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

function pager({ items, requestId }: CheckInRequest, { items: shown, first, number, of }: Page): KnownBlock[] {
  if (of <= 1) return []
  const last = first + shown.length
  const withOpen = (text: string, others: readonly CheckInItem[]) => {
    const open = others.filter(isOpen).length
    return open > 0 ? `${text} (${open} open)` : text
  }
  return [
    actions(
      'pages',
      ...(number > 1
        ? [button('check-in:previous-page', withOpen('Previous', items.slice(0, first)), `${requestId}:${number - 1}`)]
        : []),
      ...(number < of
        ? [button('check-in:next-page', withOpen('Next', items.slice(last)), `${requestId}:${number + 1}`)]
        : []),
    ),
    context(`Key results ${first + 1} to ${last} of ${items.length}`),
  ]
}

function footer({ why, next, items }: CheckInRequest): string {
  const said = [why, items.some(isOpen) ? next : null].flatMap((one) => (one === null ? [] : escape(clip(one, 400))))
  return [...said, 'Day, time, days off and who stands in: in my *Home* tab.'].join(' ')
}
