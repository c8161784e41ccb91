import { longDate } from '../../domain/dates.ts'
import type { AskPreview } from '../../usecases/preview-asks.ts'
import { context, section } from '../blocks/blocks.ts'
import { andMore, fitMessage, lineSections } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { dateFor, escape, unformatted } from '../blocks/text.ts'

/** Tells a lead who will be asked when, before anybody is. */
export function askPreviewMessage({ team, cycle, lines, changedAt }: AskPreview): Message {
  const opening = `*${escape(team)}: this is who I ask for a check-in in ${escape(cycle.name)}, and when.*`
  const changed = changedAt
    ? `Changed ${dateFor(changedAt, '{date_short_pretty}', longDate(changedAt.toISOString().slice(0, 10)))}. `
    : ''
  const footer = `${changed}You get this once for each cycle because you lead ${escape(team)}. It follows changes until the first request; times and stand-ins are in everybody’s *Home* tab.`
  return fitMessage([lines.length], ([shown = 0]) => {
    const said = lines.slice(0, shown).map(({ name, words }) => `• *${escape(name)}* — ${escape(words)}`)
    const all = [...said, ...andMore(lines.length - shown)]
    return {
      text: unformatted([opening, ...all].join('\n')),
      blocks: [section(opening), ...lineSections('', all), context(footer)],
    }
  })
}
