import type { ShownCrossing } from '../../usecases/readings/show-crossing.ts'
import { context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

/** Says once that a KPI has reached its target, or left its limit. */
export function crossingMessage(crossing: ShownCrossing): Message {
  const { value, on, source, keyResultIds } = crossing
  const rests = `${clip(value, 80)} on ${clip(on, 40)} (${clip(source, 120)}).`
  const serves = keyResultIds.length > 0 ? ` It is measured for ${keyResultIds.join(', ')}.` : ''
  return messageOf([
    section(`${headlineOf(crossing)}\n${escape(rests)}${serves}`),
    context('You see this once, because this channel follows that number. The next daily report shows its trend.'),
  ])
}

function headlineOf(crossing: ShownCrossing): string {
  const name = escape(clip(crossing.name, 200))
  const line = escape(clip(crossing.line, 80))
  switch (crossing.kind) {
    case 'target-reached':
      return `✅ *${name} has reached its target of ${line}.*`
    case 'limit-left':
      return `⚠️ *${name} is outside its limit: it should be ${line}.*`
    case 'limit-kept':
      return `✅ *${name} is back within its limit: ${line}.*`
  }
}
