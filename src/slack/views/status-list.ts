import type { KnownBlock } from '@slack/types'
import { rollUp } from '../../domain/roll-up.ts'
import type { KeyResultStatus, ObjectiveStatus } from '../../usecases/show-status.ts'
import type { Reader } from '../../usecases/status/reader.ts'
import type { StatusList } from '../../usecases/status/show-status-answer.ts'
import { section } from '../blocks/blocks.ts'
import type { Part } from '../blocks/pages.ts'
import { clip, escape } from '../blocks/text.ts'
import type { StatusParts } from './status-parts.ts'
import {
  countsWords,
  divergenceWords,
  measuredWords,
  percent,
  plainWords,
  standingWords,
  worstWords,
} from './status-words.ts'

/** Key results under their objectives, with a sentence above that counts them and names the worst. */
export function listParts(list: StatusList, reader: Reader): StatusParts {
  const lines = headline(list)
  const isOne = list.of.kind === 'person'
  return {
    above: { blocks: [section(lines.join('\n'))], words: lines.map(plainWords).join('\n') },
    parts: list.objectives.flatMap((one) => objectiveParts(one, reader, isOne)),
    leadsTo: leadsTo(list),
  }
}

function headline({ of, cycle, rollUp: counted, worst }: StatusList): string[] {
  const where = `${escape(clip(cycle.name, 60))}, ${percent(cycle.elapsed)} over`
  const who = whose(of)
  if (counted.total === 0) return [`*${who}: no key results* in ${where}.`]
  return [`*${who}: ${countsWords(counted)}.*`, `${worstWords(counted, worst)} ${where}.`]
}

function whose(of: StatusList['of']): string {
  switch (of.kind) {
    case 'everything':
      return 'All key results'
    case 'at-risk':
      return 'At risk, of all key results'
    case 'person':
      return of.isReader ? 'Your key results' : `Key results of ${escape(clip(of.name, 80))}`
    case 'teams':
      return escape(clip(of.names.join(', '), 120))
  }
}

function objectiveParts({ objective, team, keyResults }: ObjectiveStatus, reader: Reader, isOne: boolean): Part[] {
  const title = `*${objective.id}  ${escape(clip(objective.title, 200))}*`
  const counts = `${escape(clip(team, 60))}: ${countsWords(rollUp(keyResults))}`
  const heading: Part = {
    blocks: [section(`${title}\n${counts}`)],
    words: plainWords(`${title}. ${counts}.`),
    choices: [[objective.id, `${objective.id} ${clip(objective.title, 60)}`]],
  }
  const [first, ...rest] = keyResults.map((one) => keyResultPart(one, reader, !isOne))
  // A heading never stands at the foot of a page, away from what it is the heading of.
  return first ? [joined(heading, first), ...rest] : [heading]
}

function joined(heading: Part, first: Part): Part {
  return {
    blocks: [...heading.blocks, ...first.blocks],
    words: `${heading.words}\n${first.words}`,
    choices: [...(heading.choices ?? []), ...(first.choices ?? [])],
  }
}

/** `*O1-KR1*  Reduce monthly churn …`. */
export function nameOfKeyResult({ keyResult: { id, title } }: KeyResultStatus): string {
  return `*${id}*  ${escape(clip(title, 160))}`
}

/** What is said on one line, what is measured on the next, and a word where the two disagree. */
export function keyResultPart(one: KeyResultStatus, reader: Reader, withOwner: boolean): Part {
  const { keyResult, owner } = one
  const who = owner === null ? ' — _no owner_' : withOwner ? ` — ${escape(clip(owner.name, 40))}` : ''
  const warning = divergenceWords(one, reader.today)
  const lines = [
    nameOfKeyResult(one) + who,
    standingWords(one, reader),
    measuredWords(one),
    ...(warning ? [`⚠️ ${escape(warning)}`] : []),
  ]
  const blocks: KnownBlock[] = [section(lines.join('\n'))]
  return {
    blocks,
    words: plainWords(lines.join('. ')),
    choices: [[keyResult.id, `${keyResult.id} ${clip(keyResult.title, 60)}`]],
  }
}

function leadsTo({ of, rollUp: { counts, total } }: StatusList): StatusParts['leadsTo'] {
  const isFine = counts['on-track'] === total
  return [
    ...(of.kind === 'everything' && !isFine ? [['at-risk', 'Only what is at risk'] as const] : []),
    ...(of.kind === 'everything' ? [] : [['all', 'Everything'] as const]),
    ['missing', 'Who is missing?'],
    ...(of.kind === 'everything' ? [['cycle', 'The cycle'] as const] : []),
  ]
}
