import type { KnownBlock } from '@slack/types'
import type { Leaver } from '../../usecases/show-leaver.ts'
import { context, section } from '../blocks/blocks.ts'
import type { Message } from '../blocks/message.ts'
import { clip, escape, plain, unformatted } from '../blocks/text.ts'

/** So many fit with a menu each. */
const mostKeyResults = 40

/** Asks a lead who takes over what somebody left behind; edited as it is settled. */
export function leaverMessage(leaver: Leaver): Message {
  const { name, team, keyResults, isBack } = leaver
  const open = keyResults.filter(({ state }) => state.kind !== 'done')
  const opening = openingOf(leaver, open.length)
  const shown = keyResults.slice(0, mostKeyResults)
  const more = keyResults.length - shown.length
  return {
    text: [
      unformatted(opening),
      ...keyResults.map(({ id, title, state }) => `${id} ${escape(clip(title, 150))}: ${stateWords(state)}.`),
    ].join('\n'),
    blocks: [
      section(opening),
      ...shown.map((one) => keyResultBlock(one, isBack)),
      ...(more > 0 ? [context(`And ${more} more; they come up here as these are settled.`)] : []),
      context(
        `You get this because you lead ${escape(team)}, or are an admin where nobody does. ${escape(name)}’s answers and history stay.`,
      ),
    ],
  }
}

function openingOf({ name, isBack, keyResults }: Leaver, open: number): string {
  if (isBack) return `*${escape(name)} is back.* Nothing needs to be handed over.`
  if (open === 0) return `✓ *Everything ${escape(name)} owned has a new owner.* Thank you.`
  const what = keyResults.length === 1 ? 'this key result' : 'these key results'
  return `*${escape(name)} has left Slack: who takes over ${what}?* Whoever you choose is asked to accept. Until then nobody is asked for a check-in.`
}

function keyResultBlock({ id, title, state }: Leaver['keyResults'][number], isBack: boolean): KnownBlock {
  const text = `*${id}*  ${escape(clip(title, 300))}\n${stateWords(state)}`
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
      return state.declinedBy ? `${escape(state.declinedBy)} declined: choose somebody else` : 'No owner chosen yet'
    case 'offered':
      return `Offered to ${escape(state.to)}, who has not answered yet`
    case 'done':
      return `✓ ${escape(state.owner)} owns it now`
  }
}
