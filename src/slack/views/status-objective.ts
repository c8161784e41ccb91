import type { KnownBlock } from '@slack/types'
import { longDate } from '../../domain/dates.ts'
import type { Reader } from '../../usecases/status/reader.ts'
import type { Named, ObjectiveDetail } from '../../usecases/status/show-objective-detail.ts'
import { context, section } from '../blocks/blocks.ts'
import type { Part } from '../blocks/pages.ts'
import { clip, escape } from '../blocks/text.ts'
import { openItemLine } from './open-item-words.ts'
import { keyResultPart } from './status-list.ts'
import type { StatusParts } from './status-parts.ts'
import { countsWords, percent, plainWords, worstWords } from './status-words.ts'
import { weeksInShort } from './week-words.ts'

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
    parts: detail.keyResults.map((one) => closer(keyResultPart(one, reader, true), one)),
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

/** So many open items of each key result; the key result itself shows them all. */
const mostItems = 3

/** A key result with how it went so far, and what is open. */
function closer(part: Part, { weeks, open }: ObjectiveDetail['keyResults'][number]): Part {
  const left = open.length - mostItems
  const lines = [
    ...(weeks.length > 0 ? [`Week by week: ${weeksInShort(weeks)}`] : []),
    ...open.slice(0, mostItems).map(openItemLine),
    ...(left > 0 ? [`… and ${left} more open`] : []),
  ]
  if (lines.length === 0) return part
  const words = [part.words, ...lines.map(plainWords)].join('\n')
  return { ...part, blocks: [...part.blocks, context(lines.join('\n'))], words }
}
