import type { KnownBlock } from '@slack/types'
import { limits } from './blocks.ts'
import { cutText, mostText } from './fit.ts'
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
  const frame = sizeOf([above, below(99, 99, [])])
  const pages = split(parts, less({ blocks: limits.blocks, characters: limits.message, words: mostText }, frame))
  const page = Math.min(Math.max(1, wanted), pages.length)
  const shown = pages[page - 1] ?? []
  const all = [above, ...shown, below(page, pages.length, shown)]
  const words = all.map((part) => part.words).filter(Boolean)
  return {
    text: cutText(words.join('\n')),
    blocks: all.flatMap(({ blocks }) => blocks),
  }
}

/** What an option of a menu takes beside its value and text. */
const perChoice = 70

interface Size {
  blocks: number
  /** Of the blocks as JSON. */
  characters: number
  /** Characters of the text. */
  words: number
}

function split(parts: readonly Part[], room: Size): Part[][] {
  const pages: Part[][] = [[]]
  let left = room
  for (const part of parts) {
    const size = sizeOf([part])
    const fits = size.blocks <= left.blocks && size.characters <= left.characters && size.words <= left.words
    if (!fits && pages.at(-1)?.length !== 0) {
      pages.push([])
      left = room
    }
    pages.at(-1)?.push(part)
    left = less(left, size)
  }
  return pages
}

function less(a: Size, b: Size): Size {
  return { blocks: a.blocks - b.blocks, characters: a.characters - b.characters, words: a.words - b.words }
}

function sizeOf(parts: readonly Part[]): Size {
  const blocks = parts.flatMap((part) => part.blocks)
  const choices = parts.flatMap((part) => part.choices ?? [])
  const menu = choices.flat().join('').length + choices.length * perChoice
  const words = parts.reduce((sum, part) => sum + part.words.length + 1, 0)
  return { blocks: blocks.length, characters: JSON.stringify(blocks).length + menu, words }
}
