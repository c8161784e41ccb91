import type { Block, KnownBlock, SectionBlock } from '@slack/types'
import { limits, section } from './blocks.ts'
import { wordsOfMarkdown } from './markdown-words.ts'
import type { Message } from './message.ts'
import { escape, shortenMrkdwn, unformatted } from './text.ts'

/** All blocks of a message as JSON: Slack refuses somewhat more than 13,000 characters, whatever its documents say. */
const mostCharacters = 12_500
/** Longer texts are cut by clients; screen readers and phones read only this. */
export const mostText = 4000

/**
 * A message that is made of blocks: its text says all they say. Texts of people that are longer than any message are
 * shortened until it fits, the longest first.
 */
export function messageOf(blocks: readonly (KnownBlock | Block)[]): Message {
  const fitting = shortened(blocks)
  return { text: cutText(wordsOf(fitting)), blocks: fitting }
}

/** All that blocks say, as plain words, each block on a line of its own; what can be pressed is left out. */
export function wordsOf(blocks: readonly (KnownBlock | Block)[]): string {
  return blocks
    .flatMap((block) => {
      const known = block as KnownBlock
      if (known.type === 'header') return [escape(known.text.text)]
      if (known.type === 'context') return known.elements.map((one) => ('text' in one ? unformatted(one.text) : ''))
      if (known.type === 'rich_text' || known.type === 'table') return [escape(wordsOfMarkdown([known]))]
      if (known.type !== 'section') return []
      return [known.text, ...(known.fields ?? [])].map((one) => (one ? unformatted(one.text) : ''))
    })
    .filter((words) => words !== '')
    .join('\n')
}

/**
 * A message made of lists, as long as Slack takes it: while it is too long, the longest list shows fewer entries.
 * `build` gets how many of each list to show and says honestly how many it left out.
 */
export function fitMessage(lengths: readonly number[], build: (shown: readonly number[]) => Message): Message {
  const shown = [...lengths]
  for (;;) {
    const message = build(shown)
    const longest = shown.indexOf(Math.max(...shown))
    const entries = shown[longest] ?? 0
    if (fits(message.blocks) || entries <= 1) {
      return { text: cutText(message.text), blocks: shortened(message.blocks) }
    }
    shown[longest] = Math.floor(entries * 0.9)
  }
}

export function fits(blocks: readonly (KnownBlock | Block)[]): boolean {
  return blocks.length <= limits.blocks && JSON.stringify(blocks).length <= mostCharacters
}

/** Lines as sections, as few as their limit allows; the first begins with the heading. */
export function lineSections(heading: string, lines: readonly string[]): SectionBlock[] {
  const texts: string[] = []
  let text = heading
  for (const line of lines) {
    const longer = text === '' ? line : `${text}\n${line}`
    if (longer.length <= limits.text) text = longer
    else {
      texts.push(text)
      text = line
    }
  }
  return [...texts, text].filter((one) => one !== '').map((one) => section(one))
}

/** `And 14 more.`; empty when nothing was left out. */
export function andMore(left: number, where = ''): string[] {
  return left > 0 ? [`_And ${left} more${where}._`] : []
}

/** Whole lines only, and how many were left out; of a first line that is too long by itself its beginning. */
export function cutText(text: string): string {
  if (text.length <= mostText) return text
  const lines = text.split('\n')
  let kept = ''
  for (const [index, line] of lines.entries()) {
    const more = `\n… and ${lines.length - index} more lines.`
    if (kept.length + line.length + 1 + more.length > mostText) {
      return kept === '' ? shortenMrkdwn(line, mostText) : kept + more
    }
    kept = kept === '' ? line : `${kept}\n${line}`
  }
  return kept
}

/** Blocks whose texts are as long as they may be for all of them to fit; what fits stays as it is. */
function shortened(blocks: readonly (KnownBlock | Block)[]): (KnownBlock | Block)[] {
  let limit: number = limits.text
  let some = [...blocks]
  while (limit > 50 && JSON.stringify(some).length > mostCharacters) {
    limit = Math.floor(limit * 0.8)
    some = blocks.map((block) => withTexts(block as KnownBlock, limit))
  }
  return some
}

function withTexts(block: KnownBlock, limit: number): KnownBlock {
  if (block.type === 'section' && block.text) {
    return { ...block, text: { ...block.text, text: shortenMrkdwn(block.text.text, limit) } }
  }
  if (block.type !== 'context') return block
  const elements = block.elements.map((one) =>
    one.type === 'mrkdwn' ? { ...one, text: shortenMrkdwn(one.text, limit) } : one,
  )
  return { ...block, elements }
}
