import type { ShownCrossing } from '../../usecases/readings/show-crossing.ts'
import { context, section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'

/** Says once that a KPI has reached its target, or left its limit. */
export function crossingMessage(crossing: ShownCrossing): Message {
  const { name, value, on, source, keyResultIds } = crossing
  const headline = headlineOf(crossing)
  const rests = `${value} on ${on} (${source})`
  const serves = keyResultIds.length > 0 ? ` It is measured for ${keyResultIds.join(', ')}.` : ''
  return {
    text: escape(`${name} ${headline}: ${rests}.${serves}`),
    blocks: [
      section(`*${escape(clip(name, 200))} ${escape(headline)}*\n${escape(rests)}.${escape(serves)}`),
      context(
        'Said once, here because this channel follows that number. The next daily report shows it with its trend.',
      ),
    ],
  }
}

function headlineOf({ kind, line }: ShownCrossing): string {
  switch (kind) {
    case 'target-reached':
      return `has reached its target of ${line}`
    case 'limit-left':
      return `is outside its limit of ${line}`
    case 'limit-kept':
      return `is back within its limit of ${line}`
  }
}
