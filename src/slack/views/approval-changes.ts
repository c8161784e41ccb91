import type { KnownBlock } from '@slack/types'
import { compareContents } from '../../domain/findings/compare.ts'
import { differenceInWords } from '../../domain/findings/difference-in-words.ts'
import type { NewsShown } from '../../usecases/approvals/shown.ts'
import { section } from '../blocks/blocks.ts'
import { clip, escape } from '../blocks/text.ts'
import { called, listed } from './approval-words.ts'

/** What is different now, and what that means for whoever decides. */
export function changedBlocks({
  isSince,
  before,
  after,
  approvers,
}: Extract<NewsShown, { kind: 'changed' }>): KnownBlock[] {
  const difference = compareContents(before, after)
  const whom = listed(approvers.map(called), 'or')
  const what = isSince ? 'This has changed since it was approved.' : 'This changed while it waits for a decision.'
  const next = isSince
    ? 'Does the approval still stand? The buttons are on the message above.'
    : 'The buttons above are for the text as it is now: what was pressed before does not count.'
  return [
    section(`${whom === '' ? '' : `${whom}: `}*${what}* ${next}`),
    section(escape(clip(differenceInWords(difference), 600))),
  ]
}
