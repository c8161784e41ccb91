import { longDate } from '../../domain/dates.ts'
import type { AskPreview } from '../../usecases/preview-asks.ts'
import { context, section } from '../blocks/blocks.ts'
import { andMore, fitMessage, lineSections, wordsOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, dateFor, escape } from '../blocks/text.ts'

/** Tells a lead who will be asked when, before anybody is. */
export function askPreviewMessage({ team, cycle, lines, changedAt }: AskPreview): Message {
  const led = escape(clip(team, 120))
  const opening = `*${led}: this is who I ask for a check-in in ${escape(clip(cycle.name, 60))}, and when.*`
  const changed = changedAt
    ? `${dateFor(changedAt, 'Changed {date_short_pretty}.', `Changed ${longDate(changedAt.toISOString().slice(0, 10))}.`)} `
    : ''
  const footer = `${changed}You get this once for each cycle because you lead ${led}. It follows changes until the first request; times and stand-ins are in everybody’s *Home* tab.`
  return fitMessage([lines.length], ([shown = 0]) => {
    const said = lines
      .slice(0, shown)
      .map(({ name, words }) => `• *${escape(clip(name, 80))}* — ${escape(clip(words, 600))}`)
    const blocks = [section(opening), ...lineSections('', [...said, ...andMore(lines.length - shown)]), context(footer)]
    return { text: wordsOf(blocks), blocks }
  })
}
