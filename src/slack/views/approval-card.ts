import type { KnownBlock } from '@slack/types'
import type { ApprovalShown } from '../../usecases/approvals/shown.ts'
import { context, section } from '../blocks/blocks.ts'
import { fits, messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'
import { askedLine, type BodyDetail, bodyBlocks } from './approval-body.ts'
import { approvalButtons } from './approval-buttons.ts'
import {
  type Detail,
  driverBlocks,
  earlierLines,
  evidenceBlocks,
  footerBlocks,
  keyResultBlocks,
} from './approval-facts.ts'
import { openingBlocks } from './approval-opening.ts'

type CardDetail = Detail & BodyDetail

/** From the most to the least; at the last, everything fits that people can have written. */
const details: readonly CardDetail[] = [
  {
    title: 200,
    keyResults: 5,
    inputs: 6,
    criteria: 5,
    earlier: 3,
    drivers: 5,
    reason: 400,
    whole: 700,
    summary: 1200,
    findings: 5,
    about: 320,
    interventions: 5,
  },
  {
    title: 120,
    keyResults: 4,
    inputs: 5,
    criteria: 3,
    earlier: 3,
    drivers: 4,
    reason: 250,
    whole: 500,
    summary: 700,
    findings: 5,
    about: 120,
    interventions: 4,
  },
  {
    title: 80,
    keyResults: 3,
    inputs: 4,
    criteria: 2,
    earlier: 2,
    drivers: 3,
    reason: 160,
    whole: 300,
    summary: 400,
    findings: 4,
    about: 0,
    interventions: 3,
  },
  {
    title: 50,
    keyResults: 2,
    inputs: 2,
    criteria: 1,
    earlier: 1,
    drivers: 2,
    reason: 80,
    whole: 0,
    summary: 200,
    findings: 3,
    about: 0,
    interventions: 2,
  },
]

/**
 * The card of an approval: what is asked, what was found, what it rests on, and who may decide; later what was decided
 * and what became of it. It has the buttons of how the approval stands, and no others.
 */
export function approvalCard(shown: ApprovalShown): Message {
  let blocks: KnownBlock[] = []
  for (const detail of details) {
    blocks = blocksOf(shown, detail)
    if (fits(blocks)) break
  }
  return messageOf(blocks)
}

function blocksOf(shown: ApprovalShown, detail: CardDetail): KnownBlock[] {
  const isUndecided = ['open', 'deciding', 'stuck'].includes(shown.standing)
  return [
    ...openingBlocks(shown),
    ...historyBlocks(shown, detail, isUndecided),
    ...(shown.standing === 'gone' ? [] : bodyBlocks(shown, detailFor(shown, detail))),
    ...(isUndecided ? evidenceBlocks(shown, detail) : []),
    ...(shown.standing === 'gone' ? [] : keyResultBlocks(shown, detail)),
    ...driverBlocks(shown, detail),
    ...problemBlocks(shown),
    ...approvalButtons(shown),
    ...footerBlocks(shown),
  ]
}

/** What is decided takes less room: of what did not come to pass not even what was proposed. */
function detailFor({ standing }: ApprovalShown, detail: CardDetail): CardDetail {
  if (standing === 'approved') return { ...detail, about: 0 }
  return standing === 'rejected' || standing === 'expired' ? { ...detail, about: 0, interventions: 0 } : detail
}

/** What was asked, and what was said to earlier answers. */
function historyBlocks(shown: ApprovalShown, detail: CardDetail, isUndecided: boolean): KnownBlock[] {
  const asked = isUndecided ? askedLine(shown) : null
  const lines = [...(asked === null ? [] : [asked]), ...earlierLines(shown, detail)]
  return lines.length > 0 ? [context(lines.join('\n'))] : []
}

/** Why decisions cannot be written for now; a decision that waits for it says so itself. */
function problemBlocks({ standing, chantProblem }: ApprovalShown): KnownBlock[] {
  if (standing !== 'open' || chantProblem === null) return []
  return [section(`⚠️ *Decisions cannot be written to chant for now.* ${escape(clip(chantProblem, 600))}`)]
}
