import type { KnownBlock } from '@slack/types'
import type { StatusAnswer } from '../../usecases/status/show-status-answer.ts'
import { actions, button, context, limits } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { type Part, pageOf } from '../blocks/pages.ts'
import { plain, shorten } from '../blocks/text.ts'
import { missingMessage } from './missing.ts'
import { sentenceMessage } from './sentence.ts'
import { cycleParts } from './status-cycle.ts'
import { keyResultParts } from './status-key-result.ts'
import { listParts } from './status-list.ts'
import { objectiveParts } from './status-objective.ts'
import type { StatusParts } from './status-parts.ts'

/** The answer to `/okr status <typed>`, one page of it. `typed` is what a button for another page asks again. */
export function statusMessage(answer: StatusAnswer, { typed, page }: { typed: string; page: number }): Message {
  if (answer.kind === 'sentence') return sentenceMessage(answer.sentence)
  if (answer.kind === 'missing') return missingMessage(answer.missing, { reader: answer.reader.id })
  const { above, parts, leadsTo } = partsOf(answer)
  const below = (at: number, pages: number, shown: readonly Part[]): Part => {
    const where = pages > 1 ? `Page ${at} of ${pages}` : ''
    const blocks: KnownBlock[] = [...(where ? [context(where)] : []), ...navigation(typed, at, pages, shown, leadsTo)]
    return { blocks, words: where }
  }
  return pageOf({ above, parts, below }, page)
}

function partsOf(answer: Exclude<StatusAnswer, { kind: 'sentence' | 'missing' }>): StatusParts {
  switch (answer.kind) {
    case 'list':
      return listParts(answer.list, answer.reader)
    case 'objective':
      return objectiveParts(answer.detail, answer.reader)
    case 'key-result':
      return keyResultParts(answer.detail, answer.reader)
    case 'cycle':
      return cycleParts(answer.overview, answer.reader)
  }
}

function navigation(
  typed: string,
  page: number,
  pages: number,
  shown: readonly Part[],
  leadsTo: StatusParts['leadsTo'],
): KnownBlock[] {
  const choices = shown.flatMap((part) => part.choices ?? []).slice(0, 100)
  const turn = (to: number, text: string) =>
    button(`status:page-${to < page ? 'back' : 'on'}`, text, `${to} ${typed}`, {
      label: `${text}: page ${to} of ${pages}`,
    })
  const elements = [
    ...(page > 1 ? [turn(page - 1, 'Previous')] : []),
    ...(page < pages ? [turn(page + 1, 'Next')] : []),
    ...(choices.length > 0 ? [lookMenu(choices)] : []),
    ...leadsTo.map(([query, text], index) => button(`status:look-${index}`, text, query)),
  ]
  return elements.length > 0 ? [actions('status', ...elements)] : []
}

function lookMenu(choices: readonly (readonly [string, string])[]) {
  return {
    type: 'static_select' as const,
    action_id: 'status:look-closer',
    placeholder: plain('Look closer at …'),
    options: choices.map(([value, text]) => ({ value, text: plain(shorten(text, limits.option)) })),
  }
}
