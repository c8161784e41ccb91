import type { KnownBlock } from '@slack/types'
import type { ApprovalShown, FindingToRead } from '../../usecases/approvals/shown.ts'
import { actions, button, context, divider, header, section } from '../blocks/blocks.ts'
import { markdownBlocks } from '../blocks/markdown.ts'
import { modalPage, paged } from '../blocks/markdown-pages.ts'
import type { Modal } from '../blocks/message.ts'
import { clip, escape, plain } from '../blocks/text.ts'
import { approvalButtons } from './approval-buttons.ts'
import { driverBlocks, evidenceBlocks, keyResultBlocks, roundLine } from './approval-facts.ts'
import { outcomeLine } from './approval-opening.ts'
import { listed, named, quoteBlock, since, specCode, whenIn } from './approval-words.ts'

/** As much as anybody has; the form has pages. */
const everything = { title: 300, keyResults: 50, inputs: 30, criteria: 50, earlier: 50, drivers: 50, reason: 2000 }

/**
 * Everything there is to read before a decision, page by page (from 1): how it stands, what was found, what was asked,
 * and what was said about it. While it is open it can be decided there.
 */
export function findingsModal(read: FindingToRead, page: number): Modal {
  const { approval } = read
  const pages = paged(allBlocks(read), modalPage)
  const shown = Math.min(Math.max(1, page), pages.length)
  return {
    type: 'modal',
    callback_id: 'findings',
    private_metadata: `${approval.id}:${shown}`,
    title: plain(approval.kind === 'finding' ? 'Findings' : 'Work to release'),
    close: plain('Close'),
    blocks: [
      section(`*${escape(clip(approval.title, 300))}*${approval.round > 1 ? `  ·  round ${approval.round}` : ''}`),
      ...(pages[shown - 1] ?? []),
      ...pager(approval, shown, pages.length),
      ...(approval.standing === 'open' ? approvalButtons(approval, { reads: false }) : []),
    ],
  }
}

function allBlocks(read: FindingToRead): KnownBlock[] {
  const { approval } = read
  return [
    ...standingBlocks(approval),
    ...driverBlocks(approval, everything),
    ...keyResultBlocks(approval, everything),
    ...evidenceBlocks(approval, everything),
    divider,
    ...contentBlocks(approval),
    ...discussionBlocks(read),
  ]
}

function standingBlocks(approval: ApprovalShown): KnownBlock[] {
  const { standing, decision, who, openedAt, specId } = approval
  if (standing !== 'open') {
    return [section(outcomeLine(approval)), ...(decision?.reason ? [quoteBlock(decision.reason)] : [])]
  }
  const names = listed(
    who.approvers.map(({ name }) => named(name)),
    'or',
  )
  const whoCan = names === '' ? '' : ` ${names} can decide (${escape(clip(who.because, 300))}).`
  return [section(`*${since('Waits for a decision since', openedAt)}.*${whoCan}  ${specCode(specId)}`)]
}

/** First what was found, file by file; then what the spec asked for. */
function contentBlocks({ content: { body, files } }: ApprovalShown): KnownBlock[] {
  const found = files.flatMap(({ path, text, problem }) => [
    context(`From ${specCode(path)}`),
    ...(text === null
      ? [section(`⚠️ It cannot be read: ${escape(clip(problem ?? 'it is not there', 300))}.`)]
      : text.trim() === ''
        ? [section('It is empty.')]
        : markdownBlocks(text)),
  ])
  const spec = body.trim() === '' ? [] : [context('From the spec itself'), ...markdownBlocks(body)]
  return [...found, ...(found.length > 0 && spec.length > 0 ? [divider] : []), ...spec]
}

const saidWords: Record<FindingToRead['discussion'][number]['what'], string> = {
  remark: 'said',
  note: 'noted',
  result: 'said what came of it',
  question: 'asked before deciding',
  approved: 'approved',
  rejected: 'rejected',
}

function discussionBlocks({ approval: { earlier }, discussion }: FindingToRead): KnownBlock[] {
  const rounds = earlier.map((one) => section(roundLine(one, 2000)))
  const said = discussion.flatMap(({ byName, at, text, what }) => [
    context(`*${named(byName)}* ${saidWords[what]}${whenIn(at)}`),
    ...(text.trim() === '' ? [] : [quoteBlock(text, 3000)]),
  ])
  if (rounds.length + said.length === 0) return [divider, context('Nothing has been said about it yet.')]
  return [header('What was said'), ...rounds, ...said]
}

function pager({ id }: ApprovalShown, page: number, pages: number): KnownBlock[] {
  if (pages < 2) return []
  const turn = (to: number, text: string) =>
    button(`findings:page-${to < page ? 'back' : 'on'}`, text, `${id}:${to}`, {
      label: `${text}: page ${to} of ${pages}`,
    })
  return [
    context(`Page ${page} of ${pages}`),
    actions(
      'findings-pages',
      ...(page > 1 ? [turn(page - 1, 'Previous')] : []),
      ...(page < pages ? [turn(page + 1, 'Next')] : []),
    ),
  ]
}
