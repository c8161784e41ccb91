import type { KnownBlock, RichTextBlock, RichTextElement } from '@slack/types'
import { markdownBlocks } from './markdown.ts'
import type { CountedList } from './markdown-fit.ts'
import { wordsOfElements } from './markdown-inline.ts'
import { oneLine, shorten } from './text.ts'

/**
 * The beginning of a markdown text as one line of plain words, at most `max` characters: for a notification. Headings are
 * left out where there is anything else. Not escaped: where it becomes mrkdwn or a message's `text`, use `escape`.
 */
export function summaryText(markdown: string, max: number): string {
  // Marks and addresses are longer than the words they stand for, seldom more than this.
  const blocks = markdownBlocks(markdown.slice(0, max * 4 + 1000))
  const text = blocks.filter(({ type }) => type !== 'header')
  const words = wordsOfMarkdown(text.length > 0 ? text : blocks)
  return shorten(oneLine(words), max)
}

/** All that blocks of markdown or of a difference say, line by line, as screen readers should hear it; not escaped. */
export function wordsOfMarkdown(blocks: readonly KnownBlock[]): string {
  return blocks.map(wordsOfBlock).filter(Boolean).join('\n')
}

function wordsOfBlock(block: KnownBlock): string {
  if (block.type === 'header') return block.text.text
  if (block.type === 'table') return block.rows.map((row) => row.map(wordsOfCell).join(', ')).join('\n')
  return block.type === 'rich_text' ? block.elements.map(wordsOfElement).join('\n') : ''
}

function wordsOfCell(cell: RichTextBlock | { type: string; text?: string }): string {
  return 'elements' in cell ? wordsOfBlock(cell) : (cell.text ?? '')
}

function wordsOfElement(element: RichTextBlock['elements'][number]): string {
  if (element.type !== 'rich_text_list') return wordsOfElements(element.elements as RichTextElement[])
  const { style, offset = 0 } = element as CountedList
  return element.elements
    .map((item, at) => `${style === 'ordered' ? `${offset + at + 1}.` : '•'} ${wordsOfElements(item.elements)}`)
    .join('\n')
}
