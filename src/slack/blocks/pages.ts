import type { KnownBlock } from '@slack/types'
import { limits } from './blocks.ts'
import type { Message } from './message.ts'

/** Blocks that stay together on one page, and the same in words: screen readers and phones read only those. */
export interface Part {
  blocks: KnownBlock[]
  words: string
  /** What of it can be chosen in the menu below, `[value, text]` each. */
  choices?: readonly (readonly [value: string, text: string])[]
}

export interface Paged {
  /** What stands on every page, first and last. `below` gets which page it is, from 1, and how many there are. */
  above: Part
  parts: readonly Part[]
  below: (page: number, pages: number, shown: readonly Part[]) => Part
}

/** As many parts as fit on each page; a page that is not there is the last one. Slack takes 50 blocks and some 13,000 characters. */
export function pageOf({ above, parts, below }: Paged, wanted: number): Message {
  // What stands below names the page: room for the longest there can be.
  const room = { blocks: limits.blocks, characters: limits.message }
  const frame = sizeOf([above, below(99, 99, [])])
  const pages = split(parts, { blocks: room.blocks - frame.blocks, characters: room.characters - frame.characters })
  const page = Math.min(Math.max(1, wanted), pages.length)
  const shown = pages[page - 1] ?? []
  const all = [above, ...shown, below(page, pages.length, shown)]
  return {
    text: all
      .map(({ words }) => words)
      .filter(Boolean)
      .join('\n'),
    blocks: all.flatMap(({ blocks }) => blocks),
  }
}

/** What an option of a menu takes beside its value and text. */
const perChoice = 70

interface Size {
  blocks: number
  characters: number
}

function split(parts: readonly Part[], room: Size): Part[][] {
  const pages: Part[][] = [[]]
  let left = room
  for (const part of parts) {
    const size = sizeOf([part])
    const fits = size.blocks <= left.blocks && size.characters <= left.characters
    if (!fits && pages.at(-1)?.length !== 0) {
      pages.push([])
      left = room
    }
    pages.at(-1)?.push(part)
    left = { blocks: left.blocks - size.blocks, characters: left.characters - size.characters }
  }
  return pages
}

function sizeOf(parts: readonly Part[]): Size {
  const blocks = parts.flatMap((part) => part.blocks)
  const choices = parts.flatMap((part) => part.choices ?? [])
  const menu = choices.flat().join('').length + choices.length * perChoice
  return { blocks: blocks.length, characters: JSON.stringify(blocks).length + menu }
}
