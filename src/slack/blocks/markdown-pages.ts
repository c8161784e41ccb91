import type { KnownBlock } from '@slack/types'

export interface PageLimit {
  blocks: number
  /** Of the blocks as JSON, tables included. */
  characters: number
}

/** A page of a message: leaves room for a heading, a line of context and buttons. */
export const messagePage: PageLimit = { blocks: 40, characters: 9500 }
/** A page of a form: as much as people scroll through. */
export const modalPage: PageLimit = { blocks: 80, characters: 16_000 }

/**
 * Blocks of `markdownBlocks` or `diffBlocks` page by page, all of them and in order. No page has two tables (a message
 * takes one), and none ends with a heading whose text is on the next. A block that is larger than the limit by itself has
 * a page to itself; blocks from here are smaller than any limit above. No blocks: no pages.
 */
export function paged(blocks: readonly KnownBlock[], limit: PageLimit = messagePage): KnownBlock[][] {
  const pages: KnownBlock[][] = []
  let page: KnownBlock[] = []
  let left = limit.characters
  for (const block of blocks) {
    const size = sizeOf(block)
    const isSecond = block.type === 'table' && page.some(({ type }) => type === 'table')
    if (page.length > 0 && (isSecond || page.length >= limit.blocks || size > left)) {
      const taken = headingsAtEnd(page)
      pages.push(page.slice(0, page.length - taken.length))
      page = taken
      left = limit.characters - taken.reduce((sum, one) => sum + sizeOf(one), 0)
    }
    page.push(block)
    left -= size
  }
  return page.length > 0 ? [...pages, page] : pages
}

/** Headings that go on to the next page with what they are about; not when they are all there is. */
function headingsAtEnd(page: readonly KnownBlock[]): KnownBlock[] {
  const last = page.findLastIndex((block) => !isHeading(block))
  return last === -1 || page.length - last > 4 ? [] : page.slice(last + 1)
}

function isHeading(block: KnownBlock): boolean {
  if (block.type === 'header' || block.type === 'divider') return true
  if (block.type !== 'rich_text' || block.elements.length !== 1) return false
  const [element] = block.elements
  return (
    element?.type === 'rich_text_section' && element.elements.every((one) => one.type === 'text' && one.style?.bold)
  )
}

function sizeOf(block: KnownBlock): number {
  return JSON.stringify(block).length + 1
}
