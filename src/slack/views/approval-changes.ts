import type { KnownBlock } from '@slack/types'
import { type Comparison, compareContents } from '../../domain/findings/compare.ts'
import { differenceInWords } from '../../domain/findings/difference-in-words.ts'
import type { NewsShown } from '../../usecases/approvals/shown.ts'
import { section } from '../blocks/blocks.ts'
import { diffBlocks } from '../blocks/markdown-diff.ts'
import { paged } from '../blocks/markdown-pages.ts'
import { clip, escape } from '../blocks/text.ts'
import { called, listed } from './approval-words.ts'

/** What is different now, and what that means for whoever decides. */
export function changedBlocks({
  when,
  before,
  after,
  approvers,
}: Extract<NewsShown, { kind: 'changed' }>): KnownBlock[] {
  const difference = compareContents(before, after)
  const whom = listed(approvers.map(called), 'or')
  const { what, next } = words[when]
  return [
    section(`${whom === '' ? '' : `${whom}: `}*${what}* ${next}`.trim()),
    section(escape(clip(differenceInWords(difference), 600))),
    ...fitting(difference),
  ]
}

const words = {
  waiting: {
    what: 'This changed while it waits for a decision.',
    next: 'The buttons above are renewed: they are for the text as it is now, and only that is decided on.',
  },
  approved: {
    what: 'This has changed since it was approved.',
    next: 'Does the approval still stand? The buttons are on the message above.',
  },
  rejected: { what: 'What is different since the round before.', next: '' },
} as const

/** As many places as one message takes; the others are counted. */
function fitting(difference: Comparison): KnownBlock[] {
  const rest = 'under “Read findings” above'
  for (const hunks of [8, 6, 4, 3, 2]) {
    const blocks = diffBlocks(difference, { hunks, rest })
    if (paged(blocks).length < 2) return blocks
  }
  return diffBlocks(difference, { hunks: 1, rest })
}
