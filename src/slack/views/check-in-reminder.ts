import type { KnownBlock } from '@slack/types'
import type { Reminder } from '../../usecases/check-ins/show-reminder.ts'
import { context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, dateFor, escape, link } from '../blocks/text.ts'
import { answerButtons } from './answer-buttons.ts'

/** So many key results stand in it with their buttons; the others are in the request it links to. */
const mostItems = 8

/** What is still open, once more: short, with the buttons, and edited as it is answered. */
export function checkInReminderMessage(reminder: Reminder): Message {
  if (reminder.open.length === 0) {
    const done = reminder.answered > 0 ? 'All answered' : 'Nothing is open any more'
    return messageOf([section(`✓ ${done} — thank you, ${name(reminder.firstName)}.`)])
  }
  if (reminder.replaced) {
    return messageOf([section(`${counted(reminder.open.length)} still open: I asked once more, below.`)])
  }
  const shown = reminder.open.slice(0, mostItems)
  const more = reminder.open.length - shown.length
  return messageOf([
    section(`*${opening(reminder)}* ${rest(reminder)}`),
    ...shown.flatMap((item) => itemBlocks(reminder, item)),
    ...(more > 0 ? [context(`And ${more} more in ${requestLink(reminder)}.`)] : []),
    context(footer(reminder)),
  ])
}

function opening({ because, firstName, open }: Reminder): string {
  const reader = name(firstName)
  const what = open.length === 1 ? 'one key result is' : `${open.length} key results are`
  if (because.kind === 'asked-again') return `${name(because.by)} asks again, ${reader}: how sure are you?`
  return because.number === 1 ? `${reader}, ${what} still open.` : `${reader}, ${what} still open — the last reminder.`
}

function rest(reminder: Reminder): string {
  const { answered, open, because } = reminder
  const state = because.kind === 'asked-again' ? `${counted(open.length)} still open.` : ''
  const done = answered === 0 ? '' : `${answered} of ${answered + open.length} answered.`
  return [state, done, `What we know is in ${requestLink(reminder)}.`].filter(Boolean).join(' ')
}

function counted(count: number): string {
  return count === 1 ? 'One key result is' : `${count} key results are`
}

function requestLink({ link: url }: Reminder): string {
  return url === null ? 'this week’s check-in above' : link(url, 'this week’s check-in')
}

function itemBlocks({ requestId }: Reminder, item: Reminder['open'][number]): KnownBlock[] {
  return [section(titleOf(item)), answerButtons(requestId, item)]
}

function titleOf({ id, title, progress, onBehalfOf }: Reminder['open'][number]): string {
  const whose = onBehalfOf === null ? '' : ` _(for ${name(onBehalfOf)})_`
  return `*${id}*  ${escape(clip(title, 200))}${whose}\n*${escape(clip(progress, 120))}*`
}

function footer({ because, summary }: Reminder): string {
  const goesOut = 'The summary goes out'
  const until = summary
    ? dateFor(summary.at, `${goesOut} {date_short_pretty} at {time}.`, `${goesOut} ${summary.text}.`)
    : 'The summary is out; your answer is added to it.'
  if (because.kind === 'asked-again') {
    return `${until} You get this because ${name(because.by)} pressed *Ask again*, which works once a week.`
  }
  const next = because.number === 1 ? 'At most one more like this.' : 'What stays open goes into it without an answer.'
  return `${until} ${next} Day, time, days off and who stands in: in my *Home* tab.`
}

function name(text: string): string {
  return escape(clip(text, 60))
}
