import type { KnownBlock } from '@slack/types'
import type { Leaver } from '../../usecases/show-leaver.ts'
import { context, section } from '../blocks/blocks.ts'
import { messageOf } from '../blocks/fit.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape, plain } from '../blocks/text.ts'

/** So many fit with a menu each. */
const mostKeyResults = 40

/** Asks a lead who takes over what somebody left behind; edited as it is settled. */
export function leaverMessage(leaver: Leaver): Message {
  const { keyResults } = leaver
  const open = keyResults.filter(({ state }) => state.kind !== 'done')
  const opening = openingOf(leaver, open.length)
  const shown = keyResults.slice(0, mostKeyResults)
  const more = keyResults.length - shown.length
  const name = escape(clip(leaver.name, 60))
  return messageOf([
    section(opening),
    ...shown.map((one) => keyResultBlock(one, leaver)),
    ...(more > 0 ? [context(`And ${more} more; they come up here as these are settled.`)] : []),
    context(
      `You get this because you lead ${escape(clip(leaver.team, 80))}, or are an admin where nobody does. ${name}’s answers and history stay.`,
    ),
  ])
}

function openingOf({ name: said, isBack, keyResults }: Leaver, open: number): string {
  const name = escape(clip(said, 60))
  if (isBack) return `*${name} is back.* Nothing needs to be handed over.`
  if (open === 0) return `*✓ Everything ${name} owned has a new owner.* Thank you.`
  const what = keyResults.length === 1 ? 'this key result' : 'these key results'
  return `*${name} has left Slack: who takes over ${what}?* Whoever you choose is asked to accept. Until then nobody is asked for a check-in.`
}

function keyResultBlock({ id, title, state }: Leaver['keyResults'][number], { name, isBack }: Leaver): KnownBlock {
  const stays = isBack && state.kind === 'open' ? `Stays with ${escape(clip(name, 60))}` : null
  const text = `*${id}*  ${escape(clip(title, 300))}\n${stays ?? stateWords(state)}`
  if (state.kind !== 'open' || isBack) return section(text)
  return section(text, {
    type: 'users_select',
    action_id: `leaver:hand-over:${id}`,
    placeholder: plain('Choose a person'),
    confirm: {
      title: plain(`Hand over ${id}?`),
      text: plain('I ask the person you chose. It is theirs when they accept.'),
      confirm: plain('Ask them'),
      deny: plain('Cancel'),
    },
  })
}

function stateWords(state: Leaver['keyResults'][number]['state']): string {
  switch (state.kind) {
    case 'open':
      return state.declinedBy
        ? `${escape(clip(state.declinedBy, 60))} declined: choose somebody else`
        : 'No owner chosen yet'
    case 'offered':
      return `Offered to ${escape(clip(state.to, 60))}, who has not answered yet`
    case 'done':
      return `✓ ${escape(clip(state.owner, 60))} owns it now`
  }
}
