import type { KnownBlock } from '@slack/types'
import type { FindingLine } from '../../usecases/approvals/shown.ts'
import type { HandOverShown } from '../../usecases/hand-overs/show-hand-over.ts'
import type { Home, ToDecide } from '../../usecases/show-home.ts'
import { actions, button, context, header, section } from '../blocks/blocks.ts'
import { clip, escape, link } from '../blocks/text.ts'
import { readButton, valueOf } from './approval-buttons.ts'
import { waitingLine } from './approval-lines.ts'
import { named, since } from './approval-words.ts'
import type { HomeOptions } from './home-options.ts'

/** So many of each stand in Home, which takes 100 blocks; the others come up as these are settled. */
const most = { findings: 5, offers: 5, ownerless: 4, withoutDriver: 3 }

/**
 * What waits for the reader's decision: findings, key results offered to them, those of their teams without an owner, and
 * approved findings that nobody has made work of.
 */
export function toDecideBlocks({ toDecide }: Home, { command }: HomeOptions): KnownBlock[] {
  const { findings, offers, ownerless, withoutDriver } = toDecide
  const count = findings.length + offers.length + ownerless.length + withoutDriver.length
  if (count === 0) return []
  return [
    header(`Waiting for me to decide: ${count}`),
    ...findings.slice(0, most.findings).map(findingBlock),
    ...offers.slice(0, most.offers).flatMap(offerBlocks),
    ...ownerless.slice(0, most.ownerless).map(ownerlessBlock),
    ...withoutDriver.slice(0, most.withoutDriver).map(withoutDriverBlock),
    ...moreBlocks(toDecide, command),
  ]
}

function findingBlock(line: FindingLine): KnownBlock {
  return section(waitingLine(line), readButton({ ...line, id: line.approvalId }))
}

function offerBlocks({ id, keyResultId, title, offeredBy, progress, word }: HandOverShown): KnownBlock[] {
  const value = String(id)
  const said = word ? `\n“${escape(clip(word, 300))}”` : ''
  return [
    section(
      `*${escape(clip(offeredBy, 60))} would like to hand ${keyResultId} over to you*\n${escape(clip(title, 200))}, ${escape(clip(progress, 80))}${said}`,
    ),
    actions(
      `hand-over:${id}`,
      button('hand-over:accept', 'Accept', value, { style: 'primary', label: `Accept ${keyResultId}` }),
      button('hand-over:decline', 'Decline', value, { label: `Decline ${keyResultId}` }),
    ),
  ]
}

function ownerlessBlock({ id, title, leftBy }: ToDecide['ownerless'][number]): KnownBlock {
  const why = leftBy === null ? 'has no owner' : `needs a new owner: ${escape(clip(leftBy, 60))} has left`
  const label = `Hand over ${id} ${title}`
  return section(`*${id} ${why}.*\n${escape(clip(title, 200))}`, button('hand-over:open', 'Hand over …', id, { label }))
}

/** Approved, and nothing followed: somebody makes work of it, or at least knows that nobody does. */
function withoutDriverBlock(line: FindingLine): KnownBlock {
  const { approvalId, version, title, link: url, who, decidedAt } = line
  const words = clip(title, 160)
  const name = url ? link(url, words) : escape(words)
  const when = decidedAt === null ? '' : `, ${since('approved', decidedAt)}`
  const by = who[0] === undefined ? '' : ` by ${named(who[0])}`
  return section(
    `*No work yet:* ${name}\nFindings${when}${by}, and no driver spec was made of them.`,
    button('approval:driver', 'Create driver spec', valueOf({ id: approvalId, version }), {
      label: `Create driver spec: ${clip(title, 50)}`,
    }),
  )
}

function moreBlocks(toDecide: ToDecide, command: string): KnownBlock[] {
  const left = (Object.keys(most) as (keyof typeof most)[]).filter((kind) => toDecide[kind].length > most[kind])
  if (left.length === 0) return []
  const findings = left.includes('findings') ? ` All findings: \`${escape(clip(command, 40))} findings pending\`.` : ''
  return [context(`And more; they come up here as these are settled.${findings}`)]
}
