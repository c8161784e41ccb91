import type { RichTextBlock, RichTextList, RichTextSection } from '@slack/types'
import { cutLines, cutWords } from './markdown-cut.ts'
import { merged, textElement, type Words, wordsOfElements } from './markdown-inline.ts'

/** Rich text as JSON: blocks of this size fill pages well, and stay far below what Slack takes. */
export const mostOfBlock = 2400
/** Of one text: longer ones are cut between words. */
const mostOfText = 800

type Element = RichTextBlock['elements'][number]
/** `offset`: how many items went before; the SDK's types do not know it yet. */
export type CountedList = RichTextList & { offset?: number }

/** Rich text as blocks of a size that pages take; a paragraph, an item or code that is longer is cut between words. */
export function richBlocks(elements: readonly Element[]): RichTextBlock[] {
  const blocks: RichTextBlock[] = []
  let block: Element[] = []
  let size = 0
  for (const element of elements.flatMap(shorter)) {
    const more = sizeOf(element)
    if (size + more > mostOfBlock && block.length > 0) {
      blocks.push(richText(block))
      block = []
      size = 0
    }
    block.push(element)
    size += more
  }
  return block.length > 0 ? [...blocks, richText(block)] : blocks
}

export function richText(elements: Element[]): RichTextBlock {
  return { type: 'rich_text', elements }
}

export function section(elements: Words[]): RichTextSection {
  return { type: 'rich_text_section', elements }
}

function shorter(element: Element): Element[] {
  if (sizeOf(element) <= mostOfBlock) return [element]
  if (element.type === 'rich_text_list') return shorterLists(element)
  if (element.type === 'rich_text_preformatted') {
    const texts = cutLines(wordsOfElements(element.elements), mostOfBlock - 200)
    return texts.map((text) => ({ ...element, elements: [textElement(text)] }))
  }
  const runs = runsOf(element.elements as Words[])
  return runs.map((elements) => ({ ...element, elements }) as Element)
}

/** Cut between items; an item that is too long by itself goes on in one that is not counted. */
function shorterLists(list: CountedList): Element[] {
  const lists: Element[] = []
  let { offset = 0 } = list
  let items: RichTextSection[] = []
  let size = 0
  const close = () => {
    if (items.length === 0) return
    lists.push({ ...list, elements: items, ...(offset > 0 && { offset }) })
    offset += list.style === 'ordered' ? items.length : 0
    items = []
    size = 0
  }
  for (const item of list.elements) {
    const more = sizeOf(item)
    if (size + more > mostOfBlock) close()
    const [first = [], ...rest] = more > mostOfBlock ? runsOf(item.elements as Words[]) : [item.elements as Words[]]
    items.push(section(first))
    size += Math.min(more, mostOfBlock)
    if (rest.length > 0) close()
    for (const run of rest) lists.push(section(run))
  }
  close()
  return lists
}

/** Words in runs that each fit a block. */
function runsOf(words: readonly Words[]): Words[][] {
  const runs: Words[][] = []
  let run: Words[] = []
  let size = 0
  for (const word of words.flatMap(shortWords)) {
    const more = sizeOf(word)
    if (size + more > mostOfBlock - 200 && run.length > 0) {
      runs.push(merged(run))
      run = []
      size = 0
    }
    run.push(word)
    size += more
  }
  return run.length > 0 ? [...runs, merged(run)] : runs
}

function shortWords(word: Words): Words[] {
  if (word.type !== 'text') return [word]
  return cutWords(word.text, mostOfText).map((text) => ({ ...word, text }))
}

function sizeOf(value: unknown): number {
  return JSON.stringify(value).length + 1
}
