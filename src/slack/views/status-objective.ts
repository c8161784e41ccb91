import type { KnownBlock } from '@slack/types'
import { longDate } from '../../domain/dates.ts'
import type { Reader } from '../../usecases/status/reader.ts'
import type { Named, ObjectiveDetail } from '../../usecases/status/show-objective-detail.ts'
import { context, section } from '../blocks/blocks.ts'
import type { Part } from '../blocks/pages.ts'
import { clip, escape } from '../blocks/text.ts'
import { keyResultPart } from './status-list.ts'
import type { StatusParts } from './status-parts.ts'
import { countsWords, percent, plainWords, worstWords } from './status-words.ts'

const typeWords = { impact: 'moves a core metric', enabler: 'makes later impact possible' } as const

/** One objective: what it is for, how its key results stand, and what it serves. */
export function objectiveParts(detail: ObjectiveDetail, reader: Reader): StatusParts {
  const { objective, rollUp, worst } = detail
  const lines = [
    `*${objective.id}  ${escape(clip(objective.title, 400))}*`,
    `${countsWords(rollUp)}. ${worstWords(rollUp, worst)}`,
  ]
  const facts = factsOf(detail)
  const above: KnownBlock[] = [section(lines.join('\n')), context(facts.join('\n'))]
  return {
    above: { blocks: above, words: [...lines, ...facts].map(plainWords).join('\n') },
    parts: detail.keyResults.map((one) => withOpenItems(keyResultPart(one, reader, true), one.openItems)),
    leadsTo: [
      ...(detail.supports ? [[detail.supports.id, `What it serves: ${detail.supports.id}`] as const] : []),
      ['all', 'Everything'],
    ],
  }
}

function factsOf({ objective, team, cycle, elapsed, supports, supportedBy }: ObjectiveDetail): string[] {
  const type = objective.type === null ? '' : ` · ${objective.type}: ${typeWords[objective.type]}`
  return [
    `${escape(clip(team, 60))} · ${escape(clip(cycle.name, 60))}, ${percent(elapsed)} over, ends ${longDate(cycle.ends)}${type}`,
    ...(objective.whyNow ? [`Why now: ${escape(clip(objective.whyNow, 500))}`] : []),
    ...(supports ? [`Serves ${named(supports)}`] : []),
    ...(supportedBy.length > 0
      ? [`Served by ${supportedBy.slice(0, 5).map(named).join('; ')}${more(supportedBy.length - 5)}`]
      : []),
  ]
}

function named({ id, title }: Named): string {
  return title === '' ? id : `${id} ${escape(clip(title, 100))}`
}

function more(count: number): string {
  return count > 0 ? ` and ${count} more` : ''
}

function withOpenItems(part: Part, count: number): Part {
  if (count === 0) return part
  const words = count === 1 ? '1 open item' : `${count} open items`
  return { ...part, blocks: [...part.blocks, context(words)], words: `${part.words} ${words}.` }
}
