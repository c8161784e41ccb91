import type { KnownBlock, RichTextBlock } from '@slack/types'
import { divider, header } from './blocks.ts'
import { wholeAt } from './markdown-cut.ts'
import { type CountedList, richBlocks, section } from './markdown-fit.ts'
import { inlineElements, merged, textElement, type Words, wordsOfElements } from './markdown-inline.ts'
import { type Node, type NodeOf, parseMarkdown } from './markdown-parse.ts'
import { tableAsText, tableBlocks } from './markdown-table.ts'

export interface MarkdownOptions {
  /**
   * `blocks`: Slack's tables, which only messages and Home take, one each (`paged` sees to that); `text`: aligned text, or
   * a list where it would be too wide. Default `text`, which may stand anywhere.
   */
  tables?: 'blocks' | 'text'
}

/** More than this is not drawn: parsing takes its time, and nobody reads twenty messages. */
export const mostMarkdown = 60_000

type RichElement = RichTextBlock['elements'][number]

/**
 * Markdown as blocks for messages, forms and Home, complete and in order: paragraphs, lists in lists, quotes and code as
 * rich text; headings of the first two levels as headers, deeper ones bold; tables as `tables` says; HTML as text. None of
 * it is parsed by Slack, so mentions in it reach nobody. Each block is small enough for `paged`. Of a text longer than
 * `mostMarkdown` the last block says how much more there is.
 */
export function markdownBlocks(markdown: string, { tables = 'text' }: MarkdownOptions = {}): KnownBlock[] {
  const shown = markdown.length > mostMarkdown ? beginningOf(markdown) : markdown
  const blocks = parseMarkdown(shown).flatMap((node) => blocksOf(node, tables))
  const left = markdown.length - shown.length
  return left > 0 ? [...blocks, more(left)] : blocks
}

function blocksOf(node: Node, tables: 'blocks' | 'text'): KnownBlock[] {
  if (node.type === 'thematicBreak') return [divider]
  if (node.type === 'heading') return headingBlocks(node)
  if (node.type === 'table' && tables === 'blocks') return tableBlocks(node)
  return richBlocks(elementsOf(node, 0))
}

function headingBlocks(node: NodeOf<'heading'>): KnownBlock[] {
  const words = inlineElements(node.children)
  const text = wordsOfElements(words)
  const isPlain = words.every(({ type }) => type === 'text') && text.trim() !== '' && text.length <= 150
  if (node.depth <= 2 && isPlain && !/:[\w+-]+:/.test(text)) return [header(text)]
  return richBlocks(elementsOf(node, 0))
}

/** A node as parts of rich text; `indent` is how many lists it stands in. */
function elementsOf(node: Node, indent: number): RichElement[] {
  switch (node.type) {
    case 'paragraph':
      return sectionOf(inlineElements(node.children))
    case 'heading':
      return sectionOf(inlineElements([{ type: 'strong', children: node.children }]))
    case 'blockquote': {
      const words = quoted(node, '')
      return words.length > 0 ? [{ type: 'rich_text_quote', elements: words }] : []
    }
    case 'list':
      return listElements(node, indent)
    case 'code':
      return node.value === '' ? [] : [preformatted(node.value)]
    case 'html':
      return sectionOf([textElement(node.value)])
    case 'table':
      return tableAsText(node)
    case 'footnoteDefinition': {
      const label = textElement(`[${node.label ?? node.identifier}] `)
      return sectionOf([label, ...node.children.flatMap((child, at) => [...gap(at), ...flat(child)])])
    }
    case 'thematicBreak':
      return sectionOf([textElement('———')])
    default:
      // What else there is has no words of its own.
      return []
  }
}

function listElements(list: NodeOf<'list'>, indent: number): RichElement[] {
  const elements: RichElement[] = []
  const style = list.ordered ? 'ordered' : 'bullet'
  const start = list.ordered ? Math.max(0, (list.start ?? 1) - 1) : 0
  for (const [index, item] of list.children.entries()) {
    const [words, rest] = ownWords(item)
    const last = elements.at(-1)
    const isNext = last?.type === 'rich_text_list' && last.indent === indent && last.style === style
    if (isNext) last.elements.push(section(words))
    else {
      const offset = list.ordered ? start + index : 0
      elements.push({
        type: 'rich_text_list',
        style,
        indent,
        elements: [section(words)],
        ...(offset > 0 && { offset }),
      })
    }
    for (const child of rest) elements.push(...elementsOf(child, Math.min(8, indent + 1)))
  }
  return elements
}

/** What an item says on its own lines, and what stands below it: inner lists, code, quotes. */
function ownWords(item: NodeOf<'list'>['children'][number]): [words: Words[], rest: Node[]] {
  const end = item.children.findIndex(({ type }) => type !== 'paragraph' && type !== 'heading')
  const own = end === -1 ? item.children : item.children.slice(0, end)
  const box = item.checked === true ? '☑ ' : item.checked === false ? '☐ ' : ''
  const words = merged([textElement(box), ...own.flatMap((child, at) => [...gap(at), ...flat(child)])])
  return [words.length > 0 ? words : [textElement(' ')], item.children.slice(own.length)]
}

/** Everything inside of a quotation, as words: a quote of Slack's holds nothing else. */
function quoted(node: NodeOf<'blockquote'>, before: string): Words[] {
  return merged(node.children.flatMap((child, at) => [...gap(at), textElement(before), ...flat(child)]))
}

/** A node as words alone. */
function flat(node: Node): Words[] {
  if (node.type === 'blockquote') return quoted(node, '> ')
  return elementsOf(node, 0).flatMap((element, at) => [...gap(at, '\n'), ...flatElement(element)])
}

function flatElement(element: RichElement): Words[] {
  if (element.type !== 'rich_text_list') return element.elements as Words[]
  const { indent = 0, offset = 0, style } = element as CountedList
  return element.elements.flatMap((item, at) => {
    const mark = style === 'ordered' ? `${offset + at + 1}. ` : '• '
    return [...gap(at, '\n'), textElement(`${'   '.repeat(indent)}${mark}`), ...(item.elements as Words[])]
  })
}

function gap(at: number, text = '\n\n'): Words[] {
  return at > 0 ? [textElement(text)] : []
}

function sectionOf(words: Words[]): RichElement[] {
  return wordsOfElements(words).trim() === '' ? [] : [section(words)]
}

function preformatted(text: string): RichElement {
  return { type: 'rich_text_preformatted', elements: [textElement(text)] }
}

/** To the last line end before the limit, or else to a whole character. */
function beginningOf(markdown: string): string {
  const line = markdown.lastIndexOf('\n', mostMarkdown)
  if (line > mostMarkdown / 2) return markdown.slice(0, line)
  return markdown.slice(0, wholeAt(markdown.slice(0, mostMarkdown + 200), mostMarkdown))
}

function more(left: number): KnownBlock {
  const text = `… and ${left.toLocaleString('en-US')} more characters, which are too long for Slack.`
  return { type: 'rich_text', elements: [section([textElement(text, { italic: true })])] }
}
