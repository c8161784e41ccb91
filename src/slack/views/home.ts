import type { Block, KnownBlock } from '@slack/types'
import type { Home } from '../../usecases/show-home.ts'
import { actions, button, context, divider, header, section } from '../blocks/blocks.ts'
import type { Home as HomeTab } from '../blocks/message.ts'
import { clip, escape } from '../blocks/text.ts'
import { boardBlocks } from './home-board.ts'
import { toDecideBlocks } from './home-decide.ts'
import type { HomeOptions } from './home-options.ts'
import { owedBlocks } from './home-owed.ts'
import { sendingTimeBlocks } from './home-sending-time.ts'
import { nameOfKeyResult } from './status-list.ts'
import { divergenceWords, measuredWords, standingWords } from './status-words.ts'

/** Key results that stand in Home with a button each; the rest is a command away. */
const mostMine = 15

/** Somebody's Home: what they owe first, their settings last. Every part begins with a heading. */
export function homeView(home: Home, options: HomeOptions): HomeTab {
  const parts = [
    introduction(home, options),
    owedBlocks(home),
    toDecideBlocks(home, options),
    mineBlocks(home, options),
    boardBlocks(home, options),
    sendingTimeBlocks(home),
  ].filter((blocks) => blocks.length > 0)
  const blocks = parts.flatMap((part, index) => (index === 0 ? part : [divider, ...part]))
  return { type: 'home', blocks: blocks as KnownBlock[] }
}

/** What this is and what happens next, for whoever meets it for the first time. */
function introduction({ newcomer, firstName, sendingTime }: Home, { command }: HomeOptions): (KnownBlock | Block)[] {
  const name = escape(clip(firstName, 40))
  if (newcomer === 'owner') {
    const { nextAt } = sendingTime
    const when = nextAt ? ` The first time: ${escape(clip(nextAt, 60))}, where you are.` : ''
    return [
      section(
        `*Welcome, ${name}.* Once a week I ask you here in Slack how sure you are about each of your key results: one click when all is well, two minutes at most.${when}`,
      ),
    ]
  }
  if (newcomer === null) return []
  return [
    section(
      `*Welcome, ${name}.* Here you see how the objectives stand. You own no key result, so I ask you for nothing; if somebody hands one over to you, it is offered here first.`,
    ),
    actions(
      'start',
      button('status:look-0', 'How are we doing?', 'all'),
      button('status:look-1', 'The cycle', 'cycle'),
    ),
    context(`The same anywhere in Slack: \`${command} status\`.`),
  ]
}

function mineBlocks({ mine, reader }: Home, { command }: HomeOptions): KnownBlock[] {
  if (mine.length === 0) return []
  const shown = mine.slice(0, mostMine)
  const left = mine.length - shown.length
  return [
    header('My key results'),
    ...shown.map((one) => {
      const { id, title } = one.keyResult
      const warning = divergenceWords(one, reader.today)
      const lines = [nameOfKeyResult(one), standingWords(one, reader), measuredWords(one)]
      const text = [...lines, ...(warning ? [`⚠️ ${escape(warning)}`] : [])].join('\n')
      const label = `Check in: ${id} ${title}`
      return { ...section(text, button('check-in:open', 'Check in', id, { label })), block_id: `mine:${id}` }
    }),
    ...(left > 0 ? [context(`And ${left} more: \`${command} status me\`.`)] : []),
  ]
}
