import type { Block, KnownBlock } from '@slack/types'
import { sparkline } from '../../charts/sparkline.ts'
import { confidenceMarks, confidenceWords, riskWords } from '../../domain/check-ins.ts'
import type { CheckInItem, CheckInRequest } from '../../usecases/check-ins/show-check-in-request.ts'
import { actions, button, context, overflow, section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { dateFor, escape, oneLine, shorten } from '../blocks/text.ts'

/** How many key results one page of the message holds: ten owners' worth of blocks would pass Slack's limit. */
const pageSize = 10

/** The weekly message to an owner: one part for each key result, each answered in place. */
export function checkInRequestMessage(request: CheckInRequest): Message {
  const first = (request.page - 1) * pageSize
  const shown = request.items.slice(first, first + pageSize)
  return {
    text: summaryText(request),
    blocks: [
      section(opening(request)),
      ...shown.flatMap((item) => itemBlocks(request, item)),
      ...pager(request, first),
      context(footer(request)),
    ],
  }
}

function opening({ firstName, items, isDelegate }: CheckInRequest): string {
  const open = items.filter(({ standing }) => standing.kind === 'open').length
  if (open === 0) return `*All done, ${escape(firstName)}.* Thank you — nothing else is open this week.`
  const count = open === 1 ? '1 key result' : `${open} key results`
  const minutes = open <= 2 ? 'about a minute' : 'about two minutes'
  const greeting = isDelegate
    ? `*${escape(firstName)}, could you stand in?*`
    : `*Hi ${escape(firstName)}, how sure are you?*`
  return `${greeting} ${count}, ${minutes}.`
}

/** Everything the blocks say, for notifications and screen readers. */
function summaryText(request: CheckInRequest): string {
  const lines = request.items.map(({ id, title, progress, standing }) => {
    const state = standing.kind === 'answered' ? `${confidenceWords[standing.confidence]}.` : standingWords(standing)
    return `${id} ${title}: ${progress ?? 'no reading yet'}. ${state}`
  })
  return escape([opening(request).replaceAll('*', ''), ...lines].join('\n'))
}

function standingWords(standing: Exclude<CheckInItem['standing'], { kind: 'answered' }>): string {
  switch (standing.kind) {
    case 'open':
      return 'How sure are you?'
    case 'skipped':
      return 'Skipped this week.'
    case 'dropped':
      return standing.reason
  }
}

function itemBlocks(request: CheckInRequest, item: CheckInItem): (KnownBlock | Block)[] {
  const id = `${request.requestId}:${item.id}`
  switch (item.standing.kind) {
    case 'open':
      return [
        section(titleOf(item), overflow('check-in:menu', menuFor(item, id))),
        ...facts(item),
        actions(
          `answer:${item.id}`,
          answerButton('check-in:on-track', 2, item, id),
          answerButton('check-in:at-risk', 1, item, id),
          answerButton('check-in:off-track', 0, item, id),
        ),
      ]
    case 'answered':
      return [
        section(`${titleOf(item)}\n${savedLine(item.standing)}`),
        ...(item.standing.warning ? [context(`⚠️ ${escape(item.standing.warning)}`)] : []),
        actions(
          `saved:${item.id}`,
          button('check-in:add-note', item.standing.note ? 'Change' : 'Add a note', id, {
            label: `Add a note to ${item.id}`,
          }),
          button('check-in:undo', 'Undo', id, { label: `Take back the answer for ${item.id}` }),
        ),
      ]
    case 'skipped':
      return [
        section(`${titleOf(item)}\nSkipped this week: ${escape(item.standing.reason)}`),
        actions(`saved:${item.id}`, button('check-in:undo', 'Answer after all', id)),
      ]
    case 'dropped':
      return [section(`~${titleOf(item)}~\n${escape(item.standing.reason)}`)]
  }
}

function titleOf({ id, title, onBehalfOf }: CheckInItem): string {
  const whose = onBehalfOf ? ` _(for ${escape(onBehalfOf)})_` : ''
  return `*${id}*  ${escape(shorten(oneLine(title), 300))}${whose}`
}

function facts(item: CheckInItem): KnownBlock[] {
  const now = [item.progress, item.change, item.trend.length > 1 ? sparkline(item.trend) : null]
    .filter(Boolean)
    .join('   ·   ')
  const last = item.last
    ? `Last time: ${confidenceMarks[item.last.confidence]} ${confidenceWords[item.last.confidence]}${item.last.note ? ` — ${shorten(oneLine(item.last.note), 120)}` : ''}`
    : null
  const evidence = item.evidence.map(
    ({ text, source }) => `• ${shorten(oneLine(text), 200)} _(${shorten(oneLine(source), 60)})_`,
  )
  const links = item.dashboard ? [`<${item.dashboard.replace(/[<>|]/g, encodeURIComponent)}|Dashboard>`] : []
  const lines = [
    ...(now ? [`*${escape(now)}*`] : []),
    ...(last ? [escape(last)] : []),
    ...(evidence.length > 0 ? [evidence.map((line) => escape(line)).join('\n')] : []),
    ...links,
  ]
  return lines.length > 0 ? [context(lines.join('\n'))] : []
}

function answerButton(actionId: string, confidence: 0 | 1 | 2, item: CheckInItem, value: string) {
  const words = confidenceWords[confidence]
  return button(actionId, `${confidenceMarks[confidence]} ${words}`, value, {
    label: `${words}: ${item.id} ${item.title}`,
  })
}

function menuFor(item: CheckInItem, id: string): [string, string][] {
  return [
    ...(item.last ? [[`same:${id}`, 'Same as last time'] as [string, string]] : []),
    [`value:${id}`, 'Enter a new value'],
    [`skip:${id}`, 'Skip this week'],
    [`hand-over:${id}`, 'Hand over to somebody'],
  ]
}

function savedLine(standing: Extract<CheckInItem['standing'], { kind: 'answered' }>): string {
  const words = `${confidenceMarks[standing.confidence]} *${confidenceWords[standing.confidence]}*`
  const when = dateFor(standing.at, '{time}', standing.atText)
  const who = standing.by ? ` by ${escape(standing.by)}` : ''
  const evidence = standing.evidence.map(
    ({ text, source }) => `• ${escape(shorten(oneLine(text), 200))} _(${escape(source)})_`,
  )
  return [
    `✓ Saved ${words} at ${when}${who}${standing.late ? ', after the summary' : ''}`,
    ...evidence,
    ...(standing.risk
      ? [
          `Risk (${riskWords[standing.risk.kind]}): ${escape(shorten(oneLine(standing.risk.text ?? 'no details'), 300))}`,
        ]
      : []),
    ...(standing.nextAction ? [`Next: ${escape(shorten(oneLine(standing.nextAction), 300))}`] : []),
    ...(standing.note ? [`Note: ${escape(shorten(oneLine(standing.note), 300))}`] : []),
  ].join('\n')
}

function pager({ items, requestId, page }: CheckInRequest, first: number): KnownBlock[] {
  const pages = Math.ceil(items.length / pageSize)
  if (pages <= 1) return []
  return [
    context(`Key results ${first + 1}–${Math.min(first + pageSize, items.length)} of ${items.length}`),
    actions(
      'pages',
      ...(page > 1 ? [button('check-in:previous-page', 'Previous', `${requestId}:${page - 1}`)] : []),
      ...(page < pages ? [button('check-in:next-page', 'Next', `${requestId}:${page + 1}`)] : []),
    ),
  ]
}

function footer({ why, next }: CheckInRequest): string {
  return [escape(why), escape(next), 'Day, time, days off and who stands in: in my *Home* tab.']
    .filter(Boolean)
    .join(' ')
}
