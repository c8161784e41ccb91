import type { RichTextElement, RichTextLink, RichTextText } from '@slack/types'
import type { Inline } from './markdown-parse.ts'

type Style = NonNullable<RichTextText['style']>
export type Words = RichTextText | RichTextLink

/** Longer addresses are shown as text; Slack takes 3,000 characters. */
const longestUrl = 2000
/** Longer words of a link are text, with the address after them. */
const longestLink = 300

/**
 * The words of a paragraph, heading or cell. Nothing here is parsed by Slack, so nothing needs escaping: `<!channel>` is
 * eleven characters. Only links into the web and mail are links; where any other leads is said in brackets.
 */
export function inlineElements(nodes: readonly Inline[]): Words[] {
  const words: Words[] = []
  for (const node of nodes) collect(node, {}, words)
  return merged(words)
}

/** Text in one style. */
export function textElement(text: string, style: Style = {}): RichTextText {
  return Object.keys(style).length === 0 ? { type: 'text', text } : { type: 'text', text, style }
}

/** Neighbours of one style become one; empty ones go. */
export function merged(words: readonly Words[]): Words[] {
  const some: Words[] = []
  for (const word of words) {
    const last = some.at(-1)
    if (word.type === 'text' && word.text === '') continue
    if (word.type === 'text' && last?.type === 'text' && isSameStyle(word.style, last.style)) {
      some[some.length - 1] = { ...last, text: last.text + word.text }
    } else some.push(word)
  }
  return some
}

/** The words by themselves. */
export function wordsOfElements(elements: readonly RichTextElement[]): string {
  return elements.map((one) => ('text' in one && typeof one.text === 'string' ? one.text : '')).join('')
}

function collect(node: Inline, style: Style, into: Words[]): void {
  switch (node.type) {
    case 'text':
      into.push(textElement(node.value.replace(/\n/g, ' '), style))
      return
    case 'inlineCode':
      into.push(textElement(node.value.replace(/\n/g, ' '), { ...style, code: true }))
      return
    case 'html':
      into.push(textElement(node.value, style))
      return
    case 'break':
      into.push(textElement('\n', style))
      return
    case 'strong':
      all(node.children, { ...style, bold: true }, into)
      return
    case 'emphasis':
      all(node.children, { ...style, italic: true }, into)
      return
    case 'delete':
      all(node.children, { ...style, strike: true }, into)
      return
    case 'link':
      link(node.url, node.children, style, into)
      return
    case 'image':
      into.push(...linked(node.url, node.alt || 'image', style))
      return
    case 'footnoteReference':
      into.push(textElement(`[${node.label ?? node.identifier}]`, style))
      return
    case 'linkReference':
      all(node.children, style, into)
      return
    case 'imageReference':
      into.push(textElement(node.alt ?? '', style))
  }
}

function all(nodes: readonly Inline[], style: Style, into: Words[]): void {
  for (const node of nodes) collect(node, style, into)
}

function link(url: string, children: readonly Inline[], style: Style, into: Words[]): void {
  const inside: Words[] = []
  all(children, style, inside)
  const isPlain = inside.every((one) => one.type === 'text' && isSameStyle(one.style, inside[0]?.style))
  const text = wordsOfElements(inside)
  if (isPlain) into.push(...linked(url, text, { ...style, ...inside[0]?.style }))
  // A picture or several styles inside of a link: each word leads there by itself.
  else for (const one of inside) into.push(...(one.type === 'link' ? [one] : linked(url, one.text, one.style ?? style)))
}

function linked(url: string, words: string, style: Style): Words[] {
  const href = addressOf(url)
  const text = words.trim() === '' ? url : words
  const styled = Object.keys(style).length === 0 ? {} : { style }
  if (href !== null && text.length <= longestLink) return [{ type: 'link', url: href, text, ...styled }]
  const where = url === '' || url === text || url.startsWith('#') ? '' : ` (${url})`
  return [textElement(`${text}${where}`, style)]
}

/** Null for all that does not lead into the web or to a mailbox: a file of the repository, `javascript:`, nonsense. */
function addressOf(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null
  const isWeb = parsed !== null && ['http:', 'https:', 'mailto:'].includes(parsed.protocol)
  return isWeb && parsed.href.length <= longestUrl ? parsed.href : null
}

function isSameStyle(a: Style | undefined, b: Style | undefined): boolean {
  return (['bold', 'italic', 'strike', 'code'] as const).every((one) => (a?.[one] ?? false) === (b?.[one] ?? false))
}
