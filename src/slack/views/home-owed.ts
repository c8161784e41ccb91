import type { KnownBlock } from '@slack/types'
import type { OwedItem, OwedQuestion, OwedRequest, OwedResult } from '../../usecases/home/show-owed.ts'
import type { Home } from '../../usecases/show-home.ts'
import { actions, button, context, header, linkButton, section } from '../blocks/blocks.ts'
import { clip, escape, link } from '../blocks/text.ts'
import { itemFacts } from './open-item-words.ts'

/** So many stand in Home; the others come up as these are closed. */
const mostItems = 15
const mostResearched = 3
const mostResults = 3

/** What waits for the reader: check-ins to answer, questions to reply to, open items to close. */
export function owedBlocks({ owed, newcomer, sendingTime }: Home): KnownBlock[] {
  const { requests, questions, items, results } = owed
  const count = requests.length + questions.length + items.length + results.length
  if (count === 0) {
    if (newcomer === 'without-key-results') return []
    const { nextAt } = sendingTime
    const next = nextAt ? ` Your next check-in comes on ${escape(clip(nextAt, 60))}.` : ''
    return [header('Owed by me'), section(`Nothing.${newcomer === 'owner' ? '' : next}`)]
  }
  const shown = items.slice(0, mostItems)
  const researched = shown.flatMap(({ canBeResearched }, at) => (canBeResearched ? [at] : [])).slice(0, mostResearched)
  const left = items.length - shown.length + Math.max(0, results.length - mostResults)
  return [
    header(`Owed by me: ${count}`),
    ...requests.slice(0, 3).map(requestBlock),
    ...questions.slice(0, 5).map(questionBlock),
    ...shown.flatMap((item, at) => [itemBlock(item), ...(researched.includes(at) ? [researchBlock(item)] : [])]),
    ...results.slice(0, mostResults).map(resultBlock),
    ...(left > 0 ? [context(`And ${left} more; they come up here as these are closed.`)] : []),
  ]
}

/** An investigation can become a question for an agent, who then finds out. */
function researchBlock({ id, keyResultId, text }: OwedItem): KnownBlock {
  const label = `Have an agent research ${keyResultId}: ${text}`
  return actions(
    `open-item-research:${id}`,
    button('open-item:research', 'Have it researched …', String(id), { label }),
  )
}

function requestBlock({ what, missing, answered, link: url }: OwedRequest): KnownBlock {
  const open = missing.length === 1 ? 'one key result is open' : `${missing.length} key results are open`
  const done = answered > 0 ? `, ${answered} answered` : ''
  const text = `*${escape(clip(what, 80))}*: ${open}${done}.\n${missing.slice(0, 20).join(', ')}`
  if (url === null) return section(`${text}\nIts message is on its way to you.`)
  return section(text, linkButton('Answer', url, { style: 'primary', label: `Answer ${what}` }))
}

function questionBlock({ keyResultId, askedBy, text, link: url }: OwedQuestion): KnownBlock {
  const asked = `*${escape(clip(askedBy, 60))} asks about ${keyResultId}:* ${escape(clip(text, 300))}`
  if (url === null) return section(`${asked}\nThe message is on its way to you.`)
  return section(asked, linkButton('Reply', url, { label: `Reply to ${askedBy} about ${keyResultId}` }))
}

function resultBlock({ approvalId, title, keyResults, link: url }: OwedResult): KnownBlock {
  const words = clip(title, 160)
  const name = url ? link(url, words) : escape(words)
  const whatFor = keyResults.length > 0 ? ` for ${keyResults.slice(0, 6).join(', ')}` : ''
  return section(
    `*What came of it?* ${name}\nApproved findings${whatFor}, at the end of their cycle.`,
    button('finding-result:open', 'What came of it', String(approvalId), { label: `What came of it: ${words}` }),
  )
}

function itemBlock(item: OwedItem): KnownBlock {
  const { id, words, keyResultId, text, isOverdue } = item
  const late = isOverdue ? '⏰ ' : ''
  return {
    ...section(
      `${late}*${escape(clip(words, 40))}*, ${keyResultId}: ${escape(clip(text, 300))}\n${itemFacts(item)}`,
      button('open-item:close', 'Close …', String(id), {
        label: `Close ${words.toLowerCase()} of ${keyResultId}: ${text}`,
      }),
    ),
    block_id: `open-item:${id}`,
  }
}
